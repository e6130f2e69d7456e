import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { announce, AppealRepeated, systemActor } from '@weisu/contracts';
import { KafkaTransport, kafkaSettings, Relay, runWork } from '@weisu/messaging';
import { openDataSource } from '@weisu/persistence';
import pg from 'pg';
import type { RunningDistrict } from '../district.js';
import { runtimeUrl } from '../service-environment.js';

export type Latency = Readonly<{
  asked: number;
  perSecond: number;
  p50: number;
  p99: number;
  events: number;
}>;

/** Milliseconds until the last event of a measurement must have arrived. */
const patience = 30_000;

/**
 * Announces events at a steady rate as one more process of intake would — journal and outbox in a transaction, then a poke — and waits until
 * dispatch has taken every one. From `recorded_at` of the journal, which the database sets while the row is written and so before the commit, to
 * `received_at` of dispatch's inbox, which is when the transaction of the effect began: both on the clock of one server.
 */
export async function measureLatency(
  { place }: RunningDistrict,
  { perSecond, seconds }: Readonly<{ perSecond: number; seconds: number }>,
): Promise<Latency> {
  const url = runtimeUrl(place, 'intake');
  const fail = (error: unknown): void => void process.stderr.write(`${String(error)}\n`);
  const source = await openDataSource({ url, schema: 'intake', entities: [], onPoolError: fail });
  const settings = kafkaSettings({ KAFKA_BROKERS: place.brokers, KAFKA_PREFIX: `${place.name}.` });
  const transport = new KafkaTransport(settings, { clientId: 'bench', onError: fail });
  const relay = new Relay({ url, schema: 'intake', transport, onError: fail });
  const correlationId = `bench-${randomUUID()}`;
  const say = (): Promise<void> => {
    const appealId = randomUUID();
    const context = { now: new Date(), actor: systemActor, correlationId, causationId: null };
    const payload = { appealId, repeatId: randomUUID(), repeatNumber: '20261122-000001-1' };
    return runWork(
      source,
      context,
      () => relay.poke(),
      (work) => work.announce(appealId, [announce(AppealRepeated, payload)]),
    );
  };
  relay.start();
  const pool = new pg.Pool({ connectionString: place.ownerUrl, max: 1 });
  try {
    const began = performance.now();
    const going: Promise<void>[] = [];
    const total = perSecond * seconds;
    while (going.length < total) {
      const due = Math.min(total, Math.ceil(((performance.now() - began) / 1_000) * perSecond));
      while (going.length < due) going.push(say());
      await delay(1);
    }
    await Promise.all(going);
    const took = (performance.now() - began) / 1_000;
    return { ...(await arrivals(pool, correlationId, total)), asked: perSecond, perSecond: total / took };
  } finally {
    await relay.stop();
    await transport.close();
    await source.destroy();
    await pool.end();
  }
}

async function arrivals(
  pool: pg.Pool,
  correlationId: string,
  total: number,
): Promise<Omit<Latency, 'asked' | 'perSecond'>> {
  for (const deadline = performance.now() + patience; performance.now() < deadline; await delay(200)) {
    const { rows } = await pool.query<{ events: number; p50: number; p99: number }>(
      `SELECT count(*)::int AS events, percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS p50, percentile_cont(0.99) WITHIN GROUP (ORDER BY ms) AS p99
       FROM (SELECT extract(epoch FROM i.received_at - j.recorded_at) * 1000 AS ms
             FROM intake.journal j JOIN dispatch.inbox i ON i.event_id = j.id WHERE j.correlation_id = $1) AS arrived`,
      [correlationId],
    );
    if (rows[0]?.events === total) return rows[0];
  }
  throw new Error(`not every event arrived within ${patience} ms`);
}
