import {
  announce,
  areaAt,
  contains,
  DomainError,
  levelOf,
  WhistleBlown,
  WhistleCompleted,
  WhistleEndorsed,
  type GovernanceProfile,
  type Unit,
  type UnitKind,
  type WhistleSituation,
} from '@weisu/contracts';
import type { Datum, Directory } from '@weisu/directory-client';
import { aboutEach, type Addressed } from './subjects.js';
import { isSettled, rated, type Summons } from './summons.js';

/** 哨单: calls units to an area, for many matters, for one or for none. The unit list is who is to be called once the street agrees. */
export type Whistle = Readonly<{
  id: string;
  number: string;
  appealIds: readonly string[];
  areaCode: string;
  byId: string;
  situation: WhistleSituation;
  reason: string;
  unitIds: readonly string[];
  gatherLongitude: number | null;
  gatherLatitude: number | null;
  gatherDatum: Datum | null;
  profileKey: string;
  profileVersion: number;
  blownAt: Date;
  endorsedById: string | null;
  /** When the units were called: at once, or when the street stood behind it. */
  calledAt: Date | null;
  completedAt: Date | null;
  outcomeNoteId: string | null;
  version: number;
}>;

export type WhistleDecision = Readonly<{ whistle: Whistle; announcements: readonly Addressed[] }>;

/** Offices that whistle; a station of the same street is one of those that are called. */
const whistlers = new Set<UnitKind>(['AREA_OFFICE', 'STREET_OFFICE']);
/** 街道办事处条例 art. 5: departments, their stations, and enterprises and institutions with a public service. */
const callable = new Set<UnitKind>([
  'DEPARTMENT',
  'STATION',
  'PUBLIC_INSTITUTION',
  'PUBLIC_SERVICE_COMPANY',
  'PLATFORM_COMPANY',
  'PROPERTY_COMPANY',
  'STREET_OFFICE',
]);

/** What the profile says of the whistle: who blows it and in which situations. */
export function requireWhistler(
  profile: GovernanceProfile,
  unit: Unit | null,
  situation: WhistleSituation,
): Unit {
  const level = unit && whistlers.has(unit.kind) ? levelOf(unit.areaCode) : null;
  if (!unit || !profile.whistle.blownBy.some((one) => one === level)) {
    throw new DomainError(
      'FORBIDDEN',
      `in the profile ${profile.key} the whistle is blown by: ${profile.whistle.blownBy.join(', ')}`,
    );
  }
  if (!profile.whistle.situations.includes(situation)) throw new DomainError('WHISTLE_SITUATION', situation);
  return unit;
}

/** Units of the same district that can be called, each once, and never the one that whistles. */
export function requireCallable(directory: Directory, unitIds: readonly string[], by: Unit): void {
  if (!unitIds.length) throw new DomainError('INVALID_ARGUMENT', 'unitIds: call at least one unit');
  if (new Set(unitIds).size !== unitIds.length)
    throw new DomainError('INVALID_ARGUMENT', 'unitIds: name each unit once');
  if (unitIds.includes(by.id))
    throw new DomainError('INVALID_ARGUMENT', 'unitIds: a unit does not call itself');
  const district = areaAt('DISTRICT', by.areaCode) ?? by.areaCode;
  for (const id of unitIds) {
    const unit = directory.unit(id);
    if (!unit || !callable.has(unit.kind) || !contains(district, unit.areaCode)) {
      throw new DomainError('UNIT_NOT_FOUND', id);
    }
  }
}

/** A matter can be whistled for together with the others when it lies in the street of the whistle's area. */
export function requireSameStreet(areaCode: string, appealArea: string): void {
  if (!contains(streetOf(areaCode), appealArea)) {
    throw new DomainError('INVALID_ARGUMENT', 'appealIds: every matter lies in the street of the area');
  }
}

export function streetOf(areaCode: string): string {
  return areaAt('STREET', areaCode) ?? areaCode;
}

export type Blow = Readonly<{
  id: string;
  number: string;
  appealIds: readonly string[];
  areaCode: string;
  situation: WhistleSituation;
  reason: string;
  unitIds: readonly string[];
  gatherAt: Readonly<{ longitude: number; latitude: number; datum: Datum }> | null;
}>;

/** The whistle belongs to the street; a community's waits for it where the profile says so. Until then nobody is called. */
export function blown(blow: Blow, by: Unit, profile: GovernanceProfile, now: Date): WhistleDecision {
  const { gatherAt, ...given } = blow;
  const byStreet = levelOf(by.areaCode) === 'STREET';
  const calledAt = byStreet || !profile.whistle.endorsement ? now : null;
  const whistle: Whistle = {
    ...given,
    byId: by.id,
    gatherLongitude: gatherAt?.longitude ?? null,
    gatherLatitude: gatherAt?.latitude ?? null,
    gatherDatum: gatherAt?.datum ?? null,
    profileKey: profile.key,
    profileVersion: profile.version,
    blownAt: now,
    endorsedById: byStreet ? by.id : null,
    calledAt,
    completedAt: null,
    outcomeNoteId: null,
    version: 1,
  };
  const { number, areaCode, byId, situation, unitIds } = whistle;
  return {
    whistle,
    announcements: aboutEach(whistle, (about) =>
      announce(WhistleBlown, {
        ...about,
        number,
        areaCode,
        byId,
        situation,
        unitIds: [...unitIds],
        endorsed: calledAt !== null,
      }),
    ),
  };
}

/** The street stands behind a community's whistle: now the units are called. Once. */
export function endorsed(whistle: Whistle, byId: string, now: Date): WhistleDecision {
  if (whistle.calledAt) throw new DomainError('STATE_FORBIDS', 'the units are already called');
  return {
    whistle: { ...whistle, endorsedById: byId, calledAt: now },
    announcements: aboutEach(whistle, (about) => announce(WhistleEndorsed, { ...about, byId })),
  };
}

export type Stars = Readonly<{ summonsId: string; stars: number }>;

/** Ended when every called unit has done its part or was let go; whoever called rates each one that did (条例 2021 art. 33: both are assessed). */
export function completed(
  whistle: Whistle,
  summonses: readonly Summons[],
  ratings: readonly Stars[],
  noteId: string,
  now: Date,
): WhistleDecision & Readonly<{ summonses: readonly Summons[] }> {
  if (whistle.completedAt) throw new DomainError('WHISTLE_COMPLETED');
  if (!whistle.calledAt) throw new DomainError('WHISTLE_NOT_ENDORSED');
  const unfinished = summonses.filter((summons) => !isSettled(summons));
  if (unfinished.length)
    throw new DomainError('SUMMONS_UNFINISHED', unfinished.map((one) => one.unitId).join(', '));
  const marked = ratedEach(
    summonses.filter((summons) => summons.status === 'FINISHED'),
    ratings,
  );
  return {
    whistle: { ...whistle, completedAt: now, outcomeNoteId: noteId },
    summonses: marked,
    announcements: aboutEach(whistle, (about) =>
      announce(WhistleCompleted, {
        ...about,
        noteId,
        ratings: marked.flatMap(({ unitId, stars }) => (stars === null ? [] : [{ unitId, stars }])),
      }),
    ),
  };
}

function ratedEach(finished: readonly Summons[], ratings: readonly Stars[]): Summons[] {
  const starsOf = new Map(ratings.map((rating) => [rating.summonsId, rating.stars]));
  const each = finished.every((summons) => starsOf.has(summons.id));
  if (!each || starsOf.size !== finished.length || ratings.length !== finished.length) {
    throw new DomainError('INVALID_ARGUMENT', 'ratings: rate each finished summons exactly once');
  }
  return finished.map((summons) => rated(summons, starsOf.get(summons.id) ?? 0));
}
