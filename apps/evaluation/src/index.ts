import {
  appealAccessTables,
  appealPartsRead,
  appealPartTables,
  secretAttemptTables,
  guessProofTables,
  secretGuessTables,
  secretGuessTablesAfterwards,
  partFigures,
} from '@weisu/appeal-access';
import { clockFigures, clockTables } from '@weisu/clocks';
import { directoryCopyTables, snapshotsOver } from '@weisu/directory-client';
import { withMessaging } from '@weisu/messaging';
import type { ServiceDefinition } from '@weisu/service-host';
import { evaluationSettings } from './config.js';
import { EvaluationModule, type EvaluationConfig } from './evaluation.module.js';
import { evaluationTables } from './migrations/0100-evaluation.js';
import { mergedMatters } from './migrations/0110-merged.js';
import { firstContact } from './migrations/0120-first-contact.js';

export { evaluationSettings, type EvaluationSettings } from './config.js';
export type { EvaluationConfig } from './evaluation.module.js';

export const evaluationDefinition: ServiceDefinition<EvaluationConfig> = {
  service: 'EVALUATION',
  hears: ['INTAKE', 'DISPATCH', 'MEDIATION'],
  schema: 'evaluation',
  entities: [],
  migrations: withMessaging([
    ...clockTables,
    directoryCopyTables,
    appealAccessTables,
    appealPartTables,
    appealPartsRead,
    secretAttemptTables,
    secretGuessTables,
    guessProofTables,
    evaluationTables,
    ...mergedMatters,
    firstContact,
    secretGuessTablesAfterwards,
  ]),
  figures: [...clockFigures, ...partFigures],
  config: ({ environment, callInternal }) => ({
    ...evaluationSettings(environment),
    directory: snapshotsOver(callInternal),
  }),
  module: (config) => EvaluationModule.with(config),
};
