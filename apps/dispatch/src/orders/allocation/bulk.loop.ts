import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Rounds } from '@weisu/clocks';
import { DomainError, errorCatalogue, type ErrorCode } from '@weisu/contracts';
import { DirectoryClient, type Directory } from '@weisu/directory-client';
import { Relay, runWork, Time, Work } from '@weisu/messaging';
import { actorRef, Log } from '@weisu/service-host';
import { DataSource } from 'typeorm';
import { allocateBy } from './allocate.store.js';
import { lockWaiting, saveResult, type WaitingRow } from './bulk.store.js';

/** Sleep between two looks when no row waits, in milliseconds. */
const pollMilliseconds = 500;

/**
 * Carries out the rows of bulk allocations, each in a transaction of its own and as if its asker had allocated that matter alone: with the asker's
 * rights, in the ledger of its matter, and with a result. Any number of instances share the rows; what one breaks off is taken up again.
 */
@Injectable()
export class BulkAllocations implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly rounds: Rounds;

  constructor(
    private readonly source: DataSource,
    private readonly directories: DirectoryClient,
    private readonly time: Time,
    private readonly relay: Relay,
    private readonly log: Log,
  ) {
    const look = async () => ((await this.carryOutNext()) ? 0 : pollMilliseconds);
    this.rounds = new Rounds(look, (error) => log.failed({ part: 'bulk allocation' }, error));
  }

  onApplicationBootstrap(): void {
    this.rounds.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.rounds.stop();
  }

  /** False when no row waits. */
  private async carryOutNext(): Promise<boolean> {
    const directory = await this.directories.current();
    let lanes: ReadonlySet<number> = new Set();
    let row: WaitingRow | null = null;
    try {
      await this.inWork(async ({ manager, now }) => {
        row = await lockWaiting(manager);
        if (!row) return;
        const context = { now, actor: actorRef(row.actor), correlationId: row.bulk_id, causationId: null };
        const work = new Work(manager, context);
        await carryOut(work, row, directory);
        lanes = work.lanes;
      });
    } catch (error) {
      if (!row) throw error;
      await this.giveUp(row, error);
    }
    if (lanes.size) this.relay.poke(lanes);
    return row !== null;
  }

  /** A row that breaks must not keep the others waiting: it says so, and can be asked for again. */
  private async giveUp(row: WaitingRow, error: unknown): Promise<void> {
    this.log.failed({ part: 'bulk allocation', bulk: row.bulk_id, position: row.position }, error);
    await this.inWork((work) => saveResult(work, row, refused('INTERNAL')));
  }

  private inWork(effect: (work: Work) => Promise<void>): Promise<void> {
    const context = { now: this.time.now(), actor: actorRef(nobody), correlationId: '', causationId: null };
    return runWork(this.source, context, (lanes) => this.relay.poke(lanes), effect);
  }
}

async function carryOut(work: Work, row: WaitingRow, directory: Directory): Promise<void> {
  await work.query('SAVEPOINT allocation');
  try {
    const orders = await allocateBy(work, row.actor, directory, row.allocation);
    await saveResult(work, row, { code: null, message: null, workOrderIds: orders.map(({ id }) => id) });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    await work.query('ROLLBACK TO SAVEPOINT allocation');
    await saveResult(work, row, refused(error.code, error.detail));
  }
}

const refused = (code: ErrorCode, detail?: string) => {
  const { zh } = errorCatalogue[code];
  return { code, message: detail ? `${zh}（${detail}）` : zh, workOrderIds: [] };
};

const nobody = {
  subject: 'bulk-allocation',
  name: '',
  roles: ['SERVICE'],
  unitId: null,
  areaCode: null,
  posts: [],
  client: 'dispatch',
} as const;
