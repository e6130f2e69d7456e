import { isDeepStrictEqual } from 'node:util';
import type { Area, CalendarData, CalendarVersion, DistrictPack, GovernanceProfile } from '@weisu/contracts';
import type { DirectoryEntry } from '@weisu/directory-client';
import { civilDate } from '@weisu/working-time';
import { firstVersion, newDraft } from '../calendar/calendar.js';
import { areaInForce } from '../area/area.js';

export type PackChange = Readonly<{ change: 'ADDED' | 'CHANGED' | 'ENDED'; entry: DirectoryEntry }>;

/** A pack that is sound in itself, but contradicts what is in force. Every reason at once. */
export class PackRefused extends Error {
  constructor(readonly reasons: readonly string[]) {
    super(reasons.join('\n'));
    this.name = 'PackRefused';
  }
}

/**
 * What a pack changes on a civil day. What it no longer names ends: an area keeps its row with its last day, because codes of the past
 * must stay readable; units, people and assignments go; versions of profiles stay, because running matters keep theirs.
 * A calendar that is not the one in force waits as a draft: what it does to limits that run is looked at before it is activated. Throws PackRefused.
 */
export function changesBy(
  pack: DistrictPack,
  stored: readonly DirectoryEntry[],
  now: Date,
  by = 'directory-import',
): PackChange[] {
  const day = civilDate(now);
  const wanted = entriesOf(pack);
  const before = new Map(stored.map((entry) => [placeOf(entry), entry]));
  const reasons = [
    ...districtReasons(pack, stored),
    ...wanted.flatMap((entry) => contradictions(before.get(placeOf(entry)), entry, day)),
    ...rewrittenCalendar(pack.calendar, stored),
  ];
  if (reasons.length > 0) throw new PackRefused(reasons);

  const named = new Set(wanted.map(placeOf));
  return [
    ...wanted.flatMap((entry): PackChange[] => {
      const was = before.get(placeOf(entry));
      if (!was || was.body === null) return [{ change: 'ADDED', entry }];
      return same(was.body, entry.body) ? [] : [{ change: 'CHANGED', entry }];
    }),
    ...calendarChanges(pack.calendar, stored, by, now),
    ...stored.filter((entry) => !named.has(placeOf(entry))).flatMap((entry) => endOf(entry, day)),
  ];
}

function calendarInForce(stored: readonly DirectoryEntry[]): CalendarData | null {
  const entry = stored.find(({ kind }) => kind === 'calendar');
  return entry?.kind === 'calendar' ? entry.body : null;
}

function calendarVersions(stored: readonly DirectoryEntry[]): CalendarVersion[] {
  return stored.flatMap((entry) => (entry.kind === 'calendar-version' && entry.body ? [entry.body] : []));
}

function calendarChanges(
  calendar: CalendarData,
  stored: readonly DirectoryEntry[],
  by: string,
  now: Date,
): PackChange[] {
  const inForce = calendarInForce(stored);
  const version = (body: CalendarVersion): PackChange => ({
    change: 'ADDED',
    entry: { kind: 'calendar-version', key: calendar.version, body },
  });
  if (!inForce)
    return [
      { change: 'ADDED', entry: { kind: 'calendar', key: 'calendar', body: calendar } },
      version(firstVersion(calendar, by, now)),
    ];
  const known = [inForce.version, ...calendarVersions(stored).map(({ data }) => data.version)];
  return known.includes(calendar.version) ? [] : [version(newDraft(calendar, inForce.version, by, now))];
}

/** Under the name of a version there is one calendar for ever: limits say which one counted them. */
function rewrittenCalendar(calendar: CalendarData, stored: readonly DirectoryEntry[]): string[] {
  const inForce = calendarInForce(stored);
  const known = [...(inForce ? [inForce] : []), ...calendarVersions(stored).map(({ data }) => data)];
  const namesake = known.find(({ version }) => version === calendar.version);
  if (!namesake || same(namesake, calendar)) return [];
  return [
    `calendar version ${calendar.version} is known with other days or hours: give the new one a version of its own`,
  ];
}

export function countsOf(
  changes: readonly PackChange[],
): Readonly<{ added: number; changed: number; ended: number }> {
  const count = (change: PackChange['change']) => changes.filter((one) => one.change === change).length;
  return { added: count('ADDED'), changed: count('CHANGED'), ended: count('ENDED') };
}

function entriesOf(pack: DistrictPack): DirectoryEntry[] {
  return [
    ...pack.areas.map((body): DirectoryEntry => ({ kind: 'area', key: body.code, body })),
    ...pack.units.map((body): DirectoryEntry => ({ kind: 'unit', key: body.id, body })),
    ...pack.people.map((body): DirectoryEntry => ({ kind: 'person', key: body.id, body })),
    ...pack.profiles.map((body): DirectoryEntry => ({
      kind: 'profile',
      key: `${body.key}@${body.version}`,
      body,
    })),
    ...pack.assignments.map((body): DirectoryEntry => ({
      kind: 'assignment',
      key: `${body.areaCode}@${body.validFrom}`,
      body,
    })),
  ];
}

/** The pack of another district would end everything there is. */
function districtReasons({ areas }: DistrictPack, stored: readonly DirectoryEntry[]): string[] {
  const district = areas.find(({ level }) => level === 'DISTRICT')?.code;
  const held = stored.find(({ kind, key }) => kind === 'area' && key.length === 6)?.key;
  return held && held !== district
    ? [`this directory holds the district ${held}, the pack is of ${district ?? 'no district'}`]
    : [];
}

function contradictions(before: DirectoryEntry | undefined, entry: DirectoryEntry, day: string): string[] {
  if (entry.kind === 'area' && before?.kind === 'area') return revivals(before.body, entry.body, day);
  if (entry.kind === 'profile' && before?.kind === 'profile') return rewritings(before.body, entry.body);
  return [];
}

/** GB/T 30428.1: a code is never given again, or old matters would suddenly lie elsewhere. */
function revivals(before: Area | null, area: Area | null, day: string): string[] {
  if (!before || !area || areaInForce(before, day) || !areaInForce(area, day)) return [];
  return [
    `area ${before.code} ${before.name} ended on ${before.validUntil ?? ''}: a code is never used again, give the new area another one`,
  ];
}

/** Matters run by the version they began with. Only its last day may still be set, since the next version begins after it. */
function rewritings(before: GovernanceProfile | null, profile: GovernanceProfile | null): string[] {
  if (!before || !profile) return [];
  if (same({ ...before, validUntil: null }, { ...profile, validUntil: null })) return [];
  return [
    `profile ${profile.key} version ${profile.version} is published and cannot change (except its validUntil): publish version ${profile.version + 1}`,
  ];
}

function endOf(entry: DirectoryEntry, day: string): PackChange[] {
  switch (entry.kind) {
    case 'area':
      return entry.body && areaInForce(entry.body, day)
        ? [{ change: 'ENDED', entry: { ...entry, body: { ...entry.body, validUntil: day } } }]
        : [];
    case 'unit':
    case 'person':
    case 'assignment':
      return entry.body ? [{ change: 'ENDED', entry: { ...entry, body: null } }] : [];
    case 'profile':
    case 'calendar':
    case 'calendar-version':
    case 'absence':
    case 'deputy':
      return [];
  }
}

function placeOf({ kind, key }: DirectoryEntry): string {
  return `${kind} ${key}`;
}

/** As the database would give them back: it keeps neither the order of members nor absent ones. */
function same(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));
}
