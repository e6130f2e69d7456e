import { areaAt, areaCodePattern, contains, levelOf } from './index.js';

const grid = '440303003020001';

describe('an area code', () => {
  it.each([
    { code: '440303', level: 'DISTRICT' },
    { code: '440303003', level: 'STREET' },
    { code: '440303003020', level: 'COMMUNITY' },
    { code: grid, level: 'GRID' },
  ])('of the form $code is a $level', ({ code, level }) => {
    expect(levelOf(code)).toBe(level);
    expect(code).toMatch(areaCodePattern);
  });

  it.each(['', '44030', '4403030', '440303003020001001'])('is not "%s"', (code) => {
    expect(() => levelOf(code)).toThrow('not an area code');
    expect(code).not.toMatch(areaCodePattern);
  });

  it('names the areas it lies in', () => {
    expect(areaAt('DISTRICT', grid)).toBe('440303');
    expect(areaAt('STREET', grid)).toBe('440303003');
    expect(areaAt('COMMUNITY', grid)).toBe('440303003020');
    expect(areaAt('GRID', grid)).toBe(grid);
  });

  it('names no area below its own', () => {
    expect(areaAt('GRID', '440303003020')).toBeNull();
    expect(areaAt('STREET', '440303')).toBeNull();
  });

  it('contains itself and what lies in it, and no neighbour', () => {
    expect(contains('440303003', '440303003')).toBe(true);
    expect(contains('440303003', grid)).toBe(true);
    expect(contains('440303004', grid)).toBe(false);
    expect(contains(grid, '440303003')).toBe(false);
  });
});
