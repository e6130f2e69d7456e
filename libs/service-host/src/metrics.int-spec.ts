import { announce, AppealClosed, AppealRated } from '@weisu/contracts';
import { InProcessTransport } from '@weisu/messaging';
import {
  actorOf,
  callOperation,
  createTestDatabase,
  EventProbe,
  eventually,
  TestTime,
  testVerifier,
  type TestDatabase,
} from '@weisu/testing';
import pg from 'pg';
import { appealId, evaluation, script } from './evaluation.fixture.js';
import {
  createService,
  Log,
  Metrics,
  metricsPort,
  serveMetrics,
  type MetricsServer,
  type RunningService,
} from './index.js';

const resident = actorOf({ roles: ['RESIDENT'], subject: 'r-1' });
const district = actorOf({ roles: ['DISTRICT'], areaCode: '440303', subject: 'officer-1' });
const rating = { number: '20261123-000001-1', secret: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', stars: 5 };

/** Knows how far its group is behind, as a broker does. */
class LaggingTransport extends InProcessTransport {
  lag(group: string) {
    return Promise.resolve([{ topic: group === 'evaluation' ? 'dispatch' : 'none', partition: 3, lag: 7 }]);
  }
}

describe('the metrics of a service', () => {
  const transport = new LaggingTransport();
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  const metrics = new Metrics('evaluation');
  let database: TestDatabase;
  let running: RunningService;
  let server: MetricsServer;
  let probe: EventProbe;

  const asOwner = async (sql: string) => {
    const client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  const scrape = async () => (await fetch(`http://127.0.0.1:${server.port}/metrics`)).text();
  /** The value of the line that begins so, whatever its label of the service. */
  const valueOf = async (name: string, ...labels: string[]): Promise<number | null> => {
    const lines = (await scrape()).split('\n');
    const line = lines.find(
      (one) => /^[^{ ]+/.exec(one)?.[0] === name && labels.every((label) => one.includes(label)),
    );
    return line ? Number(line.split(' ').at(-1)) : null;
  };

  beforeAll(async () => {
    database = await createTestDatabase([evaluation]);
    probe = await EventProbe.on(transport);
    running = await createService(evaluation, undefined, {
      databaseUrl: database.url,
      transport,
      time,
      verifier: testVerifier,
      log: Log.of('evaluation', 'silent'),
      metrics,
    });
    server = await serveMetrics(metrics, 0, '127.0.0.1');
    script.query = () => Promise.resolve([]);
  });
  afterAll(async () => {
    await server.close();
    await running.stop();
    await database.drop();
  });

  it('count operations by code, an unknown one as such, and replays of an answer', async () => {
    const operations = 'weisu_operation_duration_seconds_count';
    const period = { from: '2026-11-01', until: '2026-12-01' };
    await callOperation(running, 'threeRates', period, district);
    await expect(callOperation(running, 'threeRates', period, resident)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(callOperation(running, '张三' as never, {}, district)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const once = { idempotencyKey: 'once' };
    await callOperation(running, 'rateAppeal', rating, resident, once);
    await callOperation(running, 'rateAppeal', rating, resident, once);
    expect(await valueOf(operations, 'operation="threeRates"', 'code="OK"')).toBe(1);
    expect(await valueOf(operations, 'operation="threeRates"', 'code="FORBIDDEN"')).toBe(1);
    expect(await valueOf(operations, 'operation="unknown"', 'code="NOT_FOUND"')).toBe(1);
    expect(await valueOf('weisu_idempotent_replays_total', 'operation="rateAppeal"')).toBe(1);
  });

  it('show what waits in the outbox, and that it was carried', async () => {
    expect(await valueOf('weisu_outbox_rows')).toBe(1);
    expect(await valueOf('weisu_outbox_age_seconds')).toBeGreaterThan(0);
    expect(await valueOf('weisu_relay_lanes')).toBe(0);
    running.start();
    await eventually(async () => expect(await valueOf('weisu_outbox_rows')).toBe(0));
    expect(await valueOf('weisu_outbox_age_seconds')).toBe(0);
    expect(await valueOf('weisu_relay_lanes')).toBe(8);
    expect(await valueOf('weisu_events_published_total', `type="${AppealRated.type}"`)).toBe(1);
  });

  it('tell effects, duplicates and dead letters apart', async () => {
    const closed = { appealId, solved: true, meansExhausted: false, waivers: 0 };
    const event = await probe.say(
      appealId,
      announce(AppealClosed, { ...closed, automatic: false }),
      time.now(),
    );
    await probe.repeat(event);
    await probe.say(appealId, announce(AppealClosed, { ...closed, automatic: true }), time.now());
    for (const outcome of ['EFFECT', 'DUPLICATE', 'DEAD_LETTER'])
      expect([
        outcome,
        await valueOf('weisu_event_reaction_duration_seconds_count', `outcome="${outcome}"`),
      ]).toEqual([outcome, 1]);
    expect(await valueOf('weisu_dead_letter_rows')).toBe(1);
  });

  it('show the pool and how far the group is behind, where the broker tells', async () => {
    expect(await valueOf('weisu_database_pool_connections', 'state="allowed"')).toBeGreaterThan(1);
    expect(await valueOf('weisu_database_pool_connections', 'state="waited for"')).toBe(0);
    expect(await valueOf('weisu_consumer_lag_messages', 'topic="dispatch"', 'partition="3"')).toBe(7);
  });

  it('hold no id, no name and no text', async () => {
    expect(await scrape()).not.toMatch(
      /[\u4e00-\u9fff]|[0-9a-f]{8}-[0-9a-f]{4}|20261123|ABCDEFGH|officer-1|r-1/,
    );
  });

  it('go on without a number that cannot be read, and say so', async () => {
    await asOwner('ALTER TABLE evaluation.dead_letter RENAME TO elsewhere');
    expect(await valueOf('weisu_dead_letter_rows')).toBeNull();
    expect(await valueOf('weisu_outbox_rows')).toBe(0);
    expect(await valueOf('weisu_scrape_failures_total', 'weisu_dead_letter_rows')).toBeGreaterThan(0);
    await asOwner('ALTER TABLE evaluation.elsewhere RENAME TO dead_letter');
    expect(await valueOf('weisu_dead_letter_rows')).toBe(1);
  });

  it('are at no other path, and off by a port of 0', async () => {
    expect((await fetch(`http://127.0.0.1:${server.port}/`)).status).toBe(404);
    expect(metricsPort({})).toBe(9464);
    expect(metricsPort({ METRICS_PORT: '0' })).toBe(0);
    expect(() => metricsPort({ METRICS_PORT: 'x' })).toThrow('configuration: METRICS_PORT');
  });
});
