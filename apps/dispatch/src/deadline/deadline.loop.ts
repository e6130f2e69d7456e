import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { announce, ClockOverdue } from '@weisu/contracts';
import { ClockLoop, type Clock } from '@weisu/clocks';
import { DirectoryClient } from '@weisu/directory-client';
import { Relay, Time, type Work } from '@weisu/messaging';
import { Log } from '@weisu/service-host';
import { DataSource } from 'typeorm';
import { requestById } from '../request/request.store.js';
import { endSuspension } from '../request/suspension.store.js';
import { summonsOverdue } from '../whistle/whistle.store.js';
import { ownerOf, type ClockOwner } from './owner.js';

/** What happens when a limit has passed. */
@Injectable()
export class Deadlines implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly loop: ClockLoop;

  constructor(
    source: DataSource,
    relay: Relay,
    log: Log,
    time: Time,
    private readonly directories: DirectoryClient,
  ) {
    this.loop = new ClockLoop({
      source,
      time,
      poke: () => relay.poke(),
      onError: (error, clockId) => log.failed({ part: 'clock', clock: clockId }, error),
      consequence: (clock, work) => this.onPassed(clock, work),
    });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  private async onPassed(clock: Clock, work: Work): Promise<void> {
    const owner = ownerOf(clock) ?? (await lookUpOwner(clock, work));
    if (owner === 'SUMMONS') return summonsOverdue(clock, work);
    if (owner === 'REQUEST' && clock.kind === 'CUSTOM') return this.endSuspension(clock, work);
    await work.announce(clock.subject, [
      announce(ClockOverdue, {
        clockId: clock.id,
        kind: clock.kind,
        unitId: clock.unitId,
        dueBy: clock.dueBy,
        workOrderId: owner === 'WORK_ORDER' ? clock.ownerId : null,
        summonsId: null,
      }),
    ]);
  }

  /** The time that was asked for is over. No overdue: this limit was a promise kept. */
  private async endSuspension(clock: Clock, work: Work): Promise<void> {
    const request = await requestById(work.manager, clock.ownerId);
    if (!request) throw new Error(`the clock ${clock.id} belongs to no request`);
    await work.query(`UPDATE clock SET state = 'MET', met_at = $2 WHERE id = $1`, [clock.id, work.now]);
    const { calendar } = await this.directories.withCalendar();
    await endSuspension(work, request, calendar);
  }
}

async function lookUpOwner(clock: Clock, work: Work): Promise<ClockOwner> {
  const [found] = await work.query<{ owner: ClockOwner }>(
    `SELECT 'REQUEST' AS owner FROM request WHERE id = $1 UNION ALL SELECT 'WORK_ORDER' FROM work_order WHERE id = $1
     UNION ALL SELECT 'SUMMONS' FROM summons WHERE id = $1`,
    [clock.ownerId],
  );
  return found?.owner ?? 'MATTER';
}
