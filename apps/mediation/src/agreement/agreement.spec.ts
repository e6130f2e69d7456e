import { applicant, mediationOf, respondent } from '../mediation/mediation.fixture.js';
import { conclude, gapsOf, recordPerformance } from './agreement.js';

const both = [applicant({ consents: true }), respondent({ consents: true })];
const complete = {
  facts: '欧阳小雨家渗漏，孙家明家受损。',
  terms: '修复并赔偿500元。',
  performanceWay: '现金',
  performBy: '2026-03-31',
};
const now = new Date('2026-01-20T10:00:00+08:00');
const input = { ...complete, oral: false, effectiveAt: now };
const code = (expected: string) => expect.objectContaining({ code: expected });

describe('gaps of an agreement under 人民调解法 art. 29', () => {
  it('has none when everything is stated', () => {
    expect(gapsOf(complete, both)).toEqual([]);
  });

  it.each([
    ['facts', { facts: '', terms: '欧阳小雨赔偿孙家明。' }, '主要事实、争议事项'],
    ['the way of performance', { performanceWay: '' }, '履行方式'],
    ['the time of performance', { performBy: null }, '履行期限'],
    ['the duty of one side', { facts: '渗漏。', terms: '欧阳小雨赔偿500元。' }, '各方当事人的责任'],
    [
      'the applicant, whose side ends the other’s',
      { facts: '', terms: '被申请人赔偿。' },
      '各方当事人的责任',
    ],
  ])('names %s', (_case, overrides, gap) => {
    expect(gapsOf({ ...complete, ...overrides }, both)).toContain(gap);
  });

  it('knows a party by its side as well as by its name', () => {
    const terms = '被申请人赔偿申请人500元。';
    expect(gapsOf({ ...complete, facts: '渗漏。', terms }, both)).toEqual([]);
  });

  it('asks for address and phone of every party', () => {
    expect(gapsOf(complete, [applicant({ address: null }), respondent()])).toEqual([
      '当事人的基本情况（住址、联系方式）',
    ]);
  });
});

describe('concluding a mediation', () => {
  const number = '（2026）东门街道人调协字第1号';

  it('is in force from now on at the latest, and says its gaps but not its text', () => {
    const { mediation, agreement, announcements, meets } = conclude(
      mediationOf({ status: 'MEDIATING' }),
      both,
      { ...input, performBy: null },
      number,
      now,
    );
    expect(mediation.status).toBe('AGREED');
    expect(agreement).toMatchObject({ number, gaps: ['履行期限'], effectiveAt: now });
    expect(announcements).toMatchObject([{ payload: { number, gaps: ['履行期限'] } }]);
    expect(JSON.stringify(announcements)).not.toMatch(/孙家明|渗漏|赔偿/);
    expect(meets).toEqual(['MEDIATE']);
  });

  it.each([
    ['in the future', { effectiveAt: new Date(now.getTime() + 1) }, 'INVALID_ARGUMENT'],
    ['without terms', { terms: ' ' }, 'TEXT_EMPTY'],
    ['with endless facts', { facts: '字'.repeat(20_001) }, 'TEXT_TOO_LONG'],
  ])('refuses an agreement %s', (_case, overrides, expected) => {
    const mediation = mediationOf({ status: 'MEDIATING' });
    expect(() => conclude(mediation, both, { ...input, ...overrides }, number, now)).toThrow(code(expected));
  });

  it('needs the consent of all', () => {
    expect(() => conclude(mediationOf(), [applicant(), respondent()], input, number, now)).toThrow(
      code('CONSENT_MISSING'),
    );
  });
});

describe('performance', () => {
  it.each([
    ['AGREED', true, 'PERFORMED'],
    ['AGREED', false, 'BREACHED'],
    ['BREACHED', true, 'PERFORMED'],
    ['BREACHED', false, 'BREACHED'],
  ] as const)('of an agreement that is %s, done: %s, makes it %s', (status, performed, expected) => {
    expect(recordPerformance(mediationOf({ status }), performed).mediation.status).toBe(expected);
  });

  it.each(['CONSENT_PENDING', 'MEDIATING', 'FAILED', 'WITHDRAWN', 'PERFORMED'] as const)(
    'cannot be recorded while %s',
    (status) => {
      expect(() => recordPerformance(mediationOf({ status }), false)).toThrow(code('STATE_FORBIDS'));
    },
  );
});
