import { DomainError } from '@weisu/contracts';
import { locate, positionIn, toWgs84, type Datum, type Directory } from '@weisu/directory-client';

export type Point = Readonly<{ longitude: number; latitude: number; datum: Datum }>;

/** Whether a position lies in an area, its boundary included; null without a position, or where the area has no boundary. */
export function insideArea(directory: Directory, areaCode: string, point: Point | null): boolean | null {
  const boundary = directory.area(areaCode)?.boundary;
  if (!point || !boundary) return null;
  const { longitude, latitude } = toWgs84(requirePoint(point));
  return positionIn(boundary, [longitude, latitude]) !== 'OUTSIDE';
}

/** Where units gather: in the district. Throws POINT_OUTSIDE_DISTRICT. */
export function requireGathering(directory: Directory, point: Point): Point {
  if (locate(directory.locationIndex, requirePoint(point)) === null)
    throw new DomainError('POINT_OUTSIDE_DISTRICT');
  return point;
}

function requirePoint(point: Point): Point {
  const { longitude, latitude } = point;
  if (!(Math.abs(longitude) <= 180) || !(Math.abs(latitude) <= 90)) {
    throw new DomainError('INVALID_ARGUMENT', 'point: longitude and latitude in degrees');
  }
  return point;
}
