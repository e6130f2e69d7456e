import { answered, reconciled, senderStatus, type Passing } from './passing.js';
import { replyText, type Reply } from './reply-text.js';

const now = new Date('2026-11-24T09:00:00+08:00');
const passing: Passing = {
  id: 'p',
  appealId: 'a',
  system: '民意速办',
  noteId: 'n',
  passedById: 'desk',
  passedAt: new Date('2026-11-23T09:00:00+08:00'),
  number: null,
  status: 'PASSED',
  statusAt: new Date('2026-11-23T09:00:00+08:00'),
  byHand: false,
  version: 1,
};
const received = answered(passing, ' SZ-1 ', 'RECEIVED', now);

describe('the answer of another system', () => {
  it('keeps its number from the first one on', () => {
    expect(received).toMatchObject({ number: 'SZ-1', status: 'RECEIVED', statusAt: now });
    expect(answered(received, 'SZ-1', 'DONE', now)).toMatchObject({ number: 'SZ-1', status: 'DONE' });
  });

  it('changes nothing when it is said again, also of what has ended', () => {
    expect(answered(received, 'SZ-1', 'RECEIVED', now)).toBe(received);
    const done = answered(received, 'SZ-1', 'DONE', now);
    expect(answered(done, 'SZ-1', 'DONE', now)).toBe(done);
  });

  it.each([
    ['without a number', passing, ' ', 'RECEIVED', 'INVALID_ARGUMENT'],
    ['under another number', received, 'SZ-2', 'DONE', 'INVALID_ARGUMENT'],
    ['that says nothing', passing, 'SZ-1', 'PASSED', 'INVALID_ARGUMENT'],
    ['after it ended', answered(received, 'SZ-1', 'REFUSED', now), 'SZ-1', 'DONE', 'STATE_FORBIDS'],
  ] as const)('is refused %s', (_, before, number, status, code) => {
    expect(() => answered(before, number, status, now)).toThrow(expect.objectContaining({ code }));
  });
});

describe('comparing with another system', () => {
  it('names what is lost on either side and what differs', () => {
    const ours = [
      { number: '1', status: 'OPEN' },
      { number: '2', status: 'CLOSED' },
      { number: '3', status: 'OPEN' },
      { number: null, status: 'PASSED' },
    ];
    const theirs = [
      { number: '1', status: 'OPEN' },
      { number: '2', status: 'OPEN' },
      { number: '4', status: 'CLOSED' },
    ];
    expect(reconciled(ours, theirs)).toEqual({
      agreed: 1,
      missingHere: [{ number: '4', ours: null, theirs: 'CLOSED' }],
      missingThere: [
        { number: '3', ours: 'OPEN', theirs: null },
        { number: '', ours: 'PASSED', theirs: null },
      ],
      diverging: [{ number: '2', ours: 'CLOSED', theirs: 'OPEN' }],
    });
  });

  it.each([
    ['a number twice', [1, 1]],
    ['more than a thousand rows', Array.from({ length: 1_001 }, (_, n) => n)],
  ])('refuses %s', (_, numbers) => {
    const rows = numbers.map((number) => ({ number: String(number), status: 'OPEN' }));
    expect(() => reconciled([], rows)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });

  it('shows a sender whether its matter is open, answered or closed', () => {
    expect(
      (['HANDLING', 'DEFERRED', 'REPORTED_BACK', 'CLOSED', 'DECLINED'] as const).map(senderStatus),
    ).toEqual(['OPEN', 'OPEN', 'REPORTED_BACK', 'CLOSED', 'CLOSED']);
  });
});

describe('a text to paste', () => {
  const reply: Reply = {
    number: '20261123-000001-1',
    external: 'MS-77',
    lead: '东门社区第一网格',
    assists: ['罗湖区城市管理和综合执法局'],
    steps: [
      { at: passing.passedAt, label: '分拨', unit: '东门社区第一网格', text: null },
      {
        at: now,
        label: '办结',
        unit: null,
        text: '已更换灯泡，请联系13800138000、+86 138-0013-8000、138 0013 8000或0755-12345678，证件11010119900101123X，编号20261123000001',
      },
    ],
    result: '路灯已亮，13800138000',
    resolvedAt: now,
    dueBy: null,
  };

  it('says who did what and when, without telephone numbers', () => {
    expect(replyText(reply)).toBe(
      [
        '事项编号：20261123-000001-1（来件编号：MS-77）',
        '承办单位：东门社区第一网格，协办：罗湖区城市管理和综合执法局',
        '2026-11-23 分拨（东门社区第一网格）',
        '2026-11-24 办结：已更换灯泡，请联系（号码略）、（号码略）、（号码略）或（号码略），证件（号码略），编号20261123000001',
        '办理结果：已于2026-11-24办结。路灯已亮，（号码略）',
      ].join('\n'),
    );
  });

  it('says until when, where it is not done', () => {
    const open = replyText({ ...reply, external: null, lead: null, steps: [], resolvedAt: null, dueBy: now });
    expect(open).toBe(
      '事项编号：20261123-000001-1\n承办单位：待分拨\n办理结果：正在办理，办结时限2026-11-24。',
    );
  });
});

describe('hole 17: what an office typed of a system', () => {
  const typed = answered(passing, 'WRONG-1', 'DONE', now, true);

  it('is put right by the system itself, number and end alike', () => {
    expect(typed).toMatchObject({ number: 'WRONG-1', status: 'DONE', byHand: true });
    expect(answered(typed, 'MY-1', 'HANDLING', now)).toMatchObject({
      number: 'MY-1',
      status: 'HANDLING',
      byHand: false,
    });
  });

  it('does not put right what the system said, nor what was typed before', () => {
    const said = answered(passing, 'MY-1', 'HANDLING', now);
    expect(() => answered(said, 'WRONG-1', 'DONE', now, true)).toThrow('it is known as MY-1');
    expect(() => answered(typed, 'MY-1', 'HANDLING', now, true)).toThrow('it is known as WRONG-1');
    expect(() => answered(typed, 'WRONG-1', 'HANDLING', now, true)).toThrow('state');
  });
});
