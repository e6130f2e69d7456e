import { createTestDatabase, type TestDatabase } from '@weisu/testing';
import pg from 'pg';
import { prepareSimulation, SimulatedTime } from './index.js';

const monday = new Date('2026-11-23T09:00:00+08:00');

describe('simulated business time', () => {
  let database: TestDatabase;
  const opened: SimulatedTime[] = [];
  const told: unknown[] = [];
  const reader = async (): Promise<SimulatedTime> => {
    const time = await SimulatedTime.open({ url: database.url, onError: (error) => told.push(error) });
    opened.push(time);
    return time;
  };

  beforeAll(async () => {
    database = await createTestDatabase([{ schema: 'simulated', migrations: [] }]);
    await prepareSimulation(database.adminUrl);
    await prepareSimulation(database.adminUrl);
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((time) => time.close()));
  });
  afterAll(() => database.drop());

  it('is one for all readers when the call that set it returns, and wakes whoever sleeps', async () => {
    const [one, other] = [await reader(), await reader()];
    let woken = 0;
    other.onJump(() => (woken += 1));
    await one.set(monday, 0);
    expect([one.now(), other.now()]).toEqual([monday, monday]);
    expect(woken).toBe(1);
  });

  it('is told to a process that starts later, and runs at its speed', async () => {
    await (await reader()).set(monday, 3_600);
    const late = await reader();
    const first = late.now().getTime();
    expect(first).toBeGreaterThanOrEqual(monday.getTime());
    expect(late.now().getTime()).toBeGreaterThanOrEqual(first);
  });

  it('does not wait for a reader whose connection is gone', async () => {
    const one = await reader();
    const gone = await reader();
    await gone.close();
    await one.set(monday, 0);
    expect(one.now()).toEqual(monday);
  });

  it('comes back after its connection was cut, and has the time that was set meanwhile', async () => {
    const one = await reader();
    const cut = await reader();
    await one.set(monday, 0);
    const back = new Promise<void>((done) => cut.onJump(done));
    const admin = new pg.Client({ connectionString: database.adminUrl });
    await admin.connect();
    await admin.query(
      `SELECT pg_terminate_backend(r.pid) FROM simulation.reader r JOIN pg_stat_activity a USING (pid) WHERE a.pid <> pg_backend_pid()`,
    );
    await admin.end();
    await back;
    expect(cut.now()).toEqual(monday);
    expect(told.length).toBeGreaterThan(0);
  });
});
