import { randomUUID } from 'node:crypto';
import { ClockOverdue } from '@weisu/contracts';
import { SystemTime } from '@weisu/messaging';
import { DemoDirectory, eventually, startTestService, type TestService } from '@weisu/testing';
import { testConfig } from '../../config.fixture.js';
import { dispatchDefinition } from '../../index.js';

const count = 1_000;

describe('two instances of dispatch on one database', () => {
  let first: TestService;
  let second: TestService;

  beforeAll(async () => {
    const config = testConfig(new DemoDirectory());
    first = await startTestService(dispatchDefinition, config, new SystemTime());
    second = await startTestService(dispatchDefinition, config, new SystemTime(), {
      database: first.database,
      transport: first.transport,
    });
  });
  afterAll(async () => {
    await second.stop();
    await first.stop();
  });

  it(`fire each of ${count} clocks that are due within two seconds once, and none early`, async () => {
    const subjects = Array.from({ length: 200 }, () => randomUUID());
    await first.sql(
      `INSERT INTO clock (id, subject, owner_id, kind, source, started_at, counts_start, roll_off_rest_day, due_by, provisional, state)
       SELECT gen_random_uuid(), ($1::text[])[1 + n % 200], gen_random_uuid(), 'RESOLVE', 'PROFILE', clock_timestamp(), true, false,
         clock_timestamp() + interval '500 ms' + n * interval '2 ms', false, 'RUNNING' FROM generate_series(0, ${count - 1}) AS n`,
      [subjects],
    );
    await eventually(async () => {
      const [left] = await first.sql<{ count: number }>(
        `SELECT count(*)::int AS count FROM clock WHERE state = 'RUNNING'`,
      );
      expect(left?.count).toBe(0);
    }, 30_000);
    await first.settled();
    const announced = first.probe.of(ClockOverdue).map((event) => event.payload.clockId);
    expect(announced).toHaveLength(count);
    expect(new Set(announced).size).toBe(count);
    const [lateness] = await first.sql<{ early: number; p50: number; p99: number; max: number }>(
      `SELECT count(*) FILTER (WHERE late < 0)::int AS early, percentile_cont(0.5) WITHIN GROUP (ORDER BY late) AS p50,
         percentile_cont(0.99) WITHIN GROUP (ORDER BY late) AS p99, max(late) AS max
       FROM (SELECT extract(epoch FROM fired_at - due_by)::float8 * 1000 AS late FROM clock) AS fired`,
    );
    expect(lateness?.early).toBe(0);
    const figure = (value: number | undefined): string => (value ?? 0).toFixed(0);
    process.stdout.write(
      `two dispatch instances, ${count} clocks in 2 s: lateness ms p50=${figure(lateness?.p50)} p99=${figure(lateness?.p99)} max=${figure(lateness?.max)}\n`,
    );
  }, 60_000);
});
