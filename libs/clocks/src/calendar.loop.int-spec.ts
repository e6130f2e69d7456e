import { announce, ClockRescheduled } from '@weisu/contracts';
import { readRows } from '@weisu/messaging';
import { TestTime } from '@weisu/testing';
import type { Calendar, Calendars } from '@weisu/working-time';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { CalendarLoop, effectsOf, startClocks, type Clock, type ClockStart } from './index.js';
import { calendar, Clockwork, workOf } from './clocks.fixture.js';

const start = new Date('2026-12-30T10:00:00+08:00');
const expected = new Date('2027-01-06T00:00:00+08:00');
const earlier = new Date('2027-01-05T00:00:00+08:00');

/** Its 2027 works on Saturday 01-02: limits into 2027 become earlier by a day. */
const published: Calendar = {
  ...calendar,
  version: '2027',
  years: [...calendar.years, { year: 2027, offDays: ['2027-01-01'], workDays: ['2027-01-02'] }],
};
const calendarsOf = (tellEarlier = false): Calendars => ({
  version: published.version,
  tellEarlier,
  forArea: (areaCode) => (areaCode === null ? published : { ...published, areaCode }),
});

describe('counting by another calendar', () => {
  let clockwork: Clockwork;
  let source: DataSource;
  const time = new TestTime(start.toISOString());
  const errors: unknown[] = [];

  beforeAll(async () => {
    clockwork = await Clockwork.open();
    source = await clockwork.instance();
  });
  beforeEach(async () => {
    await source.query('DELETE FROM clock');
    errors.length = 0;
  });
  afterAll(() => clockwork.close());

  const appealId = randomUUID();
  const started = (...starts: Partial<ClockStart>[]) =>
    workOf(source, start, (work) =>
      startClocks(
        work,
        starts.map((one) => ({
          subject: appealId,
          ownerId: randomUUID(),
          unitId: null,
          kind: 'RESOLVE',
          source: 'PROFILE',
          startedAt: start,
          budget: { amount: 3, unit: 'WORKING_DAY' },
          ...one,
        })),
        calendar,
      ),
    );
  const loopOf = (
    by = source,
    onRecounted: ConstructorParameters<typeof CalendarLoop>[0]['onRecounted'] = async (
      _before,
      after,
      work,
    ) => {
      await work.announce(appealId, [
        announce(ClockRescheduled, {
          clockId: after.id,
          kind: after.kind,
          unitId: null,
          dueBy: after.dueBy,
          cause: 'CALENDAR',
        }),
      ]);
    },
  ) =>
    new CalendarLoop({
      source: by,
      time,
      batch: 10,
      calendars: () => Promise.resolve(calendarsOf()),
      onRecounted,
      poke: () => undefined,
      onError: (error) => errors.push(error),
    });
  const rowOf = async ({ id }: Clock) =>
    (
      await readRows<{ due_by: Date; provisional: boolean; calendar_version: string }>(
        source,
        'SELECT due_by, provisional, calendar_version FROM clock WHERE id = $1',
        [id],
      )
    )[0];

  it('shows what it would do, does it, journals it, and then has nothing left to do', async () => {
    const [told, untold, early, natural] = await started(
      { told: true },
      {},
      { budget: { amount: 1, unit: 'WORKING_DAY' } },
      { budget: { amount: 200, unit: 'NATURAL_HOUR' } },
    );
    const effects = await effectsOf(source.manager, calendarsOf(), start, { since: '2027-01-01', show: 10 });
    expect(effects).toMatchObject({ earlier: 1, later: 0, kept: 1, settled: 2 });
    expect(effects.effects.map(({ clock, dueBy, kept }) => [clock.id, dueBy, kept]).sort()).toEqual(
      [
        [told!.id, expected, true],
        [untold!.id, earlier, false],
      ].sort(),
    );
    expect(await rowOf(untold!)).toMatchObject({ due_by: expected, calendar_version: 'a test' });

    const loop = loopOf();
    expect(await loop.catchUp()).toBe(3);
    expect(await loop.catchUp()).toBe(0);
    expect(await rowOf(told!)).toEqual({ due_by: expected, provisional: false, calendar_version: '2027' });
    expect(await rowOf(untold!)).toEqual({ due_by: earlier, provisional: false, calendar_version: '2027' });
    expect(await rowOf(early!)).toMatchObject({ due_by: early!.dueBy, calendar_version: '2027' });
    expect(await rowOf(natural!)).toMatchObject({ due_by: natural!.dueBy });
    const journal = await readRows<{ payload: { clockId: string; cause: string } }>(
      source,
      'SELECT payload FROM journal WHERE subject = $1',
      [appealId],
    );
    expect(journal.map(({ payload }) => [payload.clockId, payload.cause]).sort()).toEqual(
      [
        [told!.id, 'CALENDAR'],
        [untold!.id, 'CALENDAR'],
      ].sort(),
    );
    expect(await effectsOf(source.manager, calendarsOf(), start, { since: null, show: 10 })).toMatchObject({
      earlier: 0,
      later: 0,
      settled: 0,
    });
  });

  it('is shared by two instances, each limit once', async () => {
    const clocks = await started(...Array.from({ length: 60 }, () => ({})));
    const seen: string[] = [];
    const note = (before: Clock): Promise<void> => {
      seen.push(before.id);
      return Promise.resolve();
    };
    const loops = [loopOf(source, note), loopOf(await clockwork.instance(), note)];
    for (let left = 1; left > 0;)
      left = (await Promise.all(loops.map((loop) => loop.catchUp()))).reduce((a, b) => a + b, 0);
    expect(seen.sort()).toEqual(clocks.map(({ id }) => id).sort());
  });

  it('goes on past a whole batch of failures', async () => {
    const clocks = await started(...Array.from({ length: 25 }, () => ({})));
    const bad = new Set(clocks.slice(0, 20).map(({ id }) => id));
    const loop = loopOf(source, (before) =>
      bad.has(before.id) ? Promise.reject(new TypeError('a defect')) : Promise.resolve(),
    );
    while ((await loop.catchUp()) > 0);
    expect(errors).toHaveLength(20);
    for (const clock of clocks.slice(20))
      expect(await rowOf(clock)).toMatchObject({ calendar_version: '2027' });
  });

  it('leaves a limit whose announcement fails as it was, and does the others', async () => {
    const [bad, good] = await started({}, {});
    const loop = loopOf(source, (before) =>
      before.id === bad!.id ? Promise.reject(new TypeError('a defect')) : Promise.resolve(),
    );
    expect(await loop.catchUp()).toBe(2);
    expect(await loop.catchUp()).toBe(0);
    expect(errors).toHaveLength(1);
    expect(await rowOf(bad!)).toMatchObject({ due_by: expected, calendar_version: 'a test' });
    expect(await rowOf(good!)).toMatchObject({ due_by: earlier, calendar_version: '2027' });
  });
});
