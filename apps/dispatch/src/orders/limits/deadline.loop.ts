import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { announce, ClockEscalated, ClockOverdue, ClockReminder, type Announcement } from '@weisu/contracts';
import { CalendarLoop, ClockLoop, isReminder, type Clock, type Rung } from '@weisu/clocks';
import { DirectoryClient } from '@weisu/directory-client';
import { Relay, Time, type Work } from '@weisu/messaging';
import { Log } from '@weisu/service-host';
import { DataSource } from 'typeorm';
import { requestById } from '../request/request.store.js';
import { endSuspension } from '../request/suspension.store.js';
import { ringBackup, ringOnDuty } from '../../ground/roster/duty-call.store.js';
import { concernOf, type Concern } from '../../ground/deadline/concern.store.js';
import { targetsOf } from '../../ground/deadline/ladder.js';
import { rescheduled } from '../../ground/deadline/rescheduled.js';

/** What limits say on their way, what happens when they have passed, and when another calendar counts them. */
@Injectable()
export class Deadlines implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly loop: ClockLoop;
  readonly calendar: CalendarLoop;

  constructor(
    source: DataSource,
    relay: Relay,
    log: Log,
    time: Time,
    private readonly directories: DirectoryClient,
  ) {
    const common = {
      source,
      time,
      poke: () => relay.poke(),
      onError: (error: unknown, clockId: string | null) =>
        log.failed({ part: 'clock', clock: clockId }, error),
    };
    this.loop = new ClockLoop({
      ...common,
      consequence: (clock, work) => this.onPassed(clock, work),
      onRung: (clock, rung, index, work) => this.onRung(clock, rung, index, work),
    });
    this.calendar = new CalendarLoop({
      ...common,
      calendars: () => directories.calendars(),
      onRecounted: (before, after, work) => this.onRecounted(before, after, work),
    });
    directories.onChange(() => this.calendar.poke());
  }

  onApplicationBootstrap(): void {
    this.loop.start();
    this.calendar.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.loop.stop(), this.calendar.stop()]);
  }

  private async onPassed(clock: Clock, work: Work): Promise<void> {
    const directory = await this.directories.current();
    const concern = await concernOf(work, clock, directory);
    if (clock.kind === 'CUSTOM' && concern.owner === 'REQUEST') return this.endSuspension(clock, work);
    if (concern.owner === 'DUTY_CALL') return ringBackup(work, clock);
    await announceTo(work, concern, announce(ClockOverdue, { ...named(clock, concern), dueBy: clock.dueBy }));
    await ringOnDuty(work, directory, concern, { clock, unitIds: unitsOf(clock), why: 'OVERDUE' });
  }

  private async onRung(clock: Clock, { rule }: Rung, rung: number, work: Work): Promise<void> {
    const directory = await this.directories.current();
    const concern = await concernOf(work, clock, directory);
    const about = { ...named(clock, concern), dueBy: clock.dueBy, rung };
    if (isReminder(rule)) {
      await announceTo(work, concern, announce(ClockReminder, about));
      await ringOnDuty(work, directory, concern, { clock, unitIds: unitsOf(clock), why: 'REMINDER' });
      return;
    }
    const { profile, areaCode } = concern;
    if (!profile || areaCode === null) return;
    const toUnitIds = [...targetsOf(directory, profile, rule.to, areaCode, clock.unitId)];
    if (!toUnitIds.length) return;
    await announceTo(work, concern, announce(ClockEscalated, { ...about, level: rule.to, toUnitIds }));
    await ringOnDuty(work, directory, concern, { clock, unitIds: toUnitIds, why: 'ESCALATED' });
  }

  private async onRecounted(before: Clock, after: Clock, work: Work): Promise<void> {
    const concern = await concernOf(work, after, await this.directories.current());
    if (concern.owner === 'REQUEST' && after.kind === 'DECIDE')
      await work.query('UPDATE request SET decide_by = $2 WHERE id = $1', [after.ownerId, after.dueBy]);
    await announceTo(work, concern, rescheduled(before, after, 'CALENDAR'));
  }

  /** The time that was asked for is over. No overdue: this limit was a promise kept. */
  private async endSuspension(clock: Clock, work: Work): Promise<void> {
    const request = await requestById(work.manager, clock.ownerId);
    if (!request) throw new Error(`the clock ${clock.id} belongs to no request`);
    await work.query(`UPDATE clock SET state = 'MET', met_at = $2 WHERE id = $1`, [clock.id, work.now]);
    const directory = await this.directories.current();
    await endSuspension(work, request, directory.calendarAt(clock.calendarArea));
  }
}

const unitsOf = ({ unitId }: Clock): string[] => (unitId === null ? [] : [unitId]);

function named({ id: clockId, kind, unitId }: Clock, { workOrderId, summonsId }: Concern) {
  return { clockId, kind, unitId, workOrderId, summonsId };
}

/** Every ledger that the limit concerns shows it. */
async function announceTo(work: Work, { subjects }: Concern, announcement: Announcement): Promise<void> {
  for (const subject of subjects) await work.announce(subject, [announcement]);
}
