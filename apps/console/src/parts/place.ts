/** Longitude and latitude in degrees, WGS 84. */
export type Point = readonly [longitude: number, latitude: number];
type Ring = readonly Point[];

/** GeoJSON, as `Area.boundary` answers it. */
export type Boundary =
  | Readonly<{ type: 'Polygon'; coordinates: readonly Ring[] }>
  | Readonly<{ type: 'MultiPolygon'; coordinates: readonly (readonly Ring[])[] }>;

/** Metres of one degree of latitude. */
const metresPerDegree = 111_320;

const polygonsOf = (boundary: Boundary): readonly (readonly Ring[])[] =>
  boundary.type === 'Polygon' ? [boundary.coordinates] : boundary.coordinates;

/** Whether the point lies in the area: in an odd number of rings, so that a hole is outside. */
export function isInside([x, y]: Point, boundary: Boundary): boolean {
  let inside = false;
  for (const ring of polygonsOf(boundary).flat()) {
    let before = ring[ring.length - 1];
    for (const corner of ring) {
      if (before && corner[1] > y !== before[1] > y) {
        const crossing = corner[0] + ((y - corner[1]) / (before[1] - corner[1])) * (before[0] - corner[0]);
        if (x < crossing) inside = !inside;
      }
      before = corner;
    }
  }
  return inside;
}

/** Metres to the nearest part of the boundary, on a plane that touches the earth there. */
export function metresToBoundary(point: Point, boundary: Boundary): number {
  const wide = Math.cos((point[1] * Math.PI) / 180) * metresPerDegree;
  const flat = ([x, y]: Point): Point => [(x - point[0]) * wide, (y - point[1]) * metresPerDegree];
  let nearest = Number.POSITIVE_INFINITY;
  for (const ring of polygonsOf(boundary).flat()) {
    let before: Point | null = null;
    for (const corner of ring) {
      const here = flat(corner);
      if (before) nearest = Math.min(nearest, fromOrigin(before, here));
      before = here;
    }
  }
  return nearest;
}

/** Distance of the origin from the segment between two points. */
function fromOrigin([ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length ? Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length)) : 0;
  return Math.hypot(ax + along * dx, ay + along * dy);
}

/** So near to a boundary who stands there is asked on which side the matter is, in metres. */
export const boundaryMetres = 30;

export type Known = Readonly<{ code: string; name: string; boundary: Boundary | null }>;

/** The areas that the point may belong to: the one that it lies in first, then those whose boundary is as near as a person may be mistaken. */
export function areasAt(point: Point, areas: readonly Known[]): Known[] {
  const inside = areas.filter(({ boundary }) => boundary && isInside(point, boundary));
  const near = areas.filter(
    (area) =>
      area.boundary && !inside.includes(area) && metresToBoundary(point, area.boundary) <= boundaryMetres,
  );
  return [...inside, ...near];
}

/** West, south, east, north. */
export type Frame = readonly [number, number, number, number];

export function frameOf(boundaries: readonly Boundary[]): Frame | null {
  let frame: Frame | null = null;
  for (const ring of boundaries.flatMap((boundary) => polygonsOf(boundary).flat()))
    for (const [x, y] of ring) {
      const [west, south, east, north]: Frame = frame ?? [x, y, x, y];
      frame = [Math.min(west, x), Math.min(south, y), Math.max(east, x), Math.max(north, y)];
    }
  return frame;
}

/** `d` of an SVG path, in the units of `onMap`. */
export function pathOf(boundary: Boundary, onMap: (point: Point) => Point): string {
  return polygonsOf(boundary)
    .flat()
    .map(
      (ring) =>
        `M${ring
          .map((corner) =>
            onMap(corner)
              .map((each) => each.toFixed(1))
              .join(' '),
          )
          .join('L')}Z`,
    )
    .join('');
}
