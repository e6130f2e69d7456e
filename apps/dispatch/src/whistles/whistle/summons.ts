import type { SummonsStatus } from '@weisu/api';
import type { ClockStart } from '@weisu/clocks';
import {
  ActionRecorded,
  announce,
  clockBy,
  clockRule,
  DomainError,
  limitFor,
  RefusalOverruled,
  RefusalUpheld,
  SummonsAcknowledged,
  SummonsFinished,
  SummonsRefused,
  SummonsWaived,
  UnitCalled,
  UnitReportedIn,
  type Announcement,
  type ClockKind,
  type GovernanceProfile,
  type Urgency,
} from '@weisu/contracts';
import type { Datum } from '@weisu/directory-client';
import { aboutEach, subjectOf, type Addressed, type Concern } from './subjects.js';

/** 报到任务: one called unit. Why it refused, what it did and its result are notes. */
export type Summons = Readonly<{
  id: string;
  whistleId: string;
  unitId: string;
  status: SummonsStatus;
  refusalNoteId: string | null;
  /** The district insisted; it stays on record when the unit is let go later. */
  overruledAt: Date | null;
  presentAt: Date | null;
  officer: string | null;
  phone: string | null;
  longitude: number | null;
  latitude: number | null;
  datum: Datum | null;
  insideArea: boolean | null;
  late: boolean | null;
  evidenceIds: readonly string[];
  resultNoteId: string | null;
  stars: number | null;
  /** The unit that it proposes in its place (建议改派), and what was said to that; null: nothing yet. */
  substituteId: string | null;
  substituteNoteId: string | null;
  substituteApproved: boolean | null;
  /** What it answers to its stars. */
  ratingAnswerNoteId: string | null;
  version: number;
}>;

/** What a unit did on the spot, and who recorded it. */
export type Action = Readonly<{
  summonsId: string;
  noteId: string;
  at: Date;
  byName: string;
  evidenceIds: readonly string[];
}>;

/** What a rule decided: the summons as it now is, and what others should hear about it. */
export type Decision = Readonly<{ summons: Summons; announcements: readonly Addressed[] }>;

/**
 * What may follow on what. A unit may refuse until it is present, once: the district's decision is final. OVERRULED means that it comes,
 * within the limits that ran from the start.
 */
export const summonsTable = {
  CALLED: ['ACKNOWLEDGED', 'REFUSED', 'PRESENT', 'WAIVED'],
  ACKNOWLEDGED: ['REFUSED', 'PRESENT', 'WAIVED'],
  REFUSED: ['UPHELD', 'OVERRULED', 'WAIVED'],
  OVERRULED: ['PRESENT', 'WAIVED'],
  PRESENT: ['ACTING', 'WAIVED'],
  ACTING: ['ACTING', 'FINISHED', 'WAIVED'],
  FINISHED: [],
  UPHELD: [],
  WAIVED: [],
} as const satisfies Record<SummonsStatus, readonly SummonsStatus[]>;

export const settledStatuses: readonly string[] = Object.entries(summonsTable).flatMap(
  ([status, following]) => (following.length ? [] : [status]),
);

/** Let go: the refusal was upheld, or the unit need not come (also for another that came in its place). */
export const letGoStatuses: readonly SummonsStatus[] = ['UPHELD', 'WAIVED'];

/** Nothing more is expected of the unit: it has done its part, or was let go. */
export function isSettled(summons: Summons): boolean {
  return summonsTable[summons.status].length === 0;
}

function moved(summons: Summons, to: SummonsStatus): Summons {
  const following: readonly SummonsStatus[] = summonsTable[summons.status];
  if (!following.includes(to)) throw new DomainError('SUMMONS_NOT_OPEN', `${summons.status} → ${to}`);
  return { ...summons, status: to };
}

type About = { whistleId: string; first: boolean; summonsId: string; unitId: string };

function decision(summons: Summons, whistle: Concern, say: (about: About) => Announcement): Decision {
  const { id: summonsId, unitId } = summons;
  return { summons, announcements: aboutEach(whistle, (about) => say({ ...about, summonsId, unitId })) };
}

/** A unit is called; it hears by when it has to report in, where the profile sets a limit. */
export function called(
  id: string,
  whistle: Concern & Readonly<{ number: string; areaCode: string }>,
  unitId: string,
  reportInBy: Date | null,
): Decision {
  const { number, areaCode } = whistle;
  return decision(
    {
      id,
      whistleId: whistle.id,
      unitId,
      status: 'CALLED',
      refusalNoteId: null,
      overruledAt: null,
      presentAt: null,
      officer: null,
      phone: null,
      longitude: null,
      latitude: null,
      datum: null,
      insideArea: null,
      late: null,
      evidenceIds: [],
      resultNoteId: null,
      stars: null,
      substituteId: null,
      substituteNoteId: null,
      substituteApproved: null,
      ratingAnswerNoteId: null,
      version: 1,
    },
    whistle,
    (about) => announce(UnitCalled, { ...about, number, areaCode, reportInBy }),
  );
}

export const summonsClocks = [
  'ACKNOWLEDGE',
  'REPORT_IN',
  'ACT',
  'FINISH',
] as const satisfies readonly ClockKind[];

/** How urgent the matter is that limits are chosen by. */
export type Matter = Parameters<typeof limitFor>[1] & Readonly<{ urgency: Urgency | null }>;

/** Every called unit has limits of its own, from the call on: it gains no time by not answering, nor by refusing. */
export function clocksOfSummons(
  summonsId: string,
  unitId: string,
  whistle: Concern,
  matter: Matter,
  profile: GovernanceProfile,
  startedAt: Date,
): ClockStart[] {
  return summonsClocks.flatMap((kind) => {
    const rule = clockRule(profile, kind);
    const budget = rule?.startsOn === 'WHISTLE' ? limitFor(rule, matter) : null;
    if (!rule || !budget) return [];
    const about = { subject: subjectOf(whistle), ownerId: summonsId, unitId };
    return [{ ...about, ...clockBy(profile, rule), startedAt, budget }];
  });
}

/** 接哨. `late` is what its clock says. */
export function acknowledged(summons: Summons, whistle: Concern, late: boolean): Decision {
  return decision(moved(summons, 'ACKNOWLEDGED'), whistle, (about) =>
    announce(SummonsAcknowledged, { ...about, late }),
  );
}

/** The unit says that it is not its matter. 街道办事处条例 art. 44: then the district hears of it and decides. */
export function refused(summons: Summons, whistle: Concern, noteId: string): Decision {
  return decision({ ...moved(summons, 'REFUSED'), refusalNoteId: noteId }, whistle, (about) =>
    announce(SummonsRefused, { ...about, noteId }),
  );
}

/** The district agrees: the unit is released. */
export function upheld(summons: Summons, whistle: Concern, noteId: string): Decision {
  return decision(moved(summons, 'UPHELD'), whistle, (about) =>
    announce(RefusalUpheld, { ...about, noteId }),
  );
}

/** The district insists: the unit comes. */
export function overruled(summons: Summons, whistle: Concern, noteId: string, now: Date): Decision {
  return decision({ ...moved(summons, 'OVERRULED'), overruledAt: now }, whistle, (about) =>
    announce(RefusalOverruled, { ...about, noteId }),
  );
}

export function waived(summons: Summons, whistle: Concern, noteId: string): Decision {
  return decision(moved(summons, 'WAIVED'), whistle, (about) =>
    announce(SummonsWaived, { ...about, noteId }),
  );
}

/** A named officer at a place; `insideArea` is null without a position. */
export type Arrival = Readonly<{
  officer: string;
  phone: string | null;
  point: Readonly<{ longitude: number; latitude: number; datum: Datum }> | null;
  insideArea: boolean | null;
  evidenceIds: readonly string[];
}>;

/** A called unit arrives. Arriving late is accepted and recorded; arriving twice changes nothing. */
export function reportedIn(
  summons: Summons,
  whistle: Concern,
  arrival: Arrival,
  late: boolean,
  now: Date,
): Decision {
  if (summons.presentAt) return { summons, announcements: [] };
  const { officer, phone, point, insideArea, evidenceIds } = arrival;
  return decision(
    {
      ...moved(summons, 'PRESENT'),
      presentAt: now,
      officer,
      phone,
      longitude: point?.longitude ?? null,
      latitude: point?.latitude ?? null,
      datum: point?.datum ?? null,
      insideArea,
      late,
      evidenceIds,
    },
    whistle,
    (about) => announce(UnitReportedIn, { ...about, late, insideArea }),
  );
}

/** What the unit does on the spot; as often as it does something. */
export function acted(summons: Summons, whistle: Concern, noteId: string): Decision {
  return decision(moved(summons, 'ACTING'), whistle, (about) =>
    announce(ActionRecorded, { ...about, noteId }),
  );
}

/** The unit has done its part, which nobody can say who did nothing on record. */
export function finished(summons: Summons, whistle: Concern, noteId: string, late: boolean): Decision {
  return decision({ ...moved(summons, 'FINISHED'), resultNoteId: noteId }, whistle, (about) =>
    announce(SummonsFinished, { ...about, late, noteId }),
  );
}

/** 1 to 5 stars for what the unit did. */
export function rated(summons: Summons, stars: number): Summons {
  if (!Number.isInteger(stars) || stars < 1 || stars > 5) throw new DomainError('STARS_INVALID');
  return { ...summons, stars };
}

const phonePattern = /^\+?\d{5,15}$/;

/** A number without spaces and hyphens. Throws PHONE_INVALID. */
export function phoneOf(text: string | null | undefined): string | null {
  const phone = (text ?? '').replace(/[\s-]/gu, '');
  if (!phone) return null;
  if (!phonePattern.test(phone)) throw new DomainError('PHONE_INVALID');
  return phone;
}

/** 138****5678; of a shorter number nothing. */
export function maskedPhone(phone: string): string {
  return phone.length < 9 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}
