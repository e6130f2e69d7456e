import { createTestDatabase, type TestDatabase } from '@weisu/testing';
import pg from 'pg';
import { textsLeft, waitsOf } from './patience.js';

/** The columns of notification and of a service with limits that the check looks at; the rest of their tables is nothing to it. */
const notification = {
  name: '0100-sendings',
  sql: `CREATE TABLE text_message (id text PRIMARY KEY, status text, next_at timestamptz, claim uuid, last_error text);
        CREATE TABLE webhook_delivery (status text, next_at timestamptz);`,
};
const dispatch = {
  name: '0100-clocks',
  sql: 'CREATE TABLE clock (fired_at timestamptz, try_again_at timestamptz);',
};

describe('what the faults left undone', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  beforeAll(async () => {
    database = await createTestDatabase([
      { schema: 'notification', migrations: [notification] },
      { schema: 'dispatch', migrations: [dispatch] },
    ]);
    pool = new pg.Pool({ connectionString: database.adminUrl, max: 1 });
    pool.on('error', () => undefined);
    await text('due', '-1 second', false, null);
    await text('whose sender died', '9 seconds', true, null);
    await text('refused', '600 seconds', false, 'Refused');
    await text('away', '1 second', false, 'INTAKE INTERNAL');
    await text('written at night', '8 hours', false, null);
    await text('put off at night', '8 hours', false, 'NIGHT');
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const text = (id: string, after: string, claimed: boolean, lastError: string | null) =>
    pool.query(
      `INSERT INTO notification.text_message VALUES ($1, 'PENDING', clock_timestamp() + $2::interval, CASE WHEN $3 THEN gen_random_uuid() END, $4)`,
      [id, after, claimed, lastError],
    );

  it('is a text that is due, leased or failed, and none that waits for the morning', async () => {
    const { rows } = await pool.query<{ id: string }>(`SELECT id FROM ${textsLeft} ORDER BY id`);
    expect(rows.map(({ id }) => id)).toEqual(['away', 'due', 'refused', 'whose sender died']);
  });

  it('is waited for as long as its own schedule says', async () => {
    await pool.query(
      `INSERT INTO notification.webhook_delivery VALUES ('FAILED', clock_timestamp() + interval '700 seconds'), ('DELIVERED', NULL)`,
    );
    await pool.query(
      `INSERT INTO dispatch.clock VALUES (NULL, clock_timestamp() + interval '800 seconds'), (NULL, NULL), (now(), now() + interval '1 day')`,
    );
    const waits = await waitsOf(pool, ['dispatch']);
    const hundredSeconds = waits.map((ms) => Math.round(Math.max(0, ms) / 100_000));
    expect(hundredSeconds.toSorted((a, b) => a - b)).toEqual([0, 0, 0, 6, 7, 8]);
  });
});
