import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { coerceArguments, type AppealFilter } from '@weisu/api';
import { Rounds } from '@weisu/clocks';
import { DomainError, errorCatalogue, type ErrorCode } from '@weisu/contracts';
import { DirectoryClient, type Directory } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';
import { Time } from '@weisu/messaging';
import { CallRefused, Log } from '@weisu/service-host';
import { DataSource } from 'typeorm';
import { appealKeys } from '../../ground/appeal-list/appeal-list.store.js';
import { ExportVault, type Asked } from './export-vault.store.js';
import { endingOf, mostNamed, type Ending } from './export.js';
import { endWithoutFile } from './export.store.js';
import { PageCells } from './page-cells.store.js';
import {
  admitWaiting,
  giveBack,
  keepTurn,
  leaseMilliseconds,
  mayHaveToGo,
  namePage,
  storePage,
  takeTurn,
  type Alive,
  type Turn,
} from './turn.store.js';

/** Sleep between two looks when nothing is to be made, in milliseconds. */
const pollMilliseconds = 1_000;

/** Longest rest after a page, in milliseconds. */
const longestRest = 2_000;

/** What another service refuses of every question alike: it is as good as away. */
const ofEveryQuestion: ReadonlySet<string> = new Set([
  'UNAVAILABLE',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'TRY_LATER',
  'NOT_FOUND',
]);

/**
 * Makes exports, a page at a time and each export in turn; after a page it rests as long as the page took, so that half of what it could use is left to people.
 * Any number of instances share the exports; what one breaks off is taken up again. A part that is away is waited for until the claims of the asker are too old.
 */
@Injectable()
export class ExportPages implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly rounds: Rounds;

  constructor(
    private readonly source: DataSource,
    private readonly directories: DirectoryClient,
    private readonly cells: PageCells,
    private readonly vault: ExportVault,
    private readonly time: Time,
    private readonly log: Log,
  ) {
    this.rounds = new Rounds(
      () => this.look(),
      (error) => log.failed({ part: 'ledger export' }, error),
    );
    time.onJump(() => this.rounds.poke());
  }

  onApplicationBootstrap(): void {
    this.rounds.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.rounds.stop();
  }

  private async look(): Promise<number> {
    const alive = await mayHaveToGo(this.source, this.time.now());
    const directory = await this.directories.current();
    // an empty copy knows of no absence
    if (!alive.length || directory.revision === 0) return pollMilliseconds;
    await this.letGo(alive, directory);
    await admitWaiting(this.source);
    const turn = await takeTurn(this.source);
    if (!turn) return pollMilliseconds;
    const began = performance.now();
    const keeping = setInterval(() => void this.keep(turn), leaseMilliseconds / 3);
    try {
      await this.makePage(turn, directory);
    } catch (error) {
      const code = refusalOf(error);
      if (code === null) throw error;
      await this.end(turn.export.id, { state: 'FAILED', code });
    } finally {
      clearInterval(keeping);
      await giveBack(this.source, turn);
    }
    return Math.min(performance.now() - began, longestRest);
  }

  /** Before every page: what is over is over, also the absence that an export was asked for in. */
  private async letGo(exports: readonly Alive[], directory: Directory): Promise<void> {
    const now = this.time.now();
    for (const one of exports) {
      const ending = endingOf(one, isStandingIn(directory, one, now), now);
      if (ending) await this.end(one.id, ending);
    }
  }

  private async makePage(turn: Turn, directory: Directory): Promise<void> {
    const { export: wanted } = turn;
    const now = this.time.now();
    const { actor, filter } = askedOf(this.vault.openAsked(wanted.id, wanted.asked));
    const after = wanted.after_at && wanted.after_id ? { at: wanted.after_at, id: wanted.after_id } : null;
    const page = await namePage(this.source, turn, (manager, most) =>
      appealKeys(manager, actor, filter, { most, after }),
    );
    if (!page) return;
    const { keys } = page;
    if (wanted.named && wanted.row_count + keys.length > mostNamed)
      throw new DomainError('EXPORT_TOO_MANY_NAMED');
    const rows = await this.cells.of(
      wanted,
      { actor, directory },
      keys.map(({ id }) => id),
    );
    const place = { id: wanted.id, index: wanted.pages };
    const { content, bytes } = await this.vault.sealPage(wanted.page_key, place, rows);
    await storePage(this.source, turn, { ...page, content, bytes, now });
  }

  /** A page may take longer than a lease: another would begin it anew, and neither would end. */
  private async keep(turn: Turn): Promise<void> {
    try {
      await keepTurn(this.source, turn);
    } catch (error) {
      this.log.failed({ part: 'ledger export' }, error);
    }
  }

  private end(id: string, ending: Ending): Promise<void> {
    return this.source.transaction((manager) => endWithoutFile(manager, [id], ending, this.time.now()));
  }
}

/** The code of a refusal that asking again does not change; null: a part is away, or something is wrong with ours. */
function refusalOf(error: unknown): ErrorCode | null {
  if (error instanceof DomainError) return error.code;
  if (!(error instanceof CallRefused) || ofEveryQuestion.has(error.refusal)) return null;
  return Object.hasOwn(errorCatalogue, error.refusal) ? (error.refusal as ErrorCode) : 'INTERNAL';
}

function askedOf({ actor, filter }: Asked): Readonly<{ actor: Actor; filter: AppealFilter }> {
  return { actor, filter: coerceArguments('appeals', { filter }).filter ?? {} };
}

/** Whether who asked for a unit that is away still acts for it; who asked for the own unit always does. */
function isStandingIn(
  directory: Directory,
  { unit_id: unitId, delegate_id: delegateId }: Alive,
  now: Date,
): boolean {
  return delegateId === null || unitId === null || directory.absences.actsFor(delegateId, unitId, now);
}
