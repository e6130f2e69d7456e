/**
 * How far a matter is, as far as a rating and a hotline's follow-up must know: RESOLVED, REPORTED_BACK and CLOSED have a round to speak of;
 * ENDED was declined, merged or withdrawn.
 */
export type MatterState = 'OPEN' | 'RESOLVED' | 'REPORTED_BACK' | 'CLOSED' | 'REOPENED' | 'ENDED';

export type Matter = Readonly<{
  appealId: string;
  secretVerifier: string | null;
  registeredBy: string | null;
  state: MatterState;
  /** 并案: the matter that it is handled with, and ends with. */
  mergedInto: string | null;
}>;

export const resolvedStates: ReadonlySet<MatterState> = new Set(['RESOLVED', 'REPORTED_BACK', 'CLOSED']);
