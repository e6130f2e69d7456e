import type { Area, Polygon } from '@weisu/contracts';
import { toWgs84, type Coordinates, type Datum } from './datum.js';
import { boundsOf, positionIn, touching, type Bounds } from './geometry.js';

type Place = Readonly<{ code: string; boundary: Polygon; bounds: Bounds }>;

/** Areas by the cell of a raster over the district; the places of a cell stand in the order in which they are asked. */
export type LocationIndex = Readonly<{
  bounds: Bounds;
  columns: number;
  rows: number;
  cells: ReadonlyMap<number, readonly Place[]>;
}>;

/** Cells per side at most: 65 536 cells hold a district of 10 000 grids with a handful of candidates each. */
const mostCells = 256;

/** Expects the areas in force; those without a boundary are left out. */
export function indexAreas(areas: readonly Pick<Area, 'code' | 'boundary'>[]): LocationIndex {
  const places = areas
    .flatMap(({ code, boundary }) => (boundary ? [{ code, boundary, bounds: boundsOf(boundary) }] : []))
    .sort(deepestThenSmallest);
  const bounds = places
    .map((place) => place.bounds)
    .reduce(union, { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity });
  const side = Math.max(1, Math.min(mostCells, Math.ceil(2 * Math.sqrt(places.length))));
  const frame = { bounds, columns: side, rows: side };

  const cells = new Map<number, Place[]>();
  for (const place of places) {
    const from = cellOf(frame, place.bounds.west - touching, place.bounds.south - touching);
    const until = cellOf(frame, place.bounds.east + touching, place.bounds.north + touching);
    for (let row = from.row; row <= until.row; row += 1) {
      for (let column = from.column; column <= until.column; column += 1) {
        const key = row * side + column;
        const inCell = cells.get(key);
        if (inCell) inCell.push(place);
        else cells.set(key, [place]);
      }
    }
  }
  return { ...frame, cells };
}

/**
 * The code of the deepest area that holds the point, or null outside them all. A point on a shared boundary belongs to the area with the
 * smallest code among the deepest, so that every service and every import gives it the same owner.
 */
export function locate(index: LocationIndex, point: Coordinates & Readonly<{ datum: Datum }>): string | null {
  const { longitude, latitude } = toWgs84(point);
  if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) return null;
  const { row, column } = cellOf(index, longitude, latitude);
  const places = index.cells.get(row * index.columns + column) ?? [];
  return (
    places.find(({ boundary }) => positionIn(boundary, [longitude, latitude]) !== 'OUTSIDE')?.code ?? null
  );
}

function deepestThenSmallest(a: Place, b: Place): number {
  return b.code.length - a.code.length || (a.code < b.code ? -1 : 1);
}

function union(a: Bounds, b: Bounds): Bounds {
  return {
    west: Math.min(a.west, b.west),
    south: Math.min(a.south, b.south),
    east: Math.max(a.east, b.east),
    north: Math.max(a.north, b.north),
  };
}

/** The cell of a point; a point outside falls into the nearest cell, whose places then refuse it. */
function cellOf(
  { bounds, columns, rows }: Omit<LocationIndex, 'cells'>,
  longitude: number,
  latitude: number,
): { row: number; column: number } {
  return {
    column: cellAlong(longitude, bounds.west, bounds.east, columns),
    row: cellAlong(latitude, bounds.south, bounds.north, rows),
  };
}

function cellAlong(value: number, from: number, until: number, count: number): number {
  const cell = Math.floor(((value - from) / (until - from)) * count);
  return Math.min(count - 1, Math.max(0, cell));
}
