import { summonsStatuses, type SummonsStatus } from '@weisu/api';
import { profileSchema, type GovernanceProfile } from '@weisu/contracts';
import {
  acknowledged,
  acted,
  called,
  clocksOfSummons,
  finished,
  isSettled,
  maskedPhone,
  overruled,
  phoneOf,
  rated,
  refused,
  reportedIn,
  settledStatuses,
  summonsTable,
  upheld,
  waived,
  type Decision,
  type Summons,
} from './summons.js';
import { bareProfile } from './whistle.fixture.js';

const summonsId = '0193a8f0-0000-7000-8000-000000000001';
const noteId = '0193a8f0-0000-7000-8000-000000000009';
const whistle = {
  id: '0193a8f0-0000-7000-8000-0000000000aa',
  number: '哨440303003-2026-1',
  areaCode: '440303003020',
  appealIds: ['0193a8f0-0000-7000-8000-0000000000b1', '0193a8f0-0000-7000-8000-0000000000b2'],
};
const now = new Date('2026-11-23T09:00:00+08:00');
const arrival = { officer: '李秀英', phone: null, point: null, insideArea: null, evidenceIds: [] };

const steps: Record<string, { to: SummonsStatus; by: (summons: Summons) => Decision; type: string }> = {
  acknowledge: {
    to: 'ACKNOWLEDGED',
    by: (s) => acknowledged(s, whistle, false),
    type: 'dispatch.summons-acknowledged.v1',
  },
  refuse: { to: 'REFUSED', by: (s) => refused(s, whistle, noteId), type: 'dispatch.summons-refused.v1' },
  uphold: { to: 'UPHELD', by: (s) => upheld(s, whistle, noteId), type: 'dispatch.refusal-upheld.v1' },
  overrule: {
    to: 'OVERRULED',
    by: (s) => overruled(s, whistle, noteId, now),
    type: 'dispatch.refusal-overruled.v1',
  },
  waive: { to: 'WAIVED', by: (s) => waived(s, whistle, noteId), type: 'dispatch.summons-waived.v1' },
  'report in': {
    to: 'PRESENT',
    by: (s) => reportedIn(s, whistle, arrival, false, now),
    type: 'dispatch.unit-reported-in.v1',
  },
  act: { to: 'ACTING', by: (s) => acted(s, whistle, noteId), type: 'dispatch.action-recorded.v1' },
  finish: {
    to: 'FINISHED',
    by: (s) => finished(s, whistle, noteId, false),
    type: 'dispatch.summons-finished.v1',
  },
};

describe('a summons', () => {
  const cases = summonsStatuses.flatMap((from) =>
    Object.entries(steps).map(([step, { to, by, type }]) => ({
      from,
      step,
      by,
      type,
      to: (summonsTable[from] as readonly SummonsStatus[]).includes(to) ? to : null,
    })),
  );

  it.each(cases)('$from, $step: $to', ({ from, by, type, to }) => {
    if (to === null) {
      expect(() => by(summonsOf('water', { status: from }))).toThrow('The summons is not open for this.');
    } else {
      const { summons, announcements } = by(summonsOf('water', { status: from }));
      expect(summons.status).toBe(to);
      expect(announcements).toMatchObject(
        whistle.appealIds.map((subject, index) => ({
          subject,
          announcement: {
            type,
            payload: { summonsId, unitId: 'water', whistleId: whistle.id, first: index === 0 },
          },
        })),
      );
    }
  });

  it('is over when nothing may follow: done, released or waived', () => {
    const over = summonsStatuses.filter((status) => isSettled(summonsOf('water', { status })));
    expect(over).toEqual(['UPHELD', 'WAIVED', 'FINISHED']);
    expect([...settledStatuses].sort()).toEqual([...over].sort());
  });

  it('cannot be refused a second time, nor once the unit is present', () => {
    const insisted = overruled(
      refused(summonsOf('water'), whistle, noteId).summons,
      whistle,
      noteId,
      now,
    ).summons;
    expect(() => refused(insisted, whistle, noteId)).toThrow('OVERRULED → REFUSED');
    expect(() => refused(summonsOf('water', { status: 'PRESENT' }), whistle, noteId)).toThrow(
      'PRESENT → REFUSED',
    );
  });

  it('keeps why it was refused and what came of it as notes, which events only name', () => {
    const { summons, announcements } = refused(summonsOf('water'), whistle, noteId);
    expect(summons.refusalNoteId).toBe(noteId);
    expect(announcements[0]).toMatchObject({ announcement: { payload: { noteId } } });
    expect(finished(summonsOf('water', { status: 'ACTING' }), whistle, noteId, true)).toMatchObject({
      summons: { resultNoteId: noteId },
      announcements: [{ announcement: { payload: { late: true } } }, {}],
    });
  });

  it('of a whistle without appeals is announced once, about the whistle', () => {
    const { announcements } = acknowledged(summonsOf('water'), { id: whistle.id, appealIds: [] }, true);
    expect(announcements).toMatchObject([
      { subject: whistle.id, announcement: { payload: { first: true, late: true } } },
    ]);
  });
});

describe('reporting in to a summons', () => {
  it.each([true, false])('records an arrival as late: %s', (late) => {
    const { summons, announcements } = reportedIn(summonsOf('water'), whistle, arrival, late, now);
    expect(summons).toMatchObject({ status: 'PRESENT', presentAt: now, officer: '李秀英', late });
    expect(announcements[0]).toMatchObject({
      announcement: { payload: { unitId: 'water', late, insideArea: null } },
    });
  });

  it('keeps the position it was made from', () => {
    const point = { longitude: 114.14, latitude: 22.555, datum: 'GCJ02' as const };
    const there = { ...arrival, phone: '13800138000', point, insideArea: true, evidenceIds: [noteId] };
    const { summons, announcements } = reportedIn(summonsOf('water'), whistle, there, false, now);
    expect(summons).toMatchObject({
      ...point,
      phone: '13800138000',
      insideArea: true,
      evidenceIds: [noteId],
    });
    expect(JSON.stringify(announcements)).not.toMatch(/李秀英|13800138000|114/u);
    expect(announcements[0]).toMatchObject({ announcement: { payload: { insideArea: true } } });
  });

  it('a second time changes nothing', () => {
    const present = reportedIn(summonsOf('water'), whistle, arrival, false, now).summons;
    const again = reportedIn(
      present,
      whistle,
      { ...arrival, officer: '别人' },
      true,
      new Date(now.getTime() + 1),
    );
    expect(again).toEqual({ summons: present, announcements: [] });
    expect(again.summons).toBe(present);
  });
});

describe('calling a unit', () => {
  it('tells it where and by when to report in', () => {
    const { summons, announcements } = called(summonsId, whistle, 'water', now);
    expect(summons).toMatchObject({ status: 'CALLED', whistleId: whistle.id, unitId: 'water', version: 1 });
    expect(announcements[1]).toMatchObject({
      subject: whistle.appealIds[1],
      announcement: {
        payload: { number: whistle.number, areaCode: '440303003020', reportInBy: now, first: false },
      },
    });
    expect(called(summonsId, whistle, 'water', null).announcements[0]).toMatchObject({
      announcement: { payload: { reportInBy: null } },
    });
  });

  const matter = { urgency: 'URGENT', complex: false, responseLevel: null };
  const starts = (profile: GovernanceProfile, urgency: 'URGENT' | null = 'URGENT') =>
    clocksOfSummons(summonsId, 'water', whistle, { ...matter, urgency }, profile, now);

  it('starts its own four limits, by the urgency of the matter', () => {
    expect(starts(profileWith(['ACKNOWLEDGE', 'REPORT_IN', 'ACT', 'FINISH']))).toMatchObject(
      ['ACKNOWLEDGE', 'REPORT_IN', 'ACT', 'FINISH'].map((kind) => ({
        subject: whistle.appealIds[0],
        ownerId: summonsId,
        unitId: 'water',
        kind,
        source: 'PROFILE',
        startedAt: now,
        budget: { amount: 30, unit: 'MINUTE' },
      })),
    );
    expect(starts(profileWith(['ACT']), null)).toMatchObject([
      { budget: { amount: 2, unit: 'WORKING_HOUR' } },
    ]);
  });

  it('starts only what the profile limits from the whistle on', () => {
    expect(starts(profileWith(['REPORT_IN'])).map((start) => start.kind)).toEqual(['REPORT_IN']);
    expect(starts(profileWith(['REPORT_IN'], 'ALLOCATION'))).toEqual([]);
    expect(starts(bareProfile)).toEqual([]);
  });
});

describe('rating a summons', () => {
  it.each([1, 5])('takes %s stars', (stars) => expect(rated(summonsOf('water'), stars).stars).toBe(stars));
  it.each([0, 6, 2.5, Number.NaN])('refuses %s stars', (stars) =>
    expect(() => rated(summonsOf('water'), stars)).toThrow('Give 1 to 5 stars.'),
  );
});

describe('the number of an officer', () => {
  it.each([
    ['138 0013-8000', '13800138000'],
    ['+86 755 2222 3333', '+8675522223333'],
    ['', null],
    [undefined, null],
  ])('%s is kept as %s', (text, phone) => expect(phoneOf(text)).toBe(phone));
  it.each(['张三', '1234', '138001380001380013800'])('%s is none', (text) =>
    expect(() => phoneOf(text)).toThrow('The phone number is not valid.'),
  );
  it.each([
    ['13800138000', '138****8000'],
    ['22223333', '****'],
  ])('%s reads %s to others', (phone, masked) => expect(maskedPhone(phone)).toBe(masked));
});

function summonsOf(unitId: string, overrides: Partial<Summons> = {}): Summons {
  return { ...called(summonsId, whistle, unitId, null).summons, ...overrides };
}

function profileWith(kinds: readonly string[], startsOn = 'WHISTLE'): GovernanceProfile {
  const limits = [
    { urgency: ['URGENT'], budget: { amount: 30, unit: 'MINUTE' } },
    { budget: { amount: 2, unit: 'WORKING_HOUR' } },
  ];
  return profileSchema.parse({
    ...bareProfile,
    clocks: kinds.map((kind) => ({ kind, startsOn, limits, cite: 'ours' })),
  });
}
