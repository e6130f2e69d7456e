import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { announce, ClockOverdue } from '@weisu/contracts';
import { ClockLoop, lockClocks, type Clock } from '@weisu/clocks';
import { DirectoryClient } from '@weisu/directory-client';
import { Relay, Time, type Work } from '@weisu/messaging';
import { Log } from '@weisu/service-host';
import { DataSource } from 'typeorm';
import { lockHandling, saveHandling } from '../handling/handling.store.js';
import { resumeClocks } from '../request/approval.store.js';
import { requestById } from '../request/request.store.js';
import { summonsOverdue, summonsOwners } from '../whistle/whistle.store.js';
import { workOrder, workOrdersOf } from '../work-order/work-order.store.js';

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
    if (clock.kind === 'CUSTOM' && clock.ownerId !== clock.subject) return this.endSuspension(clock, work);
    if ((await summonsOwners(work.manager, [clock.ownerId])).has(clock.ownerId))
      return summonsOverdue(clock, work);
    const order = await workOrder(work, clock.ownerId);
    await work.announce(clock.subject, [
      announce(ClockOverdue, {
        clockId: clock.id,
        kind: clock.kind,
        unitId: clock.unitId,
        dueBy: clock.dueBy,
        workOrderId: order?.id ?? null,
        summonsId: null,
      }),
    ]);
  }

  /** The time asked for is over: what rested runs on, a deferred matter is in hand again. No overdue: this limit was a promise kept. */
  private async endSuspension(clock: Clock, work: Work): Promise<void> {
    const request = await requestById(work.manager, clock.ownerId);
    await work.query(`UPDATE clock SET state = 'MET', met_at = $2 WHERE id = $1`, [clock.id, work.now]);
    if (!request) return;
    const { calendar } = await this.directories.withCalendar();
    const orders = await workOrdersOf(work.manager, [request.appealId]);
    const owners = request.workOrderId ? [request.workOrderId] : orders.map((order) => order.id);
    await resumeClocks(work, clock.subject, await lockClocks(work, owners), calendar);
    const handling = await lockHandling(work, request.appealId);
    if (handling?.status === 'DEFERRED') await saveHandling(work, { ...handling, status: 'HANDLING' });
  }
}
