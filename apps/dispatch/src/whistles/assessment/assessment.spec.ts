import { assessedStreet, assessedUnit } from './assessment.js';

const counts = {
  unitId: 'water',
  called: 4,
  acknowledged: 3,
  released: 1,
  overruled: 1,
  inTime: 2,
  finished: 1,
  stars: 3.5,
};
const band = { least: 1, most: 20 };

describe('the assessment of a called unit', () => {
  it('counts who was let go neither as late nor as unsettled', () => {
    expect(assessedUnit(counts)).toEqual({
      ...{ unitId: 'water', called: 4, overruled: 1, stars: 3.5 },
      ...{ responseRate: 3 / 4, onTimeRate: 2 / 3, settlementRate: 1 / 3 },
    });
  });

  it('has no rate where nothing is to be counted', () => {
    expect(assessedUnit({ ...counts, released: 4 })).toMatchObject({
      onTimeRate: null,
      settlementRate: null,
    });
  });
});

describe('the assessment of a street', () => {
  it.each([
    [0, 100, 'TOO_FEW'],
    [1, 100, 'WITHIN'],
    [20, 100, 'WITHIN'],
    [21, 100, 'TOO_MANY'],
    [0, 0, null],
  ])('with %s whistles for %s matters is %s', (whistles, matters, expected) => {
    expect(assessedStreet({ areaCode: 'x', whistles, completed: 0, matters }, band).band).toBe(expected);
  });

  it('shows no band where the profile sets none', () => {
    const street = assessedStreet({ areaCode: 'x', whistles: 1, completed: 1, matters: 10 }, undefined);
    expect(street).toMatchObject({ rate: 10, band: null, completionRate: 1 });
  });
});
