import type { ClockAnswer } from '@weisu/api';
import type { Actor } from '@weisu/identity';
import { whistleAnswer, type WhistleView } from './whistle-answer.js';
import { called, reportedIn, type Action, type Summons } from './summons.js';
import { bareProfile, street } from './whistle.fixture.js';
import { blown, type Whistle } from './whistle.js';

const ids = {
  whistle: '0193a8f0-0000-7000-8000-0000000000aa',
  seen: '0193a8f0-0000-7000-8000-0000000000b1',
  unseen: '0193a8f0-0000-7000-8000-0000000000b2',
  summons: '0193a8f0-0000-7000-8000-000000000001',
  note: '0193a8f0-0000-7000-8000-000000000009',
  erased: '0193a8f0-0000-7000-8000-000000000008',
};
const now = new Date('2026-11-23T09:00:00+08:00');
const housing: Actor = {
  subject: 's',
  name: '某人',
  roles: ['DEPARTMENT'],
  unitId: 'housing',
  areaCode: '440303',
  posts: [],
  client: 'console',
};

describe('the answer of a whistle', () => {
  it('names the appeals that its reader may see, and no others', () => {
    expect(whistleAnswer(whistleOf(), view([]))).toMatchObject({
      appealIds: [ids.seen],
      outcome: null,
      summonses: [],
    });
  });

  it('has its own summonses, each with its own clocks and actions', () => {
    const clock = { id: ids.note, kind: 'ACT' } as ClockAnswer;
    const action = (summonsId: string): Action => ({
      summonsId,
      noteId: ids.note,
      at: now,
      byName: '李秀英',
      evidenceIds: [],
    });
    const others = { ...summonsOf(), id: ids.unseen, whistleId: ids.seen };
    const answer = whistleAnswer(whistleOf(), {
      ...view([summonsOf(), others]),
      actions: [action(ids.summons), action(ids.unseen)],
      clocks: new Map([[ids.summons, [clock]]]),
    });
    expect(answer.summonses).toMatchObject([
      {
        id: ids.summons,
        clocks: [clock],
        reportIn: null,
        actions: [{ at: now, by: '李秀英', note: '围挡' }],
      },
    ]);
  });

  it('reads a text that was erased as empty, and one that was never written as none', () => {
    const summons = { ...summonsOf(), refusalNoteId: ids.erased };
    const answer = whistleAnswer({ ...whistleOf(), outcomeNoteId: ids.note }, view([summons]));
    expect(answer).toMatchObject({ outcome: '围挡', summonses: [{ refusal: '', result: null }] });
  });

  it.each([
    { reader: 'another unit', actor: housing, phone: '138****8000' },
    { reader: 'the unit itself', actor: { ...housing, unitId: 'water' }, phone: '13800138000' },
  ])('shows the number of an officer to $reader as $phone', ({ actor, phone }) => {
    const point = { longitude: 114.05, latitude: 22.05, datum: 'WGS84' as const };
    const arrival = {
      officer: '李秀英',
      phone: '13800138000',
      point,
      insideArea: true,
      evidenceIds: [ids.note],
    };
    const { summons } = reportedIn(summonsOf(), whistleOf(), arrival, true, now);
    const answer = whistleAnswer(whistleOf(), { ...view([summons]), actor });
    const reportIn = {
      officer: '李秀英',
      phone,
      at: now,
      point,
      insideArea: true,
      late: true,
      evidenceIds: [`${ids.note}@${whistleOf().appealIds.join(',')}`],
    };
    expect(answer.summonses).toMatchObject([{ reportIn }]);
  });
});

function view(summonses: readonly Summons[]): WhistleView {
  return {
    actor: housing,
    visibleAppeals: new Set([ids.seen]),
    summonses,
    actions: [],
    clocks: new Map(),
    texts: new Map([[ids.note, '围挡']]),
  };
}

function whistleOf(): Whistle {
  const blow = {
    id: ids.whistle,
    number: '哨440303003-2026-1',
    appealIds: [ids.seen, ids.unseen],
    areaCode: '440303003020',
    situation: 'HARD_MATTER' as const,
    reason: '水管爆裂',
    unitIds: ['water'],
    gatherAt: null,
  };
  return blown(blow, street, bareProfile, now).whistle;
}

function summonsOf(): Summons {
  return called(ids.summons, whistleOf(), 'water', null).summons;
}
