import { isDeepStrictEqual } from 'node:util';
import type { Area, DistrictPack, GovernanceProfile } from '@weisu/contracts';
import type { DirectoryEntry } from '@weisu/directory-client';
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
 * Throws PackRefused.
 */
export function changesBy(pack: DistrictPack, stored: readonly DirectoryEntry[], day: string): PackChange[] {
  const wanted = entriesOf(pack);
  const before = new Map(stored.map((entry) => [placeOf(entry), entry]));
  const reasons = [
    ...districtReasons(pack, stored),
    ...wanted.flatMap((entry) => contradictions(before.get(placeOf(entry)), entry, day)),
  ];
  if (reasons.length > 0) throw new PackRefused(reasons);

  const named = new Set(wanted.map(placeOf));
  return [
    ...wanted.flatMap((entry): PackChange[] => {
      const was = before.get(placeOf(entry));
      if (!was || was.body === null) return [{ change: 'ADDED', entry }];
      return same(was.body, entry.body) ? [] : [{ change: 'CHANGED', entry }];
    }),
    ...stored.filter((entry) => !named.has(placeOf(entry))).flatMap((entry) => endOf(entry, day)),
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
    { kind: 'calendar', key: 'calendar', body: pack.calendar },
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
