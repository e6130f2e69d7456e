import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { CalendarLoop, ClockLoop, type Clock } from '@weisu/clocks';
import { announce, MediationClockOverdue, MediationClockRescheduled } from '@weisu/contracts';
import { DirectoryClient } from '@weisu/directory-client';
import { Relay, Time, type Work } from '@weisu/messaging';
import { Log } from '@weisu/service-host';
import { DataSource } from 'typeorm';
import { lapse } from '../confirmation/confirmation.js';
import { confirmationsOf, updateConfirmation } from '../confirmation/confirmation.store.js';
import { named, subjectOf } from '../mediation/mediation.js';
import { lockMediation, updateMediation } from '../mediation/mediation.store.js';

/** What follows when a limit of a mediation has passed, or another calendar counts it. */
@Injectable()
export class OverdueReactions implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loop: ClockLoop;
  private readonly calendar: CalendarLoop;

  constructor(source: DataSource, time: Time, relay: Relay, log: Log, directories: DirectoryClient) {
    const common = {
      source,
      time,
      poke: () => relay.poke(),
      onError: (error: unknown, clockId: string | null) =>
        log.failed({ part: 'clocks', clock: clockId }, error),
    };
    this.loop = new ClockLoop({ ...common, consequence: (clock, work) => this.onOverdue(clock, work) });
    this.calendar = new CalendarLoop({
      ...common,
      calendars: () => directories.calendarsKept(),
      onRecounted,
    });
    directories.onChange(() => this.calendar.poke());
  }

  onApplicationBootstrap(): void {
    this.loop.start();
    this.calendar.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.loop.stop(), this.calendar.stop()]);
  }

  /** Looks at once: business time was moved. */
  poke(): void {
    this.loop.poke();
  }

  /** The time to apply for confirmation is lost; the other limits are the committee's own and only said aloud. */
  private async onOverdue(clock: Clock, work: Work): Promise<void> {
    const mediation = await lockMediation(work, clock.ownerId);
    if (!mediation) throw new Error('a clock without its mediation');
    if (clock.kind === 'CONFIRMATION') {
      const confirmation = (await confirmationsOf(work.manager, [mediation.id])).get(mediation.id);
      if (confirmation) await updateConfirmation(work, mediation.id, lapse(confirmation));
      await updateMediation(work, mediation);
    }
    const { id: clockId, kind, dueBy } = clock;
    await work.announce(subjectOf(mediation), [
      announce(MediationClockOverdue, { ...named(mediation), clockId, kind, dueBy }),
    ]);
  }
}

async function onRecounted(before: Clock, after: Clock, work: Work): Promise<void> {
  const mediation = await lockMediation(work, after.ownerId);
  if (!mediation) throw new Error('a clock without its mediation');
  const { id: clockId, kind, dueBy, provisional, calendarVersion } = after;
  await work.announce(subjectOf(mediation), [
    announce(MediationClockRescheduled, {
      ...named(mediation),
      ...{ clockId, kind, dueBy, before: before.dueBy, provisional, calendarVersion },
    }),
  ]);
}
