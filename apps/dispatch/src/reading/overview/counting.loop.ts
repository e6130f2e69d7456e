import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Rounds } from '@weisu/clocks';
import { Log } from '@weisu/service-host';
import { DataSource } from 'typeorm';
import { carryInChanges } from './tally.store.js';

/** Most notes that one transaction carries in: some 0.15 s of work. */
const batch = 5_000;

/** Milliseconds between two looks: readers count what came since the last one themselves. */
const pause = 250;

/** Keeps the counters near: they are right at any time, and cheap to read while few changes wait to be carried in. */
@Injectable()
export class Counting implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly rounds: Rounds;

  constructor(source: DataSource, log: Log) {
    const look = async () => ((await carryInChanges(source, batch)) === batch ? 0 : pause);
    this.rounds = new Rounds(look, (error) => log.failed({ part: 'counting' }, error));
  }

  onApplicationBootstrap(): void {
    this.rounds.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.rounds.stop();
  }
}
