import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { CalendarLoop, ClockLoop, type Clock } from '@weisu/clocks';
import { announce, FollowUpOverdue, FollowUpRescheduled } from '@weisu/contracts';
import { DirectoryClient } from '@weisu/directory-client';
import { Relay, Time, type Work } from '@weisu/messaging';
import { Log } from '@weisu/service-host';
import { DataSource } from 'typeorm';
import { followUpById } from './follow-up.store.js';

/** Longest sleep of the loop between two looks, in milliseconds. */
export const clockPoll = Symbol('clockPoll');

/** Says that a follow-up was not made in time: it stays to be made, lateness is recorded and not forgiven. And counts by another calendar. */
@Injectable()
export class OverdueFollowUps implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loops: readonly [ClockLoop, CalendarLoop];

  constructor(
    source: DataSource,
    time: Time,
    relay: Relay,
    log: Log,
    directories: DirectoryClient,
    @Inject(clockPoll) pollMilliseconds: number,
  ) {
    const common = {
      source,
      time,
      poke: () => relay.poke(),
      onError: (error: unknown, clockId: string | null) => log.failed({ part: 'clock', clockId }, error),
    };
    const calendar = new CalendarLoop({
      ...common,
      calendars: () => directories.calendarsKept(),
      onRecounted,
    });
    directories.onChange(() => calendar.poke());
    this.loops = [new ClockLoop({ ...common, pollMilliseconds, consequence: onOverdue }), calendar];
  }

  onApplicationBootstrap(): void {
    for (const loop of this.loops) loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }
}

async function onOverdue(clock: Clock, work: Work): Promise<void> {
  const task = await followUpById(work, clock.ownerId);
  if (task?.state !== 'OPEN') return;
  const { id, appealId, kind, unitId } = task;
  await work.announce(appealId, [
    announce(FollowUpOverdue, { appealId, followUpId: id, kind, unitId, dueBy: clock.dueBy }),
  ]);
}

async function onRecounted(before: Clock, after: Clock, work: Work): Promise<void> {
  const { dueBy, provisional, calendarVersion } = after;
  await work.query('UPDATE follow_up SET due_by = $2 WHERE id = $1', [after.ownerId, dueBy]);
  const task = await followUpById(work, after.ownerId);
  if (task?.state !== 'OPEN') return;
  const { id: followUpId, appealId, kind, unitId } = task;
  await work.announce(appealId, [
    announce(FollowUpRescheduled, {
      ...{ appealId, followUpId, kind, unitId },
      ...{ dueBy, before: before.dueBy, provisional, calendarVersion },
    }),
  ]);
}
