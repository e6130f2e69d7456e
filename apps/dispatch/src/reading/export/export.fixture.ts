import type { ExportedAppealsInput, LedgerExportAnswer, LedgerExportFetchAnswer } from '@weisu/api';
import type { Actor } from '@weisu/identity';
import { actorOf, eventually, type TestService } from '@weisu/testing';
import { inDongmen, officials } from '../../matter.fixture.js';
import type { Others } from './others.client.js';
import type { Cell } from './matter-row.js';

export const gateway = actorOf({ subject: 'service-account-gateway', client: 'gateway', roles: ['SERVICE'] });

/** Intake and evaluation: they say the same of every matter, and wait or break off where the test wants it. */
export class TestOthers implements Others {
  readonly asked: ExportedAppealsInput[] = [];
  private held: Promise<void> = Promise.resolve();
  private waiting = 0;
  private broken: Error | null = null;

  /** So many questions from now on wait until they are let go, by what this answers; others pass. */
  hold(questions = Number.POSITIVE_INFINITY): () => void {
    let release = (): void => undefined;
    this.held = new Promise((done) => (release = done));
    this.waiting = questions;
    return () => {
      this.waiting = 0;
      release();
    };
  }

  /** Every question from now on is refused so; null: they are answered again. */
  breakOff(error: Error | null): void {
    this.broken = error;
  }

  appeals: Others['appeals'] = async (input) => {
    this.asked.push(input);
    if (this.broken) throw this.broken;
    if (this.waiting > 0) {
      this.waiting -= 1;
      await this.held;
    }
    return input.keys.map(() => ({
      title: '路灯不亮',
      text: '=立新路路灯不亮',
      address: '立新路1号',
      name: input.named ? '张三' : '张**',
      phone: input.named ? '13812345678' : '138****5678',
      repeatOfId: null,
    }));
  };

  outcomes: Others['outcomes'] = async (_asker, keys) =>
    keys.map(() => ({ outcome: 'SOLVED', satisfaction: 'SATISFIED', stars: 5 }));
}

/** Matters that dispatch has heard of, a second apart, the last one the newest. Answers their numbers, the newest first. */
export async function insertMatters(
  service: TestService,
  count: number,
  { unitIds = [], day = '2026-10-01' }: Readonly<{ unitIds?: readonly string[]; day?: string }> = {},
): Promise<string[]> {
  const rows = await service.sql<{ number: string }>(
    `WITH stored AS (
       INSERT INTO handling (id, number, channel, origin, area_code, status, reachable, submitted_at)
       SELECT gen_random_uuid(), replace($3, '-', '') || '-' || lpad(n::text, 6, '0') || '-0', 'WEB', 'REPORTED', $2, 'REGISTERED', true,
         ($3 || 'T00:00:00Z')::timestamptz + n * interval '1 second' FROM generate_series(1, $1) AS n RETURNING id, number, submitted_at
     ), scoped AS (
       INSERT INTO appeal_scope (appeal_id, area_code, unit_ids) SELECT id, $2, $4 FROM stored
     )
     SELECT number FROM stored ORDER BY submitted_at DESC`,
    [count, inDongmen, day, unitIds],
  );
  return rows.map(({ number }) => number);
}

/** What a person does with an export, and the gateway for it. */
export class Exporting {
  constructor(private readonly service: TestService) {}

  ask(input: object, actor: Actor = officials.desk, options: object = {}): Promise<LedgerExportAnswer> {
    return this.service.call(
      'requestLedgerExport',
      { input: { columns: ['NUMBER'], ...input } },
      actor,
      options,
    );
  }

  read(id: string, actor: Actor = officials.desk): Promise<LedgerExportAnswer | null> {
    return this.service.call('ledgerExport', { id }, actor);
  }

  cancel(id: string, actor: Actor = officials.desk): Promise<LedgerExportAnswer> {
    return this.service.call('cancelLedgerExport', { id }, actor);
  }

  fetch(id: string, actor: Actor = officials.desk, options: object = {}): Promise<LedgerExportFetchAnswer> {
    return this.service.call('fetchLedgerExport', { id }, actor, options);
  }

  page(fetchId: string, index: number): Promise<Cell[][]> {
    return this.service.call('exportPage', { fetchId, index }, gateway);
  }

  /** Resolves when it is so. */
  until(id: string, state: LedgerExportAnswer['state'], actor?: Actor): Promise<LedgerExportAnswer> {
    return eventually(async () => {
      const found = await this.read(id, actor);
      expect(found?.state).toBe(state);
      return found as LedgerExportAnswer;
    }, 20_000);
  }

  async rows(id: string, actor?: Actor): Promise<Cell[][]> {
    const { id: fetchId, pages } = await this.fetch(id, actor);
    const rows: Cell[][] = [];
    for (let index = 0; index < pages; index += 1) rows.push(...(await this.page(fetchId, index)));
    return rows;
  }

  async pagesOf(id: string): Promise<number> {
    return (await this.service.sql('SELECT 1 FROM ledger_export_page WHERE export_id = $1', [id])).length;
  }
}
