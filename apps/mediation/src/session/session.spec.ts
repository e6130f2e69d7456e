import { applicant, mediationOf, respondent } from '../mediation/mediation.fixture.js';
import { recordSession } from './session.js';

const now = new Date('2026-01-15T18:00:00+08:00');
const input = {
  at: new Date('2026-01-15T15:00:00+08:00'),
  place: ' 东门调解室 ',
  present: ['孙家明'],
  record: '双方陈述。',
};
const both = [applicant({ consents: true }), respondent({ consents: true })];
const record = (overrides: object, status = 'MEDIATING', parties = both) =>
  recordSession(
    mediationOf({ status: status as 'MEDIATING' }),
    parties,
    { ...input, ...overrides },
    both[0]!.id,
    now,
  );
const code = (expected: string) => expect.objectContaining({ code: expected });

describe('recording a sitting', () => {
  it('keeps its minutes and says only that it was held', () => {
    const { session, announcements } = record({});
    expect(session).toMatchObject({ place: '东门调解室', record: '双方陈述。' });
    expect(JSON.stringify(announcements)).not.toMatch(/孙家明|陈述/);
  });

  it('may be recorded in the minute it ends, not before it was held', () => {
    expect(() => record({ at: now })).not.toThrow();
    expect(() => record({ at: new Date(now.getTime() + 1) })).toThrow(code('INVALID_ARGUMENT'));
  });

  it.each([
    ['without consent', 'CONSENT_PENDING', [applicant(), respondent()], 'CONSENT_MISSING'],
    ['after a refusal', 'FAILED', [applicant(), respondent({ consents: false })], 'CONSENT_REFUSED'],
    ['after failure', 'FAILED', both, 'STATE_FORBIDS'],
    ['after an agreement', 'AGREED', both, 'STATE_FORBIDS'],
  ])('is refused %s', (_case, status, parties, expected) => {
    expect(() => record({}, status, parties)).toThrow(code(expected));
  });

  it('needs somebody present and minutes', () => {
    expect(() => record({ present: [] })).toThrow(code('INVALID_ARGUMENT'));
    expect(() => record({ record: ' ' })).toThrow(code('TEXT_EMPTY'));
    expect(() => record({ record: '字'.repeat(20_001) })).toThrow(code('TEXT_TOO_LONG'));
  });
});
