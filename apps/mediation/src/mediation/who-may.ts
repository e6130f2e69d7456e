import { DomainError } from '@weisu/contracts';
import { maySeeAppeal, withinActorArea, type Actor, type AppealScope, type Role } from '@weisu/identity';
import type { Mediation } from './mediation.js';

/** A mediation and what this service knows of its appeal's participants; null when there is no appeal. */
export type Matter = Readonly<{ mediation: Mediation; scope: AppealScope | null }>;

/** Roles that read mediations by area or by taking part. A resident or a department sees the appeal, not the other side's dispute file. */
export const readers: readonly Role[] = ['DISTRICT', 'STREET', 'COMMUNITY', 'GRID'];

/** Where the matter lies now: an appeal may have been relocated since. */
export function areaOf({ mediation, scope }: Matter): string {
  return scope?.areaCode ?? mediation.areaCode;
}

export function maySee(actor: Actor, matter: Matter): boolean {
  if (actor.roles.includes('AUDITOR') || isOfCommittee(actor, matter.mediation)) return true;
  const roles = actor.roles.filter((role) => readers.includes(role));
  if (!roles.length) return false;
  const { mediation, scope } = matter;
  if (mediation.appealId !== null) return scope !== null && maySeeAppeal({ ...actor, roles }, scope);
  return withinActorArea(actor, mediation.areaCode) || actor.unitId === mediation.committeeId;
}

/** Whether names and numbers are shown whole: to the committee and to the street and community of the matter. */
export function maySeePersons(actor: Actor, matter: Matter): boolean {
  return (
    isOfCommittee(actor, matter.mediation) ||
    isOfMatter(actor, 'STREET', matter) ||
    isOfMatter(actor, 'COMMUNITY', matter)
  );
}

export function isOfCommittee(actor: Actor, mediation: Mediation): boolean {
  return actor.roles.includes('MEDIATOR') && actor.unitId === mediation.committeeId;
}

export function isOfMatter(actor: Actor, role: Role, matter: Matter): boolean {
  return actor.roles.includes(role) && withinActorArea(actor, areaOf(matter));
}

/** The committee's own work. */
export function requireCommittee(actor: Actor, { mediation }: Matter): void {
  if (!isOfCommittee(actor, mediation)) throw new DomainError('FORBIDDEN');
}

/** What the committee does together with the matter's community (or street). */
export function requireCommitteeOr(role: 'COMMUNITY' | 'STREET', actor: Actor, matter: Matter): void {
  if (!isOfCommittee(actor, matter.mediation) && !isOfMatter(actor, role, matter))
    throw new DomainError('FORBIDDEN');
}
