import type { Polygon } from '@weisu/contracts';

/** [longitude, latitude] in degrees. */
export type Position = readonly [number, number];
export type Bounds = Readonly<{ west: number; south: number; east: number; north: number }>;
type Segment = readonly [Position, Position];

/** A tenth of a millimetre: what doubles lose on a slanted edge, so that no point falls between two neighbours. */
export const touching = 1e-9;
/** About 0.1 m: two surveys of one boundary differ by more; an overlap that is narrower is not reported. */
export const surveyTolerance = 1e-6;

export function boundsOf({ coordinates }: Polygon): Bounds {
  const [outer = []] = coordinates;
  const longitudes = outer.map(([longitude]) => longitude);
  const latitudes = outer.map(([, latitude]) => latitude);
  return {
    west: longitudes.reduce((a, b) => Math.min(a, b), Infinity),
    south: latitudes.reduce((a, b) => Math.min(a, b), Infinity),
    east: longitudes.reduce((a, b) => Math.max(a, b), -Infinity),
    north: latitudes.reduce((a, b) => Math.max(a, b), -Infinity),
  };
}

/** Where a point lies; within `tolerance` degrees of an edge it is on the boundary. */
export function positionIn(
  polygon: Polygon,
  point: Position,
  tolerance = touching,
): 'INSIDE' | 'BOUNDARY' | 'OUTSIDE' {
  let inside = false;
  for (const [a, b] of edgesOf(polygon)) {
    if (distanceTo([a, b], point) <= tolerance) return 'BOUNDARY';
    const crossesLatitude = a[1] > point[1] !== b[1] > point[1];
    if (crossesLatitude && point[0] < a[0] + ((point[1] - a[1]) / (b[1] - a[1])) * (b[0] - a[0]))
      inside = !inside;
  }
  return inside ? 'INSIDE' : 'OUTSIDE';
}

/** True when no part of `inner` leaves `outer`; a shared boundary is allowed. */
export function covers(outer: Polygon, inner: Polygon, tolerance = surveyTolerance): boolean {
  if (sidesOf(inner, outer, tolerance).has('OUTSIDE')) return false;
  return !sidesOf(outer, inner, tolerance).has('INSIDE');
}

/** True when the two share ground, not only a boundary. */
export function overlap(a: Polygon, b: Polygon, tolerance = surveyTolerance): boolean {
  if (!boundsMeet(boundsOf(a), boundsOf(b))) return false;
  const ofA = sidesOf(a, b, tolerance);
  const ofB = sidesOf(b, a, tolerance);
  if (ofA.has('INSIDE') || ofB.has('INSIDE')) return true;
  // Every edge of both lies on the other's: the same polygon twice, or one filling the other's hole.
  const same = !ofA.has('OUTSIDE') && !ofB.has('OUTSIDE');
  return same && Math.abs(areaOf(a) - areaOf(b)) <= tolerance * tolerance;
}

export function boundsMeet(a: Bounds, b: Bounds): boolean {
  return a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north;
}

/** What keeps a polygon from being a boundary, in words, or null. Expects rings of four positions or more. */
export function flawOf(polygon: Polygon): string | null {
  for (const [index, ring] of polygon.coordinates.entries()) {
    const name = index === 0 ? 'the ring' : `hole ${index}`;
    const first = ring[0];
    const last = ring.at(-1);
    if (!first || !last || first[0] !== last[0] || first[1] !== last[1])
      return `${name} is not closed: its last position must repeat its first`;
    if (ring.some(([longitude, latitude]) => Math.abs(longitude) > 180 || Math.abs(latitude) > 90))
      return `${name} has a position that is not [longitude, latitude] in degrees`;
    if (ringArea(ring) === 0) return `${name} encloses nothing`;
    if (crossesItself(ring)) return `${name} crosses itself`;
  }
  return null;
}

/** Square degrees, holes taken off: to compare areas of one district, not to report hectares. */
export function areaOf({ coordinates }: Polygon): number {
  return coordinates.reduce((sum, ring, index) => sum + (index === 0 ? ringArea(ring) : -ringArea(ring)), 0);
}

function ringArea(ring: readonly Position[]): number {
  const [origin = [0, 0]] = ring;
  const twice = segmentsOf(ring).reduce(
    (sum, [a, b]) => sum + (a[0] - origin[0]) * (b[1] - origin[1]) - (b[0] - origin[0]) * (a[1] - origin[1]),
    0,
  );
  return Math.abs(twice) / 2;
}

function segmentsOf(ring: readonly Position[]): Segment[] {
  return ring.slice(1).map((end, index) => [ring[index] ?? end, end]);
}

function edgesOf({ coordinates }: Polygon): Segment[] {
  return coordinates.flatMap(segmentsOf);
}

function distanceTo([a, b]: Segment, point: Position): number {
  const nearest = at([a, b], Math.min(1, Math.max(0, projectionOn([a, b], point))));
  return Math.hypot(point[0] - nearest[0], point[1] - nearest[1]);
}

function projectionOn([a, b]: Segment, point: Position): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const squared = dx * dx + dy * dy;
  return squared === 0 ? 0 : ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / squared;
}

function at([a, b]: Segment, part: number): Position {
  return [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part];
}

/** Where the edges of one polygon run with regard to another: cut where they meet its edges, each piece asked at its middle. */
function sidesOf(
  polygon: Polygon,
  other: Polygon,
  tolerance: number,
): ReadonlySet<'INSIDE' | 'BOUNDARY' | 'OUTSIDE'> {
  const otherEdges = edgesOf(other);
  const sides = new Set<'INSIDE' | 'BOUNDARY' | 'OUTSIDE'>();
  for (const edge of edgesOf(polygon)) {
    const cuts = new Set([0, 1]);
    for (const otherEdge of otherEdges) for (const cut of cutsOf(edge, otherEdge, tolerance)) cuts.add(cut);
    const sorted = [...cuts].sort((a, b) => a - b);
    for (const [index, cut] of sorted.slice(1).entries()) {
      sides.add(positionIn(other, at(edge, ((sorted[index] ?? cut) + cut) / 2), tolerance));
    }
  }
  return sides;
}

/** The parts (0..1) of an edge at which another one crosses it or has its ends on it. */
function cutsOf(edge: Segment, other: Segment, tolerance: number): number[] {
  const cuts = other
    .filter((end) => distanceTo(edge, end) <= tolerance)
    .map((end) => projectionOn(edge, end));
  const crossing = crossingOf(edge, other);
  return [...cuts, ...(crossing === null ? [] : [crossing])].filter((part) => part > 0 && part < 1);
}

/** The part (0..1) of a segment at which another crosses it, or null; parallel segments do not cross. */
function crossingOf([a, b]: Segment, [c, d]: Segment): number | null {
  const determinant = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0]);
  if (determinant === 0) return null;
  const part = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / determinant;
  const otherPart = ((c[0] - a[0]) * (b[1] - a[1]) - (c[1] - a[1]) * (b[0] - a[0])) / determinant;
  return part >= 0 && part <= 1 && otherPart >= 0 && otherPart <= 1 ? part : null;
}

function crossesItself(ring: readonly Position[]): boolean {
  const segments = segmentsOf(ring);
  return segments.some((segment, i) =>
    segments.some((other, j) => {
      const neighbours = j - i < 2 || (i === 0 && j === segments.length - 1);
      return !neighbours && crossingOf(segment, other) !== null;
    }),
  );
}
