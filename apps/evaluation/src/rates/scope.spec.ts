import { Directory } from '@weisu/directory-client';
import { actorOf, demoSnapshot } from '@weisu/testing';
import { codeLength, rowsOf, scopeOf, type RatesQuestion } from './scope.js';

const directory = new Directory(1, demoSnapshot().entries);
const period = { from: '2026-11-01', until: '2026-11-30' };
const street = actorOf({ roles: ['STREET'], unitId: '440303003.dispatch-desk', areaCode: '440303003' });
const department = actorOf({ roles: ['DEPARTMENT'], unitId: '440303.housing', areaCode: '440303' });
const auditor = actorOf({ roles: ['AUDITOR'], areaCode: '440303' });

describe('what an actor may ask the rates of', () => {
  it.each([
    { who: 'a street', actor: street, ask: {}, scope: { areaCode: '440303003', unitId: null } },
    {
      who: 'a street of its community',
      actor: street,
      ask: { areaCode: '440303003020' },
      scope: { areaCode: '440303003020', unitId: null },
    },
    {
      who: 'a street of a department in its area',
      actor: street,
      ask: { unitId: '440303.housing' },
      scope: { areaCode: '440303003', unitId: '440303.housing' },
    },
    {
      who: 'a department',
      actor: department,
      ask: {},
      scope: { areaCode: null, unitId: '440303.housing' },
    },
    {
      who: 'a department of its work in a street',
      actor: department,
      ask: { areaCode: '440303003', unitId: '440303.housing' },
      scope: { areaCode: '440303003', unitId: '440303.housing' },
    },
    {
      who: 'an auditor',
      actor: auditor,
      ask: { areaCode: '440303004' },
      scope: { areaCode: '440303004', unitId: null },
    },
  ])('$who asks and gets $scope', ({ actor, ask, scope }) => {
    expect(scopeOf(actor, { ...period, ...ask }, directory)).toEqual(scope);
  });

  it.each<{ what: string; actor: typeof street; ask: Partial<RatesQuestion>; code: string }>([
    { what: "a neighbour's area", actor: street, ask: { areaCode: '440303004' }, code: 'AREA_NOT_FOUND' },
    { what: 'an area above', actor: street, ask: { areaCode: '440303' }, code: 'AREA_NOT_FOUND' },
    { what: 'an unknown area', actor: street, ask: { areaCode: '440303003999' }, code: 'AREA_NOT_FOUND' },
    { what: 'an unknown unit', actor: street, ask: { unitId: 'nobody' }, code: 'UNIT_NOT_FOUND' },
    { what: 'another unit', actor: department, ask: { unitId: '440303.water' }, code: 'UNIT_NOT_FOUND' },
    { what: 'an unknown area', actor: auditor, ask: { areaCode: '110101' }, code: 'AREA_NOT_FOUND' },
    {
      what: 'a period that ends before it begins',
      actor: street,
      ask: { from: '2026-12-01' },
      code: 'INVALID_ARGUMENT',
    },
    {
      what: 'anything without an area',
      actor: actorOf({ roles: ['STREET'] }),
      ask: {},
      code: 'AREA_NOT_FOUND',
    },
    {
      what: 'anything without a unit',
      actor: actorOf({ roles: ['COMPANY'] }),
      ask: {},
      code: 'UNIT_NOT_FOUND',
    },
  ])('refuses $what with $code', ({ actor, ask, code }) => {
    expect(() => scopeOf(actor, { ...period, ...ask }, directory)).toThrow(expect.objectContaining({ code }));
  });
});

describe('the rows of a split', () => {
  it('are all areas of the level inside the scope, and what has figures beside them', () => {
    const rows = rowsOf('COMMUNITY', '440303003', ['440303003', '440303003020'], directory);
    expect(rows).toHaveLength(16);
    expect(rows).toContain('440303003');
    expect(rowsOf('STREET', null, [], directory)).toHaveLength(10);
    expect(rowsOf('STREET', '440303003', [], directory)).toEqual(['440303003']);
  });

  it('refuses a level above the area', () => {
    expect(() => rowsOf('DISTRICT', '440303003', [], directory)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });

  it.each([
    ['DISTRICT', 6],
    ['STREET', 9],
    ['COMMUNITY', 12],
    ['GRID', 15],
  ] as const)('groups %s by %i digits', (level, digits) => {
    expect(codeLength(level)).toBe(digits);
  });
});
