import { answerOf, endsTask, imported, record, saysTheSame, verdictOf, type FollowUp } from './follow-up.js';

const now = new Date('2026-11-23T09:00:00+08:00');

describe('reading what was answered', () => {
  it.each([
    { given: 'a contact without an outcome', input: { contacted: true, satisfaction: 'SATISFIED' } as const },
    { given: 'a contact without a satisfaction', input: { contacted: true, outcome: 'SOLVED' } as const },
    { given: 'an outcome of nobody', input: { contacted: false, outcome: 'SOLVED' } as const },
    { given: 'a satisfaction of nobody', input: { contacted: false, satisfaction: 'SATISFIED' } as const },
  ])('refuses $given', ({ input }) => {
    expect(() => answerOf(input)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });

  it('takes a person who was reached and said nothing for no answer', () => {
    expect(answerOf({ contacted: true, outcome: 'NO_ANSWER', satisfaction: 'NO_ANSWER' })).toMatchObject({
      answered: false,
      contacted: true,
    });
  });

  it('refuses a note of more than 20 000 characters and keeps an empty one as none', () => {
    expect(() => answerOf({ contacted: false, note: '字'.repeat(20_001) })).toThrow(
      expect.objectContaining({ code: 'TEXT_TOO_LONG' }),
    );
    expect(answerOf({ contacted: false, note: '  ' }).note).toBeNull();
  });
});

describe('recording a follow-up', () => {
  it.each([
    { outcome: 'SOLVED', partlyWeight: 0, verdict: 'SETTLED' },
    { outcome: 'PARTLY', partlyWeight: 0.49, verdict: 'UNSETTLED' },
    { outcome: 'PARTLY', partlyWeight: 0.5, verdict: 'SETTLED' },
    { outcome: 'UNSOLVED', partlyWeight: 1, verdict: 'UNSETTLED' },
    { outcome: 'NO_ANSWER', partlyWeight: 1, verdict: 'UNREACHABLE' },
  ] as const)(
    'judges $outcome at a weight of $partlyWeight as $verdict',
    ({ outcome, partlyWeight, verdict }) => {
      expect(verdictOf(outcome, partlyWeight)).toBe(verdict);
    },
  );

  it('lets an answer that counts judge the matter', () => {
    const { followUp, verdict, announcements } = record(task(), solved, recording);
    expect(followUp).toMatchObject({
      state: 'ANSWERED',
      attempts: 1,
      formNumber: '第1号',
      bySubject: 'street',
    });
    expect(verdict).toBe('SETTLED');
    expect(announcements.map((one) => one.type)).toEqual([
      'evaluation.follow-up-recorded.v1',
      'evaluation.appeal-judged.v1',
    ]);
  });

  it.each(['HANDLER', 'LOOK_BACK'] as const)('never lets a %s judge it', (kind) => {
    const { verdict, announcements } = record(task({ kind, counts: false }), solved, recording);
    expect(verdict).toBeNull();
    expect(announcements).toMatchObject([{ payload: { kind, countsInRates: false } }]);
  });

  it.each([
    { attempts: 0, ends: false, state: 'OPEN', verdict: null },
    { attempts: 1, ends: false, state: 'OPEN', verdict: null },
    { attempts: 2, ends: true, state: 'UNREACHABLE', verdict: 'UNREACHABLE' },
  ])(
    'after $attempts of 3 tries leaves one more without an answer $state',
    ({ attempts, ends, state, verdict }) => {
      const before = task({ attempts });
      expect(endsTask(before, nobody)).toBe(ends);
      const decision = record(before, nobody, recording);
      expect(decision.followUp).toMatchObject({ state, attempts: attempts + 1 });
      expect(decision.verdict).toBe(verdict);
    },
  );

  it('takes an answer on the last try', () => {
    expect(record(task({ attempts: 2 }), solved, recording).followUp.state).toBe('ANSWERED');
  });

  it.each([
    { state: 'ANSWERED', code: 'FOLLOW_UP_DONE' },
    { state: 'UNREACHABLE', code: 'FOLLOW_UP_DONE' },
    { state: 'CANCELLED', code: 'STATE_FORBIDS' },
  ] as const)('answers $code for a task that is $state', ({ state, code }) => {
    expect(() => record(task({ state }), solved, recording)).toThrow(expect.objectContaining({ code }));
  });
});

describe("importing the hotline's own follow-up", () => {
  const given = { client: 'hotline', now, partlyWeight: 0 };

  it('judges by its answer, whoever else was asked', () => {
    const decision = imported(hotline(), solved, { ...given, alone: false });
    expect(decision).toMatchObject({ verdict: 'SETTLED', followUp: { counts: true, state: 'ANSWERED' } });
  });

  it.each([
    { alone: true, verdict: 'UNREACHABLE' },
    { alone: false, verdict: null },
  ])('without an answer judges only when nobody else asks: $alone', ({ alone, verdict }) => {
    expect(imported(hotline(), nobody, { ...given, alone })).toMatchObject({
      verdict,
      followUp: { counts: false, state: 'UNREACHABLE' },
    });
  });

  it('knows a repetition from another answer', () => {
    const { followUp } = imported(hotline(), solved, { ...given, alone: true });
    expect(saysTheSame(followUp, solved)).toBe(true);
    expect(saysTheSame(followUp, { ...solved, outcome: 'UNSOLVED' })).toBe(false);
  });
});

const solved = answerOf({ contacted: true, outcome: 'SOLVED', satisfaction: 'SATISFIED' });
const nobody = answerOf({ contacted: false });
const recording = { bySubject: 'street', now, partlyWeight: 0, formNumber: '第1号' };

const task = (changes: Partial<FollowUp> = {}): FollowUp => ({
  id: '0193a8f0-0000-7000-8000-000000000001',
  appealId: '0193a8f0-0000-7000-8000-000000000002',
  roundId: '0193a8f0-0000-7000-8000-000000000003',
  kind: 'SUPERVISORY',
  unitId: '440303003.dispatch-desk',
  dueBy: now,
  attempts: 0,
  attemptsAllowed: 3,
  state: 'OPEN',
  bySubject: null,
  at: null,
  contacted: null,
  outcome: null,
  satisfaction: null,
  counts: true,
  formNumber: null,
  note: null,
  ...changes,
});

const hotline = () => task({ kind: 'HOTLINE', unitId: null });
