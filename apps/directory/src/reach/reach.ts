import { DomainError, type Area } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import { hasRole, withinActorArea, type Actor } from '@weisu/identity';

/** Roles that see the whole district whatever area their token names. */
const everywhere = ['AUDITOR', 'ADMIN'] as const;

/** Whoever works in the district or watches over it; not residents and not systems of others. */
const officials = [
  'DISTRICT',
  'STREET',
  'COMMUNITY',
  'GRID',
  'DEPARTMENT',
  'COMPANY',
  'MEDIATOR',
  'AUDITOR',
  'ADMIN',
] as const;

export function isSignedIn({ roles }: Actor): boolean {
  return roles.length > 0;
}

export function isOfficial(actor: Actor): boolean {
  return hasRole(actor, officials);
}

/** The subtree of the area in the token. */
export function reaches(actor: Actor, areaCode: string): boolean {
  return hasRole(actor, everywhere) || withinActorArea(actor, areaCode);
}

/** A neighbour's area answers AREA_NOT_FOUND, exactly as one that does not exist. */
export function requireArea(directory: Directory, actor: Actor, areaCode: string): Area {
  const area = directory.area(areaCode);
  if (!area || !reaches(actor, areaCode)) throw new DomainError('AREA_NOT_FOUND');
  return area;
}
