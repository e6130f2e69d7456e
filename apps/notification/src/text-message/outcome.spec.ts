import {
  mayTry,
  mostUnanswered,
  nextStep,
  retryMilliseconds,
  type Outcome,
  type TextStep,
  type Tries,
} from './outcome.js';

const refused: Outcome = { kind: 'REFUSED', reason: 'Refused' };
const unknown: Outcome = { kind: 'UNKNOWN', reason: 'NoAnswer' };
const away: Outcome = { kind: 'NOT_SENT', reason: 'INTAKE', afterMilliseconds: 0 };
const fresh: Tries = { attempts: 0, unanswered: 0 };

/** One try after the other, each upon what the one before left. */
function tried(outcomes: readonly Outcome[]): TextStep[] {
  let tries = fresh;
  return outcomes.map((outcome) => {
    const step = nextStep(outcome, tries);
    tries = step;
    return step;
  });
}

describe('what follows from trying to send a text', () => {
  it('counts what the provider said, by the schedule, and gives up after its last attempt', () => {
    const steps = tried(retryMilliseconds.map(() => refused));
    const waits = steps.map((step) => ('afterMilliseconds' in step ? step.afterMilliseconds : step.status));
    expect(waits).toEqual([10_000, 60_000, 600_000, 3_600_000, 'FAILED']);
    expect(steps.at(-1)).toEqual({ attempts: 5, unanswered: 0, status: 'FAILED', reason: 'Refused' });
  });

  it('counts nothing while a part of ours is away, however often', () => {
    const steps = tried(Array.from({ length: 1_000 }, () => away));
    expect(steps.at(-1)).toEqual({ ...fresh, status: 'PENDING', afterMilliseconds: 0, reason: 'INTAKE' });
  });

  it('repeats what nobody answered twice, and not a third time', () => {
    const steps = tried([unknown, unknown, unknown]);
    expect(steps.map(({ status }) => status)).toEqual(['PENDING', 'PENDING', 'FAILED']);
    expect(steps.at(-1)).toMatchObject({ attempts: 3, unanswered: mostUnanswered });
  });

  it('does not forget the unanswered ones for an answer in between', () => {
    const steps = tried([unknown, refused, unknown, away, unknown]);
    expect(steps.map(({ status }) => status)).toEqual(['PENDING', 'PENDING', 'PENDING', 'PENDING', 'FAILED']);
  });

  it('ends with what the provider took, and where the receiver has no number', () => {
    expect(nextStep({ kind: 'ACCEPTED' }, { attempts: 2, unanswered: 1 })).toEqual({
      attempts: 3,
      unanswered: 1,
      status: 'SENT',
    });
    expect(nextStep({ kind: 'NOBODY' }, fresh)).toEqual({ ...fresh, status: 'UNREACHABLE' });
  });

  it.each([
    { tries: { attempts: 0, unanswered: 0 }, may: true },
    { tries: { attempts: 2, unanswered: 2 }, may: true },
    { tries: { attempts: 3, unanswered: 3 }, may: false },
    { tries: { attempts: 4, unanswered: 0 }, may: true },
    { tries: { attempts: 5, unanswered: 0 }, may: false },
  ])('lets $tries.attempts attempts with $tries.unanswered unanswered be tried: $may', ({ tries, may }) => {
    expect(mayTry(tries)).toBe(may);
  });

  it('gives up what dying processes have sent often enough', () => {
    const left = { attempts: 3, unanswered: 3 };
    expect(nextStep({ kind: 'EXHAUSTED' }, left)).toEqual({ ...left, status: 'FAILED', reason: 'NO_ANSWER' });
  });
});
