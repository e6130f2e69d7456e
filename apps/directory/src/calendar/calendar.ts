import { calendarSchema, DomainError, type CalendarData, type CalendarVersion } from '@weisu/contracts';
import { isDeepStrictEqual } from 'node:util';
import { calendarFlaws } from '../pack/calendar.js';

export type DraftInput = Readonly<{
  version: string;
  year: number | null;
  days: readonly Readonly<{ date: string; isOffDay: boolean }>[] | null;
  overrides: CalendarData['overrides'] | null;
  officeHours: CalendarData['officeHours'] | null;
  streets: CalendarData['streets'] | null;
}>;

/** 放假办法 2024: whatever the State Council arranges around them, these days rest. A list without them is no notice. */
const always = ['01-01', '05-01', '10-01', '10-02', '10-03'];

/** The version in force with what is different. Throws CALENDAR_INVALID with every contradiction. */
export function drafted(input: DraftInput, inForce: CalendarData): CalendarData {
  const flaws: string[] = [];
  if ((input.year === null) !== (input.days === null))
    flaws.push('a notice has a year and its days: give both');
  const notice = input.year !== null && input.days !== null ? noticeOf(input.year, input.days, flaws) : null;
  const data: CalendarData = {
    ...inForce,
    version: input.version,
    years: notice
      ? [...inForce.years.filter(({ year }) => year !== notice.year), notice].sort((a, b) => a.year - b.year)
      : inForce.years,
    officeHours: input.officeHours ?? inForce.officeHours,
    ...merged('overrides', inForce.overrides, input.overrides, ({ date }) => date),
    ...merged('streets', inForce.streets, input.streets, ({ areaCode }) => areaCode),
  };
  const shape = calendarSchema.safeParse(data).error?.issues ?? [];
  flaws.push(...shape.map(({ path, message }) => `${path.join('.')}: ${message}`));
  if (!shape.length) flaws.push(...calendarFlaws(data).map(({ message }) => message));
  if (isDeepStrictEqual({ ...data, version: '' }, { ...inForce, version: '' }))
    flaws.push('nothing is different from the version in force');
  if (flaws.length) throw new DomainError('CALENDAR_INVALID', flaws.join('; '));
  return data;
}

function noticeOf(
  year: number,
  days: readonly Readonly<{ date: string; isOffDay: boolean }>[],
  flaws: string[],
): CalendarData['years'][number] {
  const of = (off: boolean) => [
    ...new Set(days.filter(({ isOffDay }) => isOffDay === off).map(({ date }) => date)),
  ];
  const offDays = of(true).sort();
  const missing = always.map((day) => `${year}-${day}`).filter((day) => !offDays.includes(day));
  // an empty list, as it stands in public collections before the notice is out, would make every holiday a working day
  if (missing.length) flaws.push(`not a notice of ${year}: ${missing.join(', ')} do not rest`);
  return { year, offDays, workDays: of(false).sort() };
}

/** What is added goes before what was there under the same name. Absent stays absent. */
function merged<Key extends 'overrides' | 'streets'>(
  key: Key,
  before: CalendarData[Key] | undefined,
  added: CalendarData[Key] | null,
  nameOf: (one: NonNullable<CalendarData[Key]>[number]) => string,
): Partial<Pick<CalendarData, Key>> {
  if (!added?.length) return before === undefined ? {} : ({ [key]: before } as Pick<CalendarData, Key>);
  const list: NonNullable<CalendarData[Key]>[number][] = [...(before ?? []), ...added];
  const byName = new Map(list.map((one) => [nameOf(one), one]));
  const sorted = [...byName.values()].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  return { [key]: sorted } as Pick<CalendarData, Key>;
}

export function newDraft(data: CalendarData, basedOn: string, by: string, now: Date): CalendarVersion {
  return {
    data,
    state: 'DRAFT',
    basedOn,
    draftedAt: now.toISOString(),
    draftedBy: by,
    activatedAt: null,
    activatedBy: null,
    reason: null,
    tellEarlier: false,
  };
}

/** What came with the first import was put in force by it. */
export function firstVersion(data: CalendarData, by: string, now: Date): CalendarVersion {
  const at = now.toISOString();
  return {
    ...newDraft(data, data.version, by, now),
    state: 'ACTIVE',
    activatedAt: at,
    activatedBy: by,
    reason: '首次导入',
  };
}

/** Throws CALENDAR_PUBLISHED for what is no draft, and CALENDAR_OUTDATED where another version came into force after it was drafted. */
export function activated(
  draft: CalendarVersion,
  inForce: CalendarData,
  by: Readonly<{ actor: string; now: Date; reason: string; tellEarlier: boolean }>,
): CalendarVersion {
  if (draft.state !== 'DRAFT') throw new DomainError('CALENDAR_PUBLISHED', draft.data.version);
  if (draft.basedOn !== inForce.version)
    throw new DomainError('CALENDAR_OUTDATED', `${inForce.version} is in force since`);
  return {
    ...draft,
    state: 'ACTIVE',
    activatedAt: by.now.toISOString(),
    activatedBy: by.actor,
    reason: by.reason,
    tellEarlier: by.tellEarlier,
  };
}
