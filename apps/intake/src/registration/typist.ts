import { DomainError } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';
import { civilDate } from '@weisu/working-time';

/**
 * A system's name and numbers are its own to give. By hand they are typed, where it has no interface or it fails, by the units of the street or the
 * district that take its matters in (RECEIVE): those that may answer it and hear its verdict, the duty room at night too. A grid or a community
 * registers what it was told under no number. Throws FORBIDDEN.
 */
export function requireTypist(
  directory: Directory,
  { actor, now }: Readonly<{ actor: Actor; now: Date }>,
  areaCode: string | null,
): void {
  const office = actor.roles.includes('STREET') || actor.roles.includes('DISTRICT');
  const place = areaCode ?? actor.areaCode;
  const profile = place === null ? null : directory.profileOn(place, civilDate(now));
  const receives =
    place !== null && profile !== null
      ? directory.hasDuty(profile, 'RECEIVE', actor.unitId, place)
      : actor.roles.includes('DISTRICT') && actor.unitId !== null;
  if (!office || !receives)
    throw new DomainError(
      'FORBIDDEN',
      'external: of the system itself, or of the unit that receives its matters',
    );
}
