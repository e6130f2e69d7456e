import { ratesOf, type Cell, type RatesModel } from './rates.js';

const byClock: RatesModel = {
  responseSource: 'CLOCK',
  partlyWeight: 0.5,
  satisfiedGrades: ['VERY_SATISFIED', 'SATISFIED'],
  weights: { response: 0.3, resolution: 0.35, satisfaction: 0.35 },
  cite: 'test',
};
const byResident: RatesModel = { ...byClock, responseSource: 'RESIDENT', partlyWeight: 0 };

describe('the three rates', () => {
  it('are null over nothing, never zero', () => {
    expect(rates([])).toEqual({
      population: 0,
      responded: 0,
      respondedByMessage: 0,
      answered: 0,
      solved: 0,
      satisfied: 0,
      responseRate: null,
      resolutionRate: null,
      satisfactionRate: null,
      settlementRate: null,
      score: null,
      model: 'S2@3',
    });
  });

  it('count SOLVED as solved and weigh PARTLY in the rate only', () => {
    const result = rates([
      cell({ count: 6 }),
      cell({ outcome: 'PARTLY', satisfaction: 'BASICALLY', inTime: false, count: 2 }),
      cell({ outcome: 'UNSOLVED', satisfaction: 'VERY_DISSATISFIED', count: 2 }),
    ]);
    expect(result).toMatchObject({ population: 10, responded: 8, answered: 10, solved: 6, satisfied: 6 });
    expect(result.resolutionRate).toBeCloseTo(0.7);
    expect(result.satisfactionRate).toBeCloseTo(0.6);
    expect(result.score).toBeCloseTo(0.3 * 0.8 + 0.35 * 0.7 + 0.35 * 0.6);
  });

  it.each([
    { what: 'nobody was asked yet', unanswered: { outcome: null, satisfaction: null } },
    { what: 'one question stayed open', unanswered: { outcome: 'SOLVED', satisfaction: 'NO_ANSWER' } },
  ] as const)('keep a matter in the population as not answered when $what', ({ unanswered }) => {
    const result = rates([cell({ count: 3 }), cell({ ...unanswered, contacted: false })]);
    expect(result).toMatchObject({ population: 4, answered: 3, solved: 3, resolutionRate: 1 });
  });

  it('count the response by the clock over the matters whose clock ran', () => {
    const result = rates([cell({ count: 1 }), cell({ inTime: false }), cell({ inTime: null, count: 2 })]);
    expect(result).toMatchObject({ population: 4, responded: 1, responseRate: 0.5 });
    expect(rates([cell({ inTime: null })])).toMatchObject({ responseRate: null, score: null });
  });

  it('count a message that stood for the call apart, and in no rate', () => {
    const result = rates([
      cell({ count: 3 }),
      cell({ inTime: false }),
      cell({ inTime: null, byMessage: true, count: 4 }),
    ]);
    expect(result).toMatchObject({ population: 8, responded: 3, respondedByMessage: 4, responseRate: 0.75 });
  });

  it("count the response by the resident's answer where the model says so", () => {
    const cells = [
      cell({ inTime: false, count: 3 }),
      cell({ contacted: false, outcome: null, satisfaction: null }),
    ];
    expect(ratesOf(cells, () => byResident, none, 'none')).toMatchObject({
      responded: 3,
      responseRate: 0.75,
    });
  });

  it('are counted by the model of each matter, and mixed ones say so', () => {
    const cells = [
      cell({ outcome: 'PARTLY', count: 2 }),
      cell({ outcome: 'PARTLY', profileKey: 'S1', profileVersion: 3, count: 2 }),
    ];
    const result = ratesOf(cells, (key) => (key === 'S1' ? byResident : byClock), none, 'none');
    expect(result).toMatchObject({ model: 'mixed', population: 4, resolutionRate: 0.25 });
    expect(result.score).toBeCloseTo((0.3 + 0.35 * 0.5 + 0.35 + (0.3 + 0.35)) / 2);
  });

  it('refuse to count by a model that the reference data lacks', () => {
    expect(() => ratesOf([cell({})], () => null, none, 'none')).toThrow(
      expect.objectContaining({ code: 'REFERENCE_INCOMPLETE' }),
    );
  });

  it('put what was settled over what ended', () => {
    expect(ratesOf([], () => byClock, { finished: 4, settled: 3 }, 'none').settlementRate).toBe(0.75);
  });
});

const none = { finished: 0, settled: 0 };

const rates = (cells: readonly Cell[]) => ratesOf(cells, () => byClock, none, 'S2@3');

const cell = (changes: Partial<Cell>): Cell => ({
  areaCode: '440303003',
  profileKey: 'S2',
  profileVersion: 3,
  inTime: true,
  byMessage: false,
  contacted: true,
  outcome: 'SOLVED',
  satisfaction: 'SATISFIED',
  count: 1,
  ...changes,
});
