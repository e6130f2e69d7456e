import { DomainError, type Area } from '@weisu/contracts';
import { locate, matchAddress, type Datum, type Directory } from '@weisu/directory-client';

const districtDigits = 6;

export type Point = Readonly<{ longitude: number; latitude: number; datum: Datum }>;
export type PlaceGiven = Readonly<{
  point?: Point | null;
  areaCode?: string | null;
  address?: string | null;
}>;

/** The reference data a place is found in. */
export type Places = Pick<Directory, 'areas' | 'area' | 'locationIndex'>;

/**
 * The area of a matter: by point, else by area code, else by an address in words; null when none of them tells, which puts it on the
 * district's desk. `reach` is the area whose staff or system registers; null for the public.
 *
 * A point and an area code that disagree: inside the area named, the deeper one serves (the point knows the grid); a point outside it is
 * where the phone was, not where the matter is, so what the person named wins.
 *
 * Throws POINT_OUTSIDE_DISTRICT; AREA_NOT_FOUND for a code that is unknown or ended, or a place outside the reach. An address is only a
 * hint: outside the reach it counts as not understood.
 */
export function areaOf(
  { point, areaCode, address }: PlaceGiven,
  places: Places,
  reach: string | null,
): string | null {
  const named = areaCode ? areaInForce(places, areaCode) : null;
  const located = point ? locate(places.locationIndex, point) : null;
  if (point && located === null) throw new DomainError('POINT_OUTSIDE_DISTRICT');

  const code = named === null ? located : located?.startsWith(named) ? located : named;
  if (code !== null) {
    if (reach !== null && !code.startsWith(reach)) throw new DomainError('AREA_NOT_FOUND');
    return code;
  }
  const hinted = address ? matchAddress(address, places.areas.filter(inForce)) : null;
  return hinted !== null && (reach === null || hinted.startsWith(reach)) ? hinted : null;
}

/** Throws AREA_NOT_FOUND. A code that has ended is kept by old matters only (GB/T 30428.1). */
export function areaInForce(places: Places, code: string): string {
  const area = places.area(code);
  if (!area || !inForce(area)) throw new DomainError('AREA_NOT_FOUND');
  return area.code;
}

/** How landlines are written where a matter lies: of the deepest area around it that says so. */
export function landlinesAt(places: Pick<Places, 'area'>, code: string | null): Area['landline'] | null {
  for (let at = code ?? ''; at.length >= districtDigits; at = at.slice(0, -3)) {
    const landline = places.area(at)?.landline;
    if (landline) return landline;
  }
  return null;
}

function inForce(area: Area): boolean {
  return area.validUntil === null;
}
