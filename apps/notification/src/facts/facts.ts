import { isId, type Envelope } from '@weisu/contracts';

/** What an event alone does not say, and a notice or a webhook needs. */
export type Facts = Readonly<{
  appealNumber: string | null;
  external: Readonly<{ system: string; number: string }> | null;
  /** Client of the system that registered the appeal. */
  registeredBy: string | null;
  leadUnitId: string | null;
  whistleNumber: string | null;
  /** The unit that blew the whistle. */
  blowerId: string | null;
  districtOfficeId: string | null;
  /** Of the unit that the event names. */
  unitName: string | null;
  /** Of the unit that stands in for it. */
  delegateName: string | null;
  /** Units of the street that may stand behind a whistle of one of its communities. */
  endorserIds: readonly string[];
}>;

/**
 * Names what happened. A clock's end is announced once for each appeal that its whistle concerns, under different event ids, but it
 * happened once.
 */
export function eventKey({ id, time, payload }: Pick<Envelope, 'id' | 'time' | 'payload'>): string {
  const { clockId, dueBy, rung, dutyCallId, backup, before } = payload as Record<string, unknown>;
  if (typeof dutyCallId === 'string') return `${dutyCallId}${backup === true ? '#backup' : ''}`;
  if (typeof clockId !== 'string' || !(dueBy instanceof Date)) return id;
  const clock = `${clockId}@${dueBy.toISOString()}`;
  // the same move may come again, when another one lay between
  if (before instanceof Date) return `${clock}<${before.toISOString()}@${time.toISOString()}`;
  return typeof rung === 'number' ? `${clock}#${rung}` : clock;
}

/** What follows from a whistle's events happens on the first of them; others are there for the ledgers of its other appeals. */
export function isRepetition({ payload }: Pick<Envelope, 'payload'>): boolean {
  return (payload as { first?: unknown }).first === false;
}

/** The appeal, whistle or mediation that an event is about. */
export function subjectOf({ subject }: Pick<Envelope, 'subject'>): string | null {
  return isId(subject) ? subject : null;
}
