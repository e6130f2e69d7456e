import { Injectable } from '@nestjs/common';
import type { OperationAnswer, OperationArgs } from '@weisu/api';
import { DomainError, type CalendarData, type CalendarVersion } from '@weisu/contracts';
import type { Directory, DirectoryEntry } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';
import { Operation, type OperationContext, type OperationOptions } from '@weisu/service-host';
import { isDeepStrictEqual } from 'node:util';
import type { PackChange } from '../import/pack-change.js';
import { publishChanges } from '../import/pack-import.operations.js';
import { lockRevision } from '../import/pack-import.store.js';
import { EntryStore } from '../revision/entry.store.js';
import { activated, drafted, firstVersion, newDraft } from './calendar.js';

type Answer = OperationAnswer['draftCalendar'];

const order = ['ACTIVE', 'DRAFT', 'RETIRED'] as const;
const longestReason = 2_000;

/** A calendar's name is in its request: a repetition reads it again, and finds nothing of a draft that was taken back. */
const again: OperationOptions = {
  restore: async (
    service: CalendarOperations,
    _,
    __,
    args: Partial<OperationArgs['draftCalendar'] & OperationArgs['activateCalendar']>,
  ) => {
    const version = (args.input?.version ?? args.version ?? '').trim();
    const found = (await service.calendars()).find((calendar) => calendar.version === version);
    if (!found) throw new DomainError('NOT_FOUND');
    return found;
  },
};

/** Versions of the calendar: drafted, looked at, put in force. Every service counts by a copy, so each step is a revision of the reference data. */
@Injectable()
export class CalendarOperations {
  constructor(private readonly entries: EntryStore) {}

  @Operation()
  async calendars(): Promise<OperationAnswer['calendars']> {
    const { directory } = await this.entries.current();
    return versionsOf(directory)
      .toSorted(
        (a, b) => order.indexOf(a.state) - order.indexOf(b.state) || (a.draftedAt < b.draftedAt ? 1 : -1),
      )
      .map(answerOf);
  }

  @Operation(again)
  async draftCalendar(
    { input }: OperationArgs['draftCalendar'],
    { work }: OperationContext,
  ): Promise<Answer> {
    const version = input.version.trim();
    if (!/^[\w.-]{1,40}$/.test(version))
      throw new DomainError('INVALID_ARGUMENT', 'version: up to 40 letters, digits, dots and hyphens');
    const { directory, inForce } = await this.locked(work);
    for (const { areaCode } of input.streets ?? [])
      if (areaCode.length !== 9 || !directory.area(areaCode))
        throw new DomainError('AREA_NOT_FOUND', areaCode);
    const data = drafted(
      {
        version,
        year: input.year ?? null,
        days: input.days ?? null,
        overrides: input.overrides?.map((day) => ({ ...day })) ?? null,
        officeHours: hoursOf(input.officeHours),
        streets:
          input.streets?.map(({ areaCode, officeHours }) => ({
            areaCode,
            officeHours: hoursOf(officeHours) ?? [],
          })) ?? null,
      },
      inForce,
    );
    const known = versionsOf(directory).find((one) => one.data.version === version);
    if (known && known.state !== 'DRAFT') throw new DomainError('CALENDAR_PUBLISHED', version);
    if (known && isDeepStrictEqual(known.data, data) && known.basedOn === inForce.version)
      return answerOf(known);
    const draft = newDraft(data, inForce.version, work.actor.subject, work.now);
    await publishChanges(work, `calendar ${version}`, [changeOf(draft, known ? 'CHANGED' : 'ADDED')]);
    return answerOf(draft);
  }

  @Operation(again)
  async activateCalendar(
    { version, reason, tellEarlier }: OperationArgs['activateCalendar'],
    { work }: OperationContext,
  ): Promise<Answer> {
    const why = reason.trim();
    if (!why) throw new DomainError('TEXT_EMPTY', 'reason');
    if (why.length > longestReason) throw new DomainError('TEXT_TOO_LONG', 'reason');
    const { directory, inForce } = await this.locked(work);
    const draft = requireVersion(directory, version);
    const by = { actor: work.actor.subject, now: work.now, reason: why, tellEarlier: tellEarlier ?? false };
    const active = activated(draft, inForce, by);
    const before = requireVersion(directory, inForce.version);
    await publishChanges(work, `calendar ${version}`, [
      { change: 'CHANGED', entry: { kind: 'calendar', key: 'calendar', body: active.data } },
      changeOf(active, 'CHANGED'),
      changeOf({ ...before, state: 'RETIRED' }, 'CHANGED'),
    ]);
    return answerOf(active);
  }

  @Operation({ whole: 'a draft that counts nothing: days and hours, and the official who drafted it' })
  async discardCalendar(
    { version }: OperationArgs['discardCalendar'],
    { work }: OperationContext,
  ): Promise<Answer> {
    const { directory } = await this.locked(work);
    const draft = requireVersion(directory, version);
    if (draft.state !== 'DRAFT') throw new DomainError('CALENDAR_PUBLISHED', version);
    const gone: DirectoryEntry = { kind: 'calendar-version', key: version, body: null };
    await publishChanges(work, `calendar ${version}`, [{ change: 'ENDED', entry: gone }]);
    return answerOf(draft);
  }

  /** Read after the lock, so that two who decide at once come after each other. */
  private async locked(work: Work): Promise<{ directory: Directory; inForce: CalendarData }> {
    await lockRevision(work);
    const directory = await this.entries.read(work.manager);
    if (!directory.calendar) throw new DomainError('REFERENCE_INCOMPLETE');
    return { directory, inForce: directory.calendar };
  }
}

/** The one in force has no entry where a version before this imported it. */
function versionsOf({ calendar, calendarVersions }: Directory): readonly CalendarVersion[] {
  if (!calendar || calendarVersions.some(({ data }) => data.version === calendar.version))
    return calendarVersions;
  return [...calendarVersions, firstVersion(calendar, 'directory-import', new Date(0))];
}

function requireVersion(directory: Directory, version: string): CalendarVersion {
  const found = versionsOf(directory).find(({ data }) => data.version === version);
  if (!found) throw new DomainError('NOT_FOUND');
  return found;
}

function changeOf(body: CalendarVersion, change: PackChange['change']): PackChange {
  return { change, entry: { kind: 'calendar-version', key: body.data.version, body } };
}

function hoursOf(hours: readonly Readonly<{ from: string; until: string }>[] | null | undefined) {
  return hours?.map(({ from, until }) => ({ from, until })) ?? null;
}

function answerOf({ data, ...version }: CalendarVersion): Answer {
  const { state, draftedBy, activatedBy, reason, tellEarlier } = version;
  return {
    version: data.version,
    state,
    officeHours: data.officeHours,
    streets: data.streets ?? [],
    years: data.years,
    overrides: data.overrides ?? [],
    draftedAt: new Date(version.draftedAt),
    draftedBy,
    activatedAt: version.activatedAt === null ? null : new Date(version.activatedAt),
    activatedBy,
    reason,
    tellEarlier,
  };
}
