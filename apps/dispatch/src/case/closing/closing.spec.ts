import { handlingOf, orderOf, profileNamed } from '../../case.fixture.js';
import { blockersOf, requireClosable, requireUnblocked, type Blocker, type Surroundings } from './closing.js';

const s1 = profileNamed('S1');
const s2 = profileNamed('S2');
const lead = orderOf({ status: 'RESOLVED' });
const settled = handlingOf({ status: 'RESOLVED', verdict: 'SETTLED' });
const clear: Surroundings = {
  orders: [lead],
  orderIdsWithOpinion: new Set([lead.id]),
  openSummonsIds: [],
  openWhistleIds: [],
  undecidedRequestIds: [],
  openMediationIds: [],
  openPassingIds: [],
  onAccount: false,
};
const assist = orderOf({ id: 'assist', role: 'ASSIST', status: 'HANDLING' });

describe('what keeps a matter from closing', () => {
  it('is nothing when all is done', () => {
    expect(blockersOf(settled, s2, clear)).toEqual([]);
  });

  it.each<[string, Partial<Surroundings>, Blocker]>([
    ['an open work order', { orders: [lead, assist] }, { kind: 'WORK_ORDER', id: 'assist' }],
    ['an open summons', { openSummonsIds: ['s'] }, { kind: 'SUMMONS', id: 's' }],
    ['an open whistle', { openWhistleIds: ['w'] }, { kind: 'WHISTLE', id: 'w' }],
    ['an undecided request', { undecidedRequestIds: ['r'] }, { kind: 'REQUEST', id: 'r' }],
    ['an open mediation', { openMediationIds: ['m'] }, { kind: 'MEDIATION', id: 'm' }],
    ['an account not struck off', { onAccount: true }, { kind: 'ACCOUNT', id: `account:${settled.id}` }],
    ['a missing opinion', { orderIdsWithOpinion: new Set() }, { kind: 'OPINION', id: `opinion:${lead.id}` }],
  ])('is %s', (_, around, blocker) => {
    expect(blockersOf(settled, s2, { ...clear, ...around })).toEqual([blocker]);
  });

  it('is a missing verdict of the follow-up that counts', () => {
    const unjudged = handlingOf({ status: 'RESOLVED' });
    expect(blockersOf(unjudged, s2, clear)).toEqual([{ kind: 'FOLLOW_UP', id: `follow-up:${unjudged.id}` }]);
    const uncounted = { ...s2, followUps: s2.followUps.filter((rule) => rule.kind === 'HANDLER') };
    expect(blockersOf(unjudged, uncounted, clear)).toEqual([]);
  });

  it('is no opinion where the profile wants none, nor of a lead before the last one', () => {
    expect(blockersOf(settled, s1, { ...clear, orderIdsWithOpinion: new Set() })).toEqual([]);
    const earlier = orderOf({ id: 'earlier', status: 'RETURNED' });
    expect(blockersOf(settled, s2, { ...clear, orders: [earlier, lead] })).toEqual([]);
  });
});

describe('waiving', () => {
  const blockers: Blocker[] = [
    { kind: 'WORK_ORDER', id: 'a' },
    { kind: 'OPINION', id: 'b' },
  ];

  it('takes every blocker, once, with its reason; a waiver of nothing is none', () => {
    const waivers = [
      { blockerId: 'a', reason: '协办已口头答复' },
      { blockerId: 'a', reason: '重复' },
      { blockerId: 'b', reason: ' 纸质已存档 ' },
      { blockerId: 'elsewhere', reason: '无关' },
    ];
    expect(requireUnblocked(blockers, waivers)).toEqual([
      { blockerId: 'a', reason: '重复' },
      { blockerId: 'b', reason: '纸质已存档' },
    ]);
  });

  it.each([
    ['left out', [{ blockerId: 'a', reason: '理由' }]],
    [
      'waived without a reason',
      [
        { blockerId: 'a', reason: '理由' },
        { blockerId: 'b', reason: '  ' },
      ],
    ],
  ])('names what is %s', (_, waivers) => {
    expect(() => requireUnblocked(blockers, waivers)).toThrow('OPINION b');
    expect(() => requireUnblocked(blockers, waivers)).toThrow(
      expect.objectContaining({ code: 'CLOSING_BLOCKED' }),
    );
  });
});

describe('closing', () => {
  it.each([
    'REGISTERED',
    'ALLOCATED',
    'HANDLING',
    'REPORTED_BACK',
    'CLOSED',
    'DECLINED',
    'MERGED',
    'DEFERRED',
    'WITHDRAWN',
  ] as const)('is refused of a matter that is %s', (status) => {
    expect(() => requireClosable(handlingOf({ status }))).toThrow(
      expect.objectContaining({ code: 'STATE_FORBIDS' }),
    );
  });

  it('is the sender’s where another system sent the matter', () => {
    expect(() => requireClosable(handlingOf({ status: 'RESOLVED', externalSystem: '12345' }))).toThrow(
      expect.objectContaining({ code: 'SENDER_CLOSES' }),
    );
    expect(() => requireClosable(handlingOf({ status: 'RESOLVED' }))).not.toThrow();
  });
});
