import { goodCheck, mediationOf } from '../mediation/mediation.fixture.js';
import { applyForConfirmation, lapse, obstaclesOf, openConfirmation, recordRuling } from './confirmation.js';

const dueBy = new Date('2026-02-25T00:00:00+08:00');
const inTime = new Date('2026-02-24T23:59:00+08:00');
const mediation = mediationOf({ status: 'AGREED' });
const code = (expected: string) => expect.objectContaining({ code: expected });
const confirmation = (overrides: object) => ({ ...openConfirmation, ...overrides });

describe('the pre-check of an application', () => {
  it.each([
    ['courtScope', false, '第三百五十五条第一款第一项'],
    ['identityRelation', true, '第三百五十五条第一款第三项'],
    ['otherProcedure', true, '第三百五十五条第一款第四项'],
    ['titleConfirmation', true, '第三百五十五条第一款第五项'],
    ['breaksMandatoryLaw', true, '第三百五十八条第一项'],
    ['harmsThirdParty', true, '第三百五十八条第二项'],
    ['againstPublicOrder', true, '第三百五十八条第三项'],
    ['voluntary', false, '第三百五十八条第四项'],
    ['clear', false, '第三百五十八条第五项'],
  ])('finds an obstacle where %s is %s and names its article', (answer, value, article) => {
    expect(obstaclesOf({ ...goodCheck, [answer]: value })).toEqual([expect.stringContaining(article)]);
  });

  it('finds none in a good one', () => {
    expect(obstaclesOf(goodCheck)).toEqual([]);
    expect(obstaclesOf({ ...goodCheck, courtScope: true, againstPublicOrder: false })).toEqual([]);
  });

  it('holds nobody to a question that was not answered', () => {
    expect(obstaclesOf({ ...goodCheck, courtScope: null, againstPublicOrder: null })).toEqual([]);
  });

  it('names every obstacle, in the order of the articles', () => {
    const bad = { clear: false, againstPublicOrder: true, courtScope: false, harmsThirdParty: true };
    expect(obstaclesOf({ ...goodCheck, ...bad })).toEqual([
      expect.stringContaining('第三百五十五条第一款第一项'),
      expect.stringContaining('第三百五十八条第二项'),
      expect.stringContaining('第三百五十八条第三项'),
      expect.stringContaining('第三百五十八条第五项'),
    ]);
  });
});

describe('applying for judicial confirmation', () => {
  it('is in time on the last instant and too late after it', () => {
    const { confirmation: applied, meets } = applyForConfirmation(
      mediation,
      openConfirmation,
      goodCheck,
      dueBy,
      dueBy,
    );
    expect(applied).toMatchObject({ status: 'APPLIED', appliedAt: dueBy, court: '深圳市罗湖区人民法院' });
    expect(meets).toEqual(['CONFIRMATION']);
    const late = new Date(dueBy.getTime() + 1);
    expect(() => applyForConfirmation(mediation, openConfirmation, goodCheck, dueBy, late)).toThrow(
      code('CONFIRMATION_CLOSED'),
    );
  });

  it('is blocked with every obstacle, and goes through once they are removed', () => {
    const bad = { ...goodCheck, clear: false, titleConfirmation: true };
    const blocked = applyForConfirmation(mediation, openConfirmation, bad, dueBy, inTime);
    expect(blocked.confirmation).toMatchObject({ status: 'NOT_ADMISSIBLE', answers: { clear: false } });
    expect(blocked.announcements).toMatchObject([{ payload: { obstacles: blocked.confirmation.obstacles } }]);
    expect(blocked.meets).toBeUndefined();
    const corrected = applyForConfirmation(mediation, blocked.confirmation, goodCheck, dueBy, inTime);
    expect(corrected.confirmation).toMatchObject({ status: 'APPLIED', obstacles: [] });
  });

  it.each([
    ['APPLIED', 'STATE_FORBIDS'],
    ['CONFIRMED', 'STATE_FORBIDS'],
    ['REFUSED', 'STATE_FORBIDS'],
    ['LAPSED', 'CONFIRMATION_CLOSED'],
  ])('is refused once %s', (status, expected) => {
    const apply = () => applyForConfirmation(mediation, confirmation({ status }), goodCheck, dueBy, inTime);
    expect(apply).toThrow(code(expected));
  });

  it('names a court', () => {
    expect(() =>
      applyForConfirmation(mediation, openConfirmation, { ...goodCheck, court: ' ' }, dueBy, inTime),
    ).toThrow(code('TEXT_EMPTY'));
  });
});

describe('the ruling', () => {
  it.each([
    [true, 'CONFIRMED'],
    [false, 'REFUSED'],
  ])('confirmed: %s makes it %s', (confirmed, status) => {
    const applied = confirmation({ status: 'APPLIED' });
    const ruled = recordRuling(mediation, applied, confirmed, null, inTime);
    expect(ruled.confirmation).toMatchObject({ status, ruledAt: inTime });
  });

  it.each(['OPEN', 'NOT_ADMISSIBLE', 'LAPSED', 'CONFIRMED', 'REFUSED'])(
    'needs an application: %s',
    (status) => {
      expect(() => recordRuling(mediation, confirmation({ status }), true, null, inTime)).toThrow(
        code('STATE_FORBIDS'),
      );
    },
  );
});

describe('the end of the limit', () => {
  it.each([
    ['OPEN', 'LAPSED'],
    ['NOT_ADMISSIBLE', 'LAPSED'],
    ['APPLIED', 'APPLIED'],
    ['CONFIRMED', 'CONFIRMED'],
    ['REFUSED', 'REFUSED'],
  ])('turns %s into %s', (status, expected) => {
    expect(lapse(confirmation({ status })).status).toBe(expected);
  });
});
