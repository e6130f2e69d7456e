import type { Polygon } from '@weisu/contracts';
import { toGcj02 } from './datum.js';
import { indexAreas, locate } from './location.js';

const street = { code: '440303003', boundary: box(114.1, 22.5, 114.2, 22.6) };
const westCommunity = { code: '440303003001', boundary: box(114.1, 22.5, 114.15, 22.6) };
const eastCommunity = { code: '440303003002', boundary: box(114.15, 22.5, 114.19, 22.6) };
const southGrid = { code: '440303003002001', boundary: box(114.15, 22.5, 114.19, 22.55) };
const northGrid = { code: '440303003002002', boundary: box(114.15, 22.55, 114.19, 22.6) };
const index = indexAreas([
  northGrid,
  eastCommunity,
  street,
  southGrid,
  westCommunity,
  { code: '440303003003', boundary: null },
]);

describe('locating a point', () => {
  it.each([
    { where: 'in a grid', at: [114.17, 22.52], code: southGrid.code },
    { where: 'in a community without grids', at: [114.12, 22.52], code: westCommunity.code },
    { where: 'in a street beyond its communities', at: [114.195, 22.52], code: street.code },
    { where: 'outside', at: [114.25, 22.52], code: null },
    { where: 'outside, south-west of everything', at: [0, 0], code: null },
    { where: 'that is no number', at: [Number.NaN, 22.52], code: null },
    { where: 'on the boundary of two grids: the smallest code', at: [114.17, 22.55], code: southGrid.code },
    { where: 'on the corner of the street', at: [114.1, 22.6], code: westCommunity.code },
    {
      where: 'on the boundary of a community and a grid: the deepest',
      at: [114.15, 22.58],
      code: northGrid.code,
    },
  ] as const)('$where answers $code', ({ at: [longitude, latitude], code }) => {
    expect(locate(index, { longitude, latitude, datum: 'WGS84' })).toBe(code);
  });

  it('gives a boundary point the same owner whatever the order of the areas', () => {
    const turned = indexAreas([southGrid, northGrid]);
    expect(locate(turned, { longitude: 114.17, latitude: 22.55, datum: 'WGS84' })).toBe(southGrid.code);
  });

  it('converts the position of a phone map before it looks', () => {
    const justInside = { longitude: 114.1501, latitude: 22.52 };
    const onPhone = toGcj02(justInside);
    expect(locate(index, { ...onPhone, datum: 'GCJ02' })).toBe(southGrid.code);
    expect(locate(index, { longitude: 114.1499, latitude: 22.52, datum: 'CGCS2000' })).toBe(
      westCommunity.code,
    );
  });

  it('finds nothing in an empty index', () => {
    expect(locate(indexAreas([]), { longitude: 114.1, latitude: 22.5, datum: 'WGS84' })).toBeNull();
  });

  it('finds every cell of a raster of ten thousand grids by its middle', () => {
    const grids = Array.from({ length: 10_000 }, (_, i) => {
      const [west, south] = [114 + (i % 100) * 0.001, 22 + Math.floor(i / 100) * 0.001];
      return {
        code: `440303${String(i).padStart(9, '0')}`,
        boundary: box(west, south, west + 0.001, south + 0.001),
      };
    });
    const raster = indexAreas(grids);
    const middles = grids.map((_, i) =>
      locate(raster, {
        longitude: 114.0005 + (i % 100) * 0.001,
        latitude: 22.0005 + Math.floor(i / 100) * 0.001,
        datum: 'WGS84',
      }),
    );
    expect(middles).toEqual(grids.map(({ code }) => code));
  });
});

function box(west: number, south: number, east: number, north: number): Polygon {
  return {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  };
}
