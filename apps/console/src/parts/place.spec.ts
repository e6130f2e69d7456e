import {
  areasAt,
  boundaryMetres,
  frameOf,
  isInside,
  metresToBoundary,
  pathOf,
  type Boundary,
  type Point,
} from './place.js';

/** A square with its west side at this longitude, a thousandth of a degree wide. */
const square = (west: number): Boundary => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, 22.5],
      [west + 0.001, 22.5],
      [west + 0.001, 22.501],
      [west, 22.501],
      [west, 22.5],
    ],
  ],
});
/** Degrees of longitude of so many metres, there. */
const east = (metres: number): number => metres / (Math.cos((22.5005 * Math.PI) / 180) * 111_320);
const areas = [114, 114.001].map((west, n) => ({ code: `${n}`, name: `${n}`, boundary: square(west) }));
const at = (metres: number): Point => [114.001 + east(metres), 22.5005];

describe('the areas that a point may belong to', () => {
  it.each([
    { metres: -50, codes: ['0'] },
    { metres: -boundaryMetres - 1, codes: ['0'] },
    { metres: -boundaryMetres + 1, codes: ['0', '1'] },
    { metres: -1, codes: ['0', '1'] },
    { metres: 1, codes: ['1', '0'] },
    { metres: boundaryMetres + 1, codes: ['1'] },
  ])('$metres m east of the boundary: $codes', ({ metres, codes }) => {
    expect(areasAt(at(metres), areas).map(({ code }) => code)).toEqual(codes);
  });

  it('are none far away, and none without boundaries', () => {
    expect(areasAt([115, 23], areas)).toEqual([]);
    expect(areasAt(at(0), [{ code: 'x', name: 'x', boundary: null }])).toEqual([]);
  });

  it('leave out what a hole leaves out', () => {
    const [ring] = square(114).type === 'Polygon' ? (square(114).coordinates as Point[][]) : [];
    const hole = ring!.map(([x, y]): Point => [114.0005 + (x - 114.0005) / 2, 22.5005 + (y - 22.5005) / 2]);
    const holed: Boundary = { type: 'Polygon', coordinates: [ring!, hole] };
    expect([isInside([114.0005, 22.5005], holed), isInside([114.0001, 22.5005], holed)]).toEqual([
      false,
      true,
    ]);
    const both: Boundary = { type: 'MultiPolygon', coordinates: [[ring!, hole]] };
    expect(isInside([114.0005, 22.5005], both)).toBe(false);
  });
});

describe('a map', () => {
  it('holds every corner', () => {
    expect(frameOf(areas.map(({ boundary }) => boundary))).toEqual([114, 22.5, 114.001 + 0.001, 22.501]);
    expect(frameOf([])).toBeNull();
    expect(pathOf(square(0), ([x, y]) => [x * 1_000, y * 10])).toBe(
      'M0.0 225.0L1.0 225.0L1.0 225.0L0.0 225.0L0.0 225.0Z',
    );
  });

  it('measures to the nearest side', () => {
    expect(metresToBoundary(at(12), square(114.001))).toBeCloseTo(12, 1);
  });
});
