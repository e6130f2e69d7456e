import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ClockLoop, type Clock } from '@weisu/clocks';
import { announce, FollowUpOverdue } from '@weisu/contracts';
import { Relay, Time, type Work } from '@weisu/messaging';
import { Log } from '@weisu/service-host';
import { DataSource } from 'typeorm';
import { followUpById } from './follow-up.store.js';

/** Longest sleep of the loop between two looks, in milliseconds. */
export const clockPoll = Symbol('clockPoll');

/** Says that a follow-up was not made in time. It stays to be made: lateness is recorded, not forgiven. */
@Injectable()
export class OverdueFollowUps implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop: ClockLoop;

  constructor(
    source: DataSource,
    time: Time,
    relay: Relay,
    log: Log,
    @Inject(clockPoll) pollMilliseconds: number,
  ) {
    this.loop = new ClockLoop({
      source,
      time,
      pollMilliseconds,
      consequence: onOverdue,
      poke: () => relay.poke(),
      onError: (error, clockId) => log.failed({ part: 'clock', clockId }, error),
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
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
