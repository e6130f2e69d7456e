import { levelOf, type Area, type Polygon } from '@weisu/contracts';
import { areaFlaws } from './areas.js';

const district = area('440303', box(0, 0, 20, 10));
const street = area('440303003', box(0, 0, 10, 10));
const west = area('440303003001', box(0, 0, 5, 10));
const east = area('440303003002', box(5, 0, 10, 10));
const grid = area('440303003001001', box(0, 0, 5, 10));
const open: Polygon = {
  type: 'Polygon',
  coordinates: [
    [
      [114, 22],
      [115, 22],
      [115, 23],
      [114, 23],
    ],
  ],
};

describe('areas', () => {
  it('that tile each other have no flaw, also without boundaries', () => {
    expect(areaFlaws([district, street, west, east, grid, area('440303003002001', null)])).toEqual([]);
  });

  it.each([
    {
      flaw: 'area 440303003001 is listed twice',
      at: [3],
      areas: [district, street, west, { ...west, boundary: null }],
    },
    { flaw: 'area 440303003001 has no parent: 440303003', at: [1], areas: [district, west] },
    {
      flaw: 'which is a STREET, not a GRID',
      at: [1],
      areas: [district, { ...street, level: 'GRID' as const }],
    },
    { flaw: 'exactly one district, this one has 2', at: [], areas: [district, area('440304', null)] },
    { flaw: 'exactly one district, this one has 0', at: [], areas: [street] },
    { flaw: 'the ring is not closed', at: [1, 'boundary'], areas: [district, area('440303003', open)] },
    {
      flaw: 'leaves that of 440303003',
      at: [2, 'boundary'],
      areas: [district, street, area('440303003002', box(5, 0, 11, 10))],
    },
    {
      flaw: 'overlaps that of 440303003001',
      at: [3, 'boundary'],
      areas: [district, street, west, area('440303003002', box(4, 0, 10, 10))],
    },
  ])('tell "$flaw"', ({ flaw, at, areas }) => {
    const told = expect.stringContaining(flaw) as string;
    expect(areaFlaws(areas)).toContainEqual({ part: 'areas', path: at, message: told });
  });

  it('that have ended may lie under their successors', () => {
    const ended = { ...area('440303003009', box(0, 0, 10, 10)), validUntil: '2025-12-31' };
    expect(areaFlaws([district, street, west, east, ended])).toEqual([]);
  });

  it('may overlap by what two surveys differ, a tenth of a metre', () => {
    const nearlyEast = area('440303003002', box(4.999995, 0, 10, 10));
    expect(areaFlaws([district, street, west, nearlyEast])).toEqual([]);
  });
});

function area(code: string, boundary: Polygon | null): Area {
  return { code, name: 'area', level: levelOf(code), boundary, validUntil: null };
}

/** In tenths of a degree from 114° E 22° N. */
function box(left: number, bottom: number, right: number, top: number): Polygon {
  const position = (x: number, y: number): [number, number] => [114 + x / 10, 22 + y / 10];
  const start = position(left, bottom);
  return {
    type: 'Polygon',
    coordinates: [[start, position(right, bottom), position(right, top), position(left, top), start]],
  };
}
