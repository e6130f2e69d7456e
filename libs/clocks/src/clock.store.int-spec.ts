import type { DataSource } from 'typeorm';
import {
  cancelClocks,
  clocksByOwner,
  clocksBySubject,
  extended,
  lockClock,
  lockClocks,
  meetClocks,
  resumed,
  saveClock,
  startClocks,
  suspended,
  type ClockStart,
} from './index.js';
import { calendar, Clockwork, workOf } from './clocks.fixture.js';

const nine = new Date('2026-11-23T09:00:00+08:00');
const later = (minutes: number) => new Date(nine.getTime() + minutes * 60_000);
const owner = (n: number) => `0193a8f0-000${n}-7000-8000-000000000001`;

describe('the clock table', () => {
  let clockwork: Clockwork;
  let source: DataSource;
  const work = workOf;
  const start = (ownerId: string, ...kinds: ClockStart['kind'][]) =>
    work(source, nine, (of) =>
      startClocks(
        of,
        kinds.map((kind) => ({ ...base, ownerId, kind })),
        calendar,
      ),
    );
  const ofOwner = async (ownerId: string) =>
    (await clocksByOwner(source.manager, [ownerId])).get(ownerId) ?? [];

  beforeAll(async () => {
    clockwork = await Clockwork.open();
    source = await clockwork.instance();
  });
  afterAll(() => clockwork.close());

  it('gives back a clock as it was started', async () => {
    const notAfter = later(60);
    const [clock] = await work(source, nine, (of) =>
      startClocks(of, [{ ...base, ownerId: owner(1), kind: 'CONTACT', notAfter, unitId: 'u' }], calendar),
    );
    expect(await ofOwner(owner(1))).toEqual([clock]);
    expect(clock).toMatchObject({ dueBy: later(30), notAfter, state: 'RUNNING' });
    expect((await clocksBySubject(source.manager, ['appeal'])).get('appeal')).toContainEqual(clock);
  });

  it('gives back a clock as it was extended, suspended and resumed', async () => {
    const [started] = await start(owner(2), 'RESOLVE');
    await work(source, later(5), async (of) => {
      const clock = extended(
        (await lockClock(of, started!.id))!,
        { amount: 10, unit: 'MINUTE' },
        calendar,
        of.now,
      );
      await saveClock(of, suspended(clock, of.now, 'waits for the court', 'p'));
    });
    expect(await ofOwner(owner(2))).toMatchObject([
      {
        state: 'SUSPENDED',
        dueBy: later(40),
        suspensions: [{ from: later(5), until: null, approvedBy: 'p' }],
      },
    ]);
    const after = await work(source, later(25), async (of) => {
      const clock = resumed((await lockClock(of, started!.id))!, of.now, calendar);
      await saveClock(of, clock);
      return clock;
    });
    expect(await ofOwner(owner(2))).toEqual([after]);
    expect(after).toMatchObject({ state: 'RUNNING', dueBy: later(60), suspensions: [{ until: later(25) }] });
  });

  it('meets the clocks of the kinds that were done, and says whether one was late', async () => {
    await start(owner(3), 'ACCEPT', 'CONTACT');
    const meet = (minutes: number, ...kinds: ClockStart['kind'][]) =>
      work(source, later(minutes), (of) => meetClocks(of, owner(3), kinds));
    expect(await meet(30, 'ACCEPT')).toEqual({ late: false });
    expect(await meet(31, 'CONTACT')).toEqual({ late: true });
    expect(await meet(90, 'ACCEPT')).toEqual({ late: false });
    expect(await meet(90, 'OPINION')).toEqual({ late: null });
    expect(await ofOwner(owner(3))).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'ACCEPT', state: 'MET', metAt: later(30) }),
        expect.objectContaining({ kind: 'CONTACT', state: 'OVERDUE', metAt: later(31) }),
      ]),
    );
  });

  it('cancels what runs or is suspended, and leaves what was met', async () => {
    await start(owner(4), 'ACCEPT', 'CONTACT', 'RESOLVE');
    await work(source, later(1), async (of) => {
      await meetClocks(of, owner(4), ['ACCEPT']);
      const [contact] = await lockClocks(of, [owner(4)], ['CONTACT']);
      await saveClock(of, suspended(contact!, of.now, 'waits', 'p'));
      await cancelClocks(of, [owner(4)]);
    });
    const states = (await ofOwner(owner(4))).map(({ kind, state }) => `${kind} ${state}`);
    expect(states.sort()).toEqual(['ACCEPT MET', 'CONTACT CANCELLED', 'RESOLVE CANCELLED']);
    expect(await work(source, later(2), (of) => meetClocks(of, owner(4), ['RESOLVE']))).toEqual({
      late: null,
    });
  });

  it('cancels only the kinds that are named', async () => {
    await start(owner(5), 'ACCEPT', 'RESOLVE');
    await work(source, later(1), (of) => cancelClocks(of, [owner(5)], ['ACCEPT']));
    expect((await ofOwner(owner(5))).map(({ state }) => state).sort()).toEqual(['CANCELLED', 'RUNNING']);
  });

  it('lets one of two decide at a time: the second sees what the first made of the clock', async () => {
    const [clock] = await start(owner(6), 'RESOLVE');
    const extendOnce = () =>
      work(source, later(1), async (of) => {
        const locked = await lockClock(of, clock!.id);
        if (!locked!.extensions.length)
          await saveClock(of, extended(locked!, { amount: 5, unit: 'MINUTE' }, calendar, of.now));
      });
    await Promise.all([extendOnce(), extendOnce(), extendOnce()]);
    expect(await ofOwner(owner(6))).toMatchObject([{ dueBy: later(35) }]);
  });
});

const base = {
  subject: 'appeal',
  unitId: null,
  source: 'PROFILE',
  startedAt: nine,
  budget: { amount: 30, unit: 'MINUTE' },
} as const;
