import { readRows, SystemTime } from '@weisu/messaging';
import { eventually } from '@weisu/testing';
import { ClockLoop } from './index.js';
import { Clockwork, startedAt } from './clocks.fixture.js';

const count = 1_000;

describe('two instances on one database', () => {
  it('fire 1 000 clocks due within two seconds each once, none early, and both take part', async () => {
    const clockwork = await Clockwork.open();
    const instances = [await clockwork.instance(), await clockwork.instance()];
    const time = new SystemTime();
    const errors: unknown[] = [];
    const share = [0, 0];
    const loops = instances.map(
      (source, index) =>
        new ClockLoop({
          source,
          time,
          poke: () => undefined,
          onError: (error) => errors.push(error),
          consequence: async (clock, work) => {
            share[index]! += 1;
            await work.query('INSERT INTO fired VALUES ($1, clock_timestamp())', [clock.id]);
          },
        }),
    );
    for (const loop of loops) loop.start();

    const hour = new Date(time.now().getTime() + 3_600_000);
    await startedAt(instances[0]!, time.now(), ...Array.from({ length: count }, () => ({ dueBy: hour })));
    await instances[0]!.query(
      `UPDATE clock SET due_by = clock_timestamp() + interval '1.2 seconds' + n * interval '2 milliseconds'
       FROM (SELECT id AS of, row_number() OVER (ORDER BY id) AS n FROM clock) AS numbered WHERE id = of`,
    );

    const fired = await eventually(async () => {
      const rows = await readRows<{ id: string; late: string }>(
        instances[0]!,
        `SELECT id, extract(epoch FROM at - due_by) * 1000 AS late FROM fired JOIN clock ON id = clock_id`,
      );
      expect(rows.length).toBeGreaterThanOrEqual(count);
      return rows;
    }, 15_000);
    await Promise.all(loops.map((loop) => loop.stop()));
    await clockwork.close();

    const lateness = fired.map(({ late }) => Number(late)).sort((a, b) => a - b);
    const at = (share: number) => lateness[Math.ceil(share * count) - 1]!.toFixed(1);
    process.stdout.write(
      `clock lateness ms p50=${at(0.5)} p99=${at(0.99)} max=${at(1)} (instances ${share.join(' + ')})\n`,
    );
    expect(new Set(fired.map(({ id }) => id)).size).toBe(count);
    expect(fired).toHaveLength(count);
    expect(lateness[0]).toBeGreaterThan(0);
    expect(share[0]! + share[1]!).toBe(count);
    expect(Math.min(...share)).toBeGreaterThan(0);
    expect(errors).toEqual([]);
  }, 30_000);
});
