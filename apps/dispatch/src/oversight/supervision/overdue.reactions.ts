import { Controller } from '@nestjs/common';
import { lockClock } from '@weisu/clocks';
import { ClockOverdue, type EventOf } from '@weisu/contracts';
import { DirectoryClient } from '@weisu/directory-client';
import { ReactsTo, type Work } from '@weisu/messaging';
import { concernOf } from '../../ground/deadline/concern.store.js';
import { superviseOverdue } from './triggers.store.js';

@Controller()
export class SupervisionReactions {
  constructor(private readonly directories: DirectoryClient) {}

  /**
   * Beside the loop that fires limits: numbers without gaps are given one after the other, and thousands that pass in one second would wait for each other
   * there. Of a summons about many matters it is said for each of them, and issued once. Who has done it meanwhile has nothing to answer for.
   */
  @ReactsTo(ClockOverdue)
  async onOverdue({ subject, payload }: EventOf<typeof ClockOverdue>, work: Work): Promise<void> {
    const clock = await lockClock(work, payload.clockId);
    if (!clock || clock.subject !== subject || clock.metAt) return;
    const directory = await this.directories.current();
    const concern = await concernOf(work, clock, directory);
    if (concern.owner !== 'WORK_ORDER' && concern.owner !== 'SUMMONS') return;
    await superviseOverdue(work, directory, { ...concern, subject }, clock);
  }
}
