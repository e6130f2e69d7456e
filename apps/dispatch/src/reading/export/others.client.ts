import type { ExportedAppealsInput } from '@weisu/api';
import type { Asker } from '@weisu/appeal-access';
import type { InternalCall } from '@weisu/service-host';
import type { SaidByEvaluation, SaidByIntake } from './matter-row.js';

/** Asks the services that own a part of an exported matter, for its asker; one answer per key. Rejects as InternalCall does. */
export type Others = Readonly<{
  appeals(input: ExportedAppealsInput): Promise<readonly (SaidByIntake | null)[]>;
  outcomes(asker: Asker, keys: readonly string[]): Promise<readonly (SaidByEvaluation | null)[]>;
}>;

export function othersOver(call: InternalCall): Others {
  return {
    appeals: async (input) =>
      (await call('INTAKE', 'exportedAppeals', { input })) as readonly (SaidByIntake | null)[],
    outcomes: async (asker, keys) =>
      (await call('EVALUATION', 'exportedOutcomes', { keys, asker })) as readonly (SaidByEvaluation | null)[],
  };
}
