import type { IncomingMessage, ServerResponse } from 'node:http';
import { SystemTime, Time } from '@weisu/messaging';
import { z } from 'zod';

export type Query = <Row>(sql: string, parameters?: readonly unknown[]) => Promise<{ rows: Row[] }>;

const setting = z.object({
  /** The instant that it is to be now. */
  now: z.coerce.date().optional(),
  /** Business seconds per real second; 0 stands still. */
  speed: z.number().min(0).max(1_000_000).optional(),
});

/** Business time of a simulation: it stands or runs at a speed from an instant that was set, and survives a restart. */
export class SimulatedTime extends Time {
  private readonly listeners: (() => void)[] = [];

  private constructor(
    private readonly query: Query,
    private base: Date,
    private speed: number,
    private since: number,
  ) {
    super();
  }

  static async load(query: Query): Promise<SimulatedTime> {
    await query('CREATE SCHEMA IF NOT EXISTS simulation');
    await query(
      'CREATE TABLE IF NOT EXISTS simulation.business_time (one boolean PRIMARY KEY DEFAULT true CHECK (one), base timestamptz NOT NULL, speed double precision NOT NULL)',
    );
    const { rows } = await query<{ base: Date; speed: number }>(
      'SELECT base, speed FROM simulation.business_time',
    );
    const [row] = rows;
    return new SimulatedTime(query, row?.base ?? new SystemTime().now(), row?.speed ?? 1, performance.now());
  }

  now(): Date {
    return new Date(this.base.getTime() + (performance.now() - this.since) * this.speed);
  }

  override onJump(listener: () => void): void {
    this.listeners.push(listener);
  }

  async set(now: Date | undefined, speed: number | undefined): Promise<void> {
    this.base = now ?? this.now();
    this.since = performance.now();
    this.speed = speed ?? this.speed;
    await this.query(
      'INSERT INTO simulation.business_time (base, speed) VALUES ($1, $2) ON CONFLICT (one) DO UPDATE SET base = excluded.base, speed = excluded.speed',
      [this.base, this.speed],
    );
    for (const listener of this.listeners) listener();
  }
}

const path = '/test-clock';

/** `GET /test-clock` tells business time, `POST /test-clock {now?, speed?}` sets it. There only with WEISU_TEST_CLOCK=1. */
export function testClock(time: SimulatedTime): {
  owns(url: string): boolean;
  callback(request: IncomingMessage, response: ServerResponse): void;
} {
  const answer = (response: ServerResponse, status: number, body: unknown): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'POST') {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { now, speed } = setting.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      await time.set(now, speed);
    }
    answer(response, 200, { now: time.now() });
  }
  return {
    owns: (url) => url === path,
    callback: (request, response) => {
      handle(request, response).catch((error: unknown) =>
        answer(response, 400, { error: error instanceof Error ? error.message : 'bad request' }),
      );
    },
  };
}
