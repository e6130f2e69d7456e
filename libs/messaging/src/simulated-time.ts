import pg from 'pg';
import { Time } from './time.js';

export type SimulatedTimeSettings = Readonly<{
  /** A direct connection: LISTEN does not survive a transaction pooler. */
  url: string;
  onError: (error: unknown) => void;
}>;

type Row = Readonly<{ version: string; base: Date; speed: number; passed: number }>;

const channel = 'business_time';

/** Makes the row that simulated business time is read from. Run as the owner of the database, and safe to run twice. */
export async function prepareSimulation(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`
      SET client_min_messages = warning;
      SELECT pg_advisory_xact_lock(hashtext('weisu-simulation'));
      CREATE SCHEMA IF NOT EXISTS simulation;
      CREATE TABLE IF NOT EXISTS simulation.business_time (
        one boolean PRIMARY KEY DEFAULT true CHECK (one), version bigint NOT NULL DEFAULT 1, base timestamptz NOT NULL,
        since timestamptz NOT NULL, speed double precision NOT NULL);
      CREATE TABLE IF NOT EXISTS simulation.reader (pid integer PRIMARY KEY, seen bigint NOT NULL);
      INSERT INTO simulation.business_time (base, since, speed) VALUES (clock_timestamp(), clock_timestamp(), 1) ON CONFLICT DO NOTHING;
      GRANT USAGE ON SCHEMA simulation TO PUBLIC;
      GRANT SELECT, UPDATE ON simulation.business_time TO PUBLIC;
      GRANT SELECT, INSERT, UPDATE, DELETE ON simulation.reader TO PUBLIC;`);
  } finally {
    await client.end();
  }
}

/**
 * Business time of a simulation: it stands or runs at a speed from an instant that was set, and is one for every process that reads the row.
 * Each reader notes the version it has seen, so that whoever sets the time can wait until nobody lives in the old one.
 */
export class SimulatedTime extends Time {
  private readonly listeners: (() => void)[] = [];
  private row: Row = { version: '0', base: new Date(0), speed: 0, passed: 0 };
  private readAt = performance.now();
  private client: pg.Client | null = null;
  private connecting: Promise<pg.Client> | null = null;
  private closed = false;

  private constructor(private readonly settings: SimulatedTimeSettings) {
    super();
  }

  static async open(settings: SimulatedTimeSettings): Promise<SimulatedTime> {
    const time = new SimulatedTime(settings);
    await time.connected();
    return time;
  }

  now(): Date {
    const { base, speed, passed } = this.row;
    return new Date(base.getTime() + (passed + performance.now() - this.readAt) * speed);
  }

  override onJump(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Resolves when every process that reads the row lives in the new time. */
  async set(now: Date | undefined, speed: number | undefined): Promise<void> {
    const client = await this.connected();
    const { rows } = await client.query<{ version: string }>(
      `UPDATE simulation.business_time SET version = version + 1, base = $1, since = clock_timestamp(), speed = coalesce($2, speed)
       RETURNING version`,
      [now ?? this.now(), speed ?? null],
    );
    await client.query(`NOTIFY ${channel}`);
    for (;;) {
      const { rows: behind } = await client.query(
        `SELECT 1 FROM simulation.reader r JOIN pg_stat_activity a ON a.pid = r.pid AND a.datname = current_database()
         WHERE r.seen < $1 LIMIT 1`,
        [rows[0]?.version ?? 0],
      );
      if (!behind.length) return;
      await new Promise((next) => setTimeout(next, 2));
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    const { client } = this;
    this.client = null;
    await client?.end();
  }

  private connected(): Promise<pg.Client> {
    if (this.client) return Promise.resolve(this.client);
    return (this.connecting ??= this.connect().finally(() => (this.connecting = null)));
  }

  private async connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.settings.url, keepAlive: true });
    client.on('error', (error) => {
      this.settings.onError(error);
      if (this.client === client) this.client = null;
      this.comeBack();
    });
    client.on('notification', () => void this.read(client).catch(this.settings.onError));
    await client.connect();
    await client.query(`LISTEN ${channel}`);
    await this.read(client);
    this.client = client;
    return client;
  }

  /** Until the server is back, time goes on as it was last read. */
  private comeBack(): void {
    if (this.closed) return;
    const retry = setTimeout(() => {
      if (this.closed) return;
      this.connected().catch((error: unknown) => {
        this.settings.onError(error);
        this.comeBack();
      });
    }, 500);
    retry.unref();
  }

  private async read(client: pg.Client): Promise<void> {
    const { rows } = await client.query<Row>(
      `SELECT version, base, speed, extract(epoch FROM clock_timestamp() - since)::double precision * 1000 AS passed FROM simulation.business_time`,
    );
    const [row] = rows;
    if (!row) throw new Error('simulation.business_time has no row: prepareSimulation was not run');
    this.row = row;
    this.readAt = performance.now();
    for (const listener of this.listeners) listener();
    await client.query(
      `INSERT INTO simulation.reader (pid, seen) VALUES (pg_backend_pid(), $1) ON CONFLICT (pid) DO UPDATE SET seen = excluded.seen`,
      [row.version],
    );
  }
}
