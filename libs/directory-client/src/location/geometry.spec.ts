import type { Polygon } from '@weisu/contracts';
import { areaOf, boundsOf, covers, flawOf, overlap, positionIn, type Position } from './geometry.js';

const square = box(0, 0, 1, 1);
const withHole: Polygon = {
  type: 'Polygon',
  coordinates: [ring([0, 0], [4, 0], [4, 4], [0, 4]), ring([1, 1], [1, 3], [3, 3], [3, 1])],
};

describe('the position of a point in a polygon', () => {
  it.each([
    { point: [2, 0.5], is: 'INSIDE' },
    { point: [2, 2], is: 'OUTSIDE' },
    { point: [1, 2], is: 'BOUNDARY' },
    { point: [4, 4], is: 'BOUNDARY' },
    { point: [5, 4], is: 'OUTSIDE' },
    { point: [-1, 1], is: 'OUTSIDE' },
  ] as const)('$point of a square with a hole is $is', ({ point, is }) => {
    expect(positionIn(withHole, point)).toBe(is);
  });

  it('is the boundary for every point computed on a slanted edge, from both sides', () => {
    const left = polygon([0, 0], [0.3, 0.7], [0, 0.7]);
    const right = polygon([0, 0], [0.3, 0], [0.3, 0.7]);
    for (const part of [0.1, 1 / 3, 0.7, 0.999]) {
      const point: Position = [0.3 * part, 0.7 * part];
      expect([positionIn(left, point), positionIn(right, point)]).toEqual(['BOUNDARY', 'BOUNDARY']);
    }
  });
});

describe('covering', () => {
  it.each([
    { inner: 'itself', polygon: square, covered: true },
    { inner: 'a part that shares an edge', polygon: box(0, 0.5, 0.5, 1), covered: true },
    { inner: 'a part in the middle', polygon: box(0.4, 0.4, 0.6, 0.6), covered: true },
    { inner: 'a neighbour', polygon: box(1, 0, 2, 1), covered: false },
    { inner: 'one that sticks out', polygon: box(0.5, 0.5, 1.5, 0.75), covered: false },
    { inner: 'a larger one', polygon: box(-1, -1, 2, 2), covered: false },
    { inner: 'one that leaves by less than the tolerance', polygon: box(0, 0, 1.0000005, 1), covered: true },
  ])('of $inner: $covered', ({ polygon: inner, covered }) => {
    expect(covers(square, inner)).toBe(covered);
  });

  it('refuses a part that lies over a hole', () => {
    expect(covers(withHole, box(0.5, 0.5, 3.5, 3.5))).toBe(false);
  });

  it('sees a notch of the outer polygon that reaches into the inner one', () => {
    const notched = polygon([0, 0], [4, 0], [4, 4], [3, 4], [2, 1], [1, 4], [0, 4]);
    expect(covers(notched, polygon([0, 0], [4, 0], [4, 4], [0, 4]))).toBe(false);
  });
});

describe('overlapping', () => {
  it.each([
    { other: 'a neighbour with the same edge', polygon: box(1, 0, 2, 1), overlaps: false },
    { other: 'a neighbour with a longer edge', polygon: box(1, -3, 2, 4), overlaps: false },
    { other: 'one that touches a corner', polygon: box(1, 1, 2, 2), overlaps: false },
    { other: 'one far away', polygon: box(5, 5, 6, 6), overlaps: false },
    { other: 'itself', polygon: square, overlaps: true },
    { other: 'one that crosses without a corner inside', polygon: box(0.4, -1, 0.6, 2), overlaps: true },
    { other: 'one inside', polygon: box(0.4, 0.4, 0.6, 0.6), overlaps: true },
    { other: 'a sliver of five centimetres', polygon: box(0.9999995, 0, 2, 1), overlaps: false },
    { other: 'a sliver of a metre', polygon: box(0.99999, 0, 2, 1), overlaps: true },
  ])('with $other: $overlaps', ({ polygon: other, overlaps }) => {
    expect([overlap(square, other), overlap(other, square)]).toEqual([overlaps, overlaps]);
  });

  it('lets a polygon fill the hole of another', () => {
    expect(overlap(withHole, box(1, 1, 3, 3))).toBe(false);
  });
});

describe('the flaw of a boundary', () => {
  it.each([
    {
      coordinates: [[...ring([0, 0], [1, 0], [1, 1]).slice(0, 3), [0, 0.5]]],
      flaw: 'the ring is not closed',
    },
    { coordinates: [ring([0, 0], [1, 1], [2, 2])], flaw: 'the ring encloses nothing' },
    { coordinates: [ring([0, 0], [1, 1], [1, 0], [0, 1.5])], flaw: 'the ring crosses itself' },
    { coordinates: [ring([22.5, 114.1], [22.6, 114.1], [22.6, 114.2])], flaw: 'not [longitude, latitude]' },
    {
      coordinates: [
        ...square.coordinates,
        [...ring([0.1, 0.1], [0.2, 0.1], [0.2, 0.2]).slice(0, 3), [0.3, 0.3]],
      ],
      flaw: 'hole 1 is not closed',
    },
  ] as { coordinates: [number, number][][]; flaw: string }[])('$flaw', ({ coordinates, flaw }) => {
    expect(flawOf({ type: 'Polygon', coordinates })).toContain(flaw);
  });

  it('is none for a ring in either direction', () => {
    expect([flawOf(square), flawOf(polygon([0, 0], [0, 1], [1, 1], [1, 0])), flawOf(withHole)]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

it('measures area without holes and the frame of a polygon', () => {
  expect(areaOf(withHole)).toBe(12);
  expect(boundsOf(withHole)).toEqual({ west: 0, south: 0, east: 4, north: 4 });
});

function ring(...corners: [number, number][]): [number, number][] {
  return [...corners, ...corners.slice(0, 1)];
}

function polygon(...corners: [number, number][]): Polygon {
  return { type: 'Polygon', coordinates: [ring(...corners)] };
}

function box(west: number, south: number, east: number, north: number): Polygon {
  return polygon([west, south], [east, south], [east, north], [west, north]);
}
