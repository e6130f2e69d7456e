import { table } from './report.js';
import { replayOptions } from './options.js';

describe('a table for a terminal', () => {
  it('counts Chinese characters as two columns and sets numbers to the right', () => {
    expect(
      table([
        ['street', 'solved'],
        ['东门', '7'],
        ['翠竹街道', '123'],
      ]),
    ).toEqual(['street    solved', '东门           7', '翠竹街道     123']);
  });
});

describe('the options of a replay', () => {
  it('has real time and a fixed seed unless told otherwise', () => {
    expect(replayOptions(['a.csv'])).toEqual({ file: 'a.csv', limit: null, speed: null, seed: 1, url: null });
    expect(replayOptions(['a.csv', '--limit', '9', '--speed', '3600', '--seed', '2'])).toMatchObject({
      limit: 9,
      speed: 3_600,
      seed: 2,
    });
  });

  it.each([
    [[]],
    [['a', 'b']],
    [['a', '--limit', '0']],
    [['a', '--speed', '-1']],
    [['a', '--seed', 'x']],
    [['a', '--what']],
  ])('refuses %j', (args) => {
    expect(() => replayOptions(args)).toThrow();
  });
});
