import { announce, AppealMerged } from '@weisu/contracts';
import { readRows } from '@weisu/messaging';
import { eventually, TestTime } from '@weisu/testing';
import type { DataSource } from 'typeorm';
import {
  cancelClocks,
  ClockLoop,
  lockClock,
  meetClocks,
  saveClock,
  suspended,
  type Clock,
  type Consequence,
} from './index.js';
import { Clockwork, startedAt, workOf } from './clocks.fixture.js';

const nine = new Date('2026-11-23T09:00:00+08:00');
const half = new Date('2026-11-23T09:30:00+08:00');
const justAfter = new Date(half.getTime() + 1);

describe('the clock loop', () => {
  let clockwork: Clockwork;
  let source: DataSource;
  let time: TestTime;
  let errors: { name: string; clockId: string | null }[];
  let pokes: number;
  let broken: ReadonlySet<string>;

  const consequence: Consequence = async (clock, work) => {
    await work.query('INSERT INTO fired VALUES ($1, $2)', [clock.id, work.now]);
    await work.announce(appealId, [announce(AppealMerged, { appealId, intoId: clock.id })]);
    if (broken.has(clock.id)) throw new TypeError('a defect in the consequence');
  };
  const loopOf = (more: { batch?: number } = {}) =>
    new ClockLoop({
      source,
      time,
      consequence,
      poke: () => void (pokes += 1),
      onError: (error, clockId) => errors.push({ name: (error as Error).name, clockId }),
      pollMilliseconds: 50,
      ...more,
    });
  const start = (...dueBy: Date[]) =>
    startedAt(source, nine, ...dueBy.map((instant) => ({ dueBy: instant })));
  const fired = async () =>
    (await readRows<{ clock_id: string }>(source, 'SELECT clock_id FROM fired')).map((row) => row.clock_id);
  const stateOf = async ({ id }: Clock) =>
    (
      await readRows<{ state: string; attempts: number; last_error: string | null }>(
        source,
        'SELECT state, attempts, last_error FROM clock WHERE id = $1',
        [id],
      )
    )[0];

  beforeAll(async () => {
    clockwork = await Clockwork.open();
    source = await clockwork.instance();
  });
  beforeEach(async () => {
    time = new TestTime(nine.toISOString());
    [errors, pokes, broken] = [[], 0, new Set()];
    await source.query('DELETE FROM clock');
    await source.query('DELETE FROM fired');
  });
  afterAll(() => clockwork.close());

  it('does not fire on the deadline itself, and fires just after it, once', async () => {
    const [clock] = await start(half);
    const loop = loopOf();
    time.set(half);
    expect(await loop.fireDue()).toBe(0);
    time.set(justAfter);
    expect(await loop.fireDue()).toBe(1);
    expect(await loop.fireDue()).toBe(0);
    expect(await fired()).toEqual([clock!.id]);
    expect(await stateOf(clock!)).toMatchObject({ state: 'OVERDUE' });
    expect(pokes).toBe(1);
  });

  it('wakes when business time jumps over a deadline, and not before', async () => {
    const [clock] = await start(half);
    const loop = loopOf();
    loop.start();
    time.set(half);
    time.set(justAfter);
    await eventually(async () => expect(await fired()).toEqual([clock!.id]));
    await loop.stop();
  });

  it('rolls a failing consequence back alone and does not let it block its batch', async () => {
    const clocks = await start(half, half, half);
    broken = new Set([clocks[1]!.id]);
    time.set(justAfter);
    expect(await loopOf().fireDue()).toBe(2);
    expect((await fired()).sort()).toEqual([clocks[0]!.id, clocks[2]!.id].sort());
    expect(await stateOf(clocks[1]!)).toEqual({ state: 'RUNNING', attempts: 1, last_error: 'TypeError' });
    expect(errors).toEqual([{ name: 'TypeError', clockId: clocks[1]!.id }]);
    expect(
      await readRows(
        source,
        "SELECT 1 FROM outbox JOIN journal USING (subject, sequence) WHERE payload->>'intoId' = $1",
        [clocks[1]!.id],
      ),
    ).toEqual([]);
  });

  it('goes on past a whole batch of failures', async () => {
    const clocks = await start(half, half, half, justAfter);
    broken = new Set(clocks.slice(0, 3).map(({ id }) => id));
    time.set(new Date(justAfter.getTime() + 1));
    const loop = loopOf({ batch: 2 });
    loop.start();
    await eventually(async () => expect(await fired()).toEqual([clocks[3]!.id]));
    await loop.stop();
  });

  it('tries a failed consequence again, and is done with it when it succeeds', async () => {
    const [clock] = await start(half);
    broken = new Set([clock!.id]);
    time.set(justAfter);
    const loop = loopOf();
    loop.start();
    await eventually(() => expect(errors).toHaveLength(1));
    broken = new Set();
    await eventually(async () => expect(await fired()).toEqual([clock!.id]));
    await loop.stop();
    expect(await stateOf(clock!)).toMatchObject({ state: 'OVERDUE', attempts: 1 });
  });

  it('goes on counting a consequence that failed for days, and waits an hour at most', async () => {
    const [clock] = await start(half);
    broken = new Set([clock!.id]);
    await source.query('UPDATE clock SET attempts = 5000');
    time.set(justAfter);
    expect(await loopOf().fireDue()).toBe(0);
    expect(await stateOf(clock!)).toMatchObject({ attempts: 5001 });
    expect(
      await readRows(
        source,
        "SELECT 1 FROM clock WHERE try_again_at BETWEEN now() + interval '59 minutes' AND now() + interval '1 hour'",
      ),
    ).toHaveLength(1);
  });

  it('fires nothing that is suspended', async () => {
    const [clock] = await start(half);
    await workOf(source, nine, async (work) =>
      saveClock(work, suspended((await lockClock(work, clock!.id))!, nine, 'waits', 'p')),
    );
    time.set(justAfter);
    expect(await loopOf().fireDue()).toBe(0);
  });

  it('passes by a clock that a use case is deciding on, and takes it afterwards', async () => {
    const [clock] = await start(half);
    time.set(justAfter);
    const loop = loopOf();
    await workOf(source, justAfter, async (work) => {
      await lockClock(work, clock!.id);
      expect(await loop.fireDue()).toBe(0);
    });
    expect(await loop.fireDue()).toBe(1);
  });

  it('climbs no further when what the limit was for has ended', async () => {
    const rungs = [{ after: { amount: 10, unit: 'MINUTE' as const }, to: 'DISTRICT' as const }];
    const [clock] = await startedAt(source, nine, { dueBy: half, rungs });
    const said: number[] = [];
    const loop = new ClockLoop({
      source,
      time,
      consequence: () => Promise.resolve(),
      onRung: async (_clock, _rung, index) => void said.push(index),
      poke: () => undefined,
      onError: (error) => errors.push({ name: (error as Error).name, clockId: null }),
    });
    time.set(justAfter);
    expect(await loop.fireDue()).toBe(1);
    await workOf(source, justAfter, (work) => cancelClocks(work, [clock!.ownerId]));
    expect(await stateOf(clock!)).toMatchObject({ state: 'OVERDUE' });
    time.advance({ days: 1 });
    expect([await loop.fireDue(), said, errors]).toEqual([0, [], []]);
  });

  it('owes the consequence of a limit that was met late, though the rest of its owner is cancelled', async () => {
    const [clock] = await start(half);
    time.set(justAfter);
    await workOf(source, justAfter, async (work) => {
      await meetClocks(work, clock!.ownerId, ['RESOLVE']);
      await cancelClocks(work, [clock!.ownerId]);
    });
    expect(await loopOf().fireDue()).toBe(1);
  });

  it('says every rung once: the reminder, that it is overdue, and each step until it is met', async () => {
    const minutes = (amount: number) => ({ amount, unit: 'MINUTE' as const });
    const rungs = [
      { before: minutes(10) },
      { after: minutes(10), to: 'COMMUNITY' as const },
      { after: minutes(20), to: 'STREET' as const },
      { after: minutes(30), to: 'DISTRICT' as const },
    ];
    const [clock] = await startedAt(source, nine, { dueBy: half, rungs });
    const said: (number | 'overdue')[] = [];
    const loop = new ClockLoop({
      source,
      time,
      consequence: async () => void said.push('overdue'),
      onRung: async (_clock, _rung, index) => void said.push(index),
      poke: () => undefined,
      onError: (error) => errors.push({ name: (error as Error).name, clockId: null }),
    });
    for (const minute of [15, 20, 21, 25, 30, 31, 40, 41, 51, 52]) {
      time.set(new Date(nine.getTime() + minute * 60_000));
      await loop.fireDue();
      await loop.fireDue();
    }
    expect(said).toEqual([0, 'overdue', 1, 2]);
    await workOf(source, time.now(), (work) => meetClocks(work, clock!.ownerId, ['RESOLVE']));
    time.advance({ days: 1 });
    expect(await loop.fireDue()).toBe(0);
    expect([said, errors]).toEqual([[0, 'overdue', 1, 2], []]);
  });
});

const appealId = '0193a8f0-0001-7000-8000-000000000001';
