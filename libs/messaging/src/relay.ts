import pg from 'pg';
import { encode } from './cloud-event.js';
import { entryColumns, eventOf, type JournalEntry } from './journal-entry.js';
import { laneCount, relayName } from './lane.js';
import { noMeter, type Meter } from './meter.js';
import { failSpan, startSpan, traceparentOf } from './span.js';
import type { Transport } from './transport.js';

export type RelaySettings = Readonly<{
  /** A direct connection: session locks and LISTEN do not survive a transaction pooler. */
  url: string;
  schema: string;
  transport: Transport;
  onError: (error: unknown) => void;
  meter?: Meter;
  /** Backstop for a lost poke, in milliseconds. */
  pollMilliseconds?: number;
}>;

type Row = JournalEntry & { lane: number; position: string };

/** The outbox is mostly empty, so its statistics tell nothing: a plan made then would read the whole journal for every batch. */
const byIndex = '-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off';

const messagesPerTurn = 200;

/** Milliseconds between attempts at lanes that another process holds: asking each time cost as much as reading the outbox. */
const takeEvery = 250;

/**
 * Carries the outbox to the transport. A lane is relayed by one process (session advisory lock), in order; rows are deleted after the
 * acknowledgement. After a commit the process pokes its own relay; lanes held by another process hear of it by NOTIFY.
 */
export class Relay {
  private client: pg.Client | null = null;
  private readonly held = new Set<number>();
  private triedAt = -Infinity;
  private postponed = false;
  private waiting = false;
  private stopped = false;
  private wake: () => void = () => undefined;
  private notifyTimer: NodeJS.Timeout | null = null;
  private notifyWanted = false;
  private loop: Promise<void> | null = null;

  constructor(private readonly settings: RelaySettings) {}

  start(): void {
    this.stopped = false;
    this.loop ??= this.run();
  }

  /** Something was committed, to these lanes when that is known. Cheap, and safe at any time. */
  poke(lanes?: ReadonlySet<number>): void {
    const held = (lane: number): boolean => this.held.has(lane);
    const foreign = lanes ? ![...lanes].every(held) : this.held.size < laneCount;
    if (foreign) this.wantNotify();
    if (lanes && ![...lanes].some(held)) return;
    this.waiting = true;
    this.wake();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.loop;
    this.loop = null;
    if (this.notifyTimer) clearTimeout(this.notifyTimer);
    this.notifyTimer = null;
    await this.disconnect();
  }

  /** How many lanes this process carries now. */
  get lanesHeld(): number {
    return this.held.size;
  }

  private get channel(): string {
    return relayName(this.settings.schema);
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.stopped) {
      this.waiting = false;
      try {
        const client = await this.connect();
        await this.takeLanes(client);
        await this.notifyOthers(client);
        const carried = await this.carry(client);
        failures = 0;
        if (carried === messagesPerTurn) continue;
      } catch (error) {
        failures += 1;
        this.settings.onError(error);
        await this.disconnect();
      }
      if (!this.waiting || failures) await this.pause(failures);
    }
  }

  /** At most one NOTIFY per 5 ms: inside the write transaction it cost 40 % of the throughput. */
  private wantNotify(): void {
    this.notifyTimer ??= setTimeout(() => {
      this.notifyTimer = null;
      this.notifyWanted = true;
      this.waiting = true;
      this.wake();
    }, 5);
  }

  private async notifyOthers(client: pg.Client): Promise<void> {
    if (!this.notifyWanted) return;
    this.notifyWanted = false;
    await client.query(`NOTIFY ${this.channel}`);
  }

  private pause(failures: number): Promise<void> {
    const milliseconds = failures
      ? Math.min(100 * 2 ** failures, 5_000)
      : this.postponed
        ? takeEvery
        : (this.settings.pollMilliseconds ?? 2_000);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        if (failures && !this.stopped) return;
        clearTimeout(timer);
        resolve();
      };
      if (this.stopped) this.wake();
    });
  }

  private async connect(): Promise<pg.Client> {
    if (this.client) return this.client;
    const options = `-c search_path=${this.settings.schema} -c timezone=UTC ${byIndex}`;
    const client = new pg.Client({ connectionString: this.settings.url, options, keepAlive: true });
    client.on('error', (error) => {
      this.settings.onError(error);
      if (this.client !== client) return;
      this.client = null;
      this.held.clear();
      this.waiting = true;
      this.wake();
    });
    client.on('notification', ({ processId }) => {
      // PostgreSQL tells it to whoever listens, also to who said it
      if (processId === (client as unknown as { processID: number }).processID) return;
      this.waiting = true;
      this.wake();
    });
    try {
      await client.connect();
      await client.query(`LISTEN ${this.channel}`);
    } catch (error) {
      await client.end().catch(this.settings.onError);
      throw error;
    }
    this.client = client;
    this.triedAt = -Infinity;
    return client;
  }

  private async disconnect(): Promise<void> {
    const { client } = this;
    this.client = null;
    this.held.clear();
    await client?.end().catch(this.settings.onError);
  }

  private async takeLanes(client: pg.Client): Promise<void> {
    if (this.held.size === laneCount) return;
    this.postponed = performance.now() - this.triedAt < takeEvery;
    if (this.postponed) return;
    this.triedAt = performance.now();
    const { rows } = await client.query<{ lane: number; taken: boolean }>(
      `SELECT lane, pg_try_advisory_lock(hashtext($1), lane) AS taken FROM unnest($2::int[]) AS lane`,
      [
        this.channel,
        Array.from({ length: laneCount }, (_, lane) => lane).filter((lane) => !this.held.has(lane)),
      ],
    );
    for (const { lane, taken } of rows) if (taken) this.held.add(lane);
  }

  /**
   * One batch of all lanes held, the lanes beside each other. Every lane ends before anything else happens: else another process could take
   * a lane while its messages are still on the way. What was acknowledged is deleted also when another lane failed.
   */
  private async carry(client: pg.Client): Promise<number> {
    const { rows } = await client.query<Row>({
      name: 'weisu_outbox',
      text: `SELECT o.lane, o.position, ${entryColumns} FROM outbox o JOIN journal j ON j.subject = o.subject AND j.sequence = o.sequence AND j.at = o.at
       WHERE o.lane = ANY($1::smallint[]) ORDER BY o.position LIMIT ${messagesPerTurn}`,
      values: [[...this.held]],
    });
    if (!rows.length) return 0;
    const lanes = [...new Set(rows.map((row) => row.lane))].map((lane) =>
      rows.filter((row) => row.lane === lane),
    );
    const results = await Promise.allSettled(lanes.map((ordered) => this.publish(ordered)));
    const sent = lanes.filter((_, index) => results[index]?.status === 'fulfilled').flat();
    await client.query(
      `DELETE FROM outbox o USING unnest($1::smallint[], $2::bigint[]) AS sent (lane, position)
       WHERE o.lane = sent.lane AND o.position = sent.position`,
      [sent.map((row) => row.lane), sent.map((row) => row.position)],
    );
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    return rows.length;
  }

  /** The span of a message is a child of the one that announced it, and the parent of whoever reacts. */
  private async publish(rows: readonly Row[]): Promise<void> {
    const { schema, transport, meter = noMeter } = this.settings;
    const spans = rows.map(({ type, subject, traceparent }) =>
      startSpan(`publish ${type}`, {
        kind: 'PRODUCER',
        attributes: { 'weisu.service': schema, 'weisu.event.type': type, 'weisu.appeal.id': subject },
        // without the trace of an announcement the message begins its own: the loop of the relay belongs to none
        traceparent: traceparent ?? '',
      }),
    );
    try {
      await transport.publish(
        rows.map((row, index) => encode(eventOf(schema, row, traceparentOf(spans[index])))),
      );
      for (const { type } of rows) meter.published(type);
    } catch (error) {
      meter.publishFailed();
      for (const span of spans) failSpan(span, error);
      throw error;
    } finally {
      for (const span of spans) span.end();
    }
  }
}
