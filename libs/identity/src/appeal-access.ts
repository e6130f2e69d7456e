import type { Actor, Role } from './actor.js';
import { withinActorArea } from './area.js';

/** What a service must know of an appeal to decide alone who may see it. */
export type AppealScope = Readonly<{
  /** Null while the appeal is unlocated. */
  areaCode: string | null;
  /** Units that take part now: the first receiver, handlers, called units, the mediation committee. */
  unitIds: readonly string[];
  /** Subject of the signed-in resident who submitted it. */
  residentSubject: string | null;
  /** Client id of the system that registered it. */
  registeredBy: string | null;
}>;

type Rule = (actor: Actor, appeal: AppealScope) => boolean;

const never: Rule = () => false;
const takesPart: Rule = (actor, appeal) => actor.unitId !== null && appeal.unitIds.includes(actor.unitId);
const inArea: Rule = (actor, appeal) => appeal.areaCode !== null && withinActorArea(actor, appeal.areaCode);
const inAreaOrTakesPart: Rule = (actor, appeal) => inArea(actor, appeal) || takesPart(actor, appeal);

const mayRead: Readonly<Record<Role, Rule>> = {
  AUDITOR: () => true,
  // An unlocated appeal lies on the district's desk.
  DISTRICT: (actor, appeal) =>
    (appeal.areaCode === null && actor.areaCode !== null) || inAreaOrTakesPart(actor, appeal),
  STREET: inAreaOrTakesPart,
  COMMUNITY: inAreaOrTakesPart,
  GRID: inAreaOrTakesPart,
  DEPARTMENT: takesPart,
  COMPANY: takesPart,
  MEDIATOR: takesPart,
  RESIDENT: (actor, appeal) => appeal.residentSubject === actor.subject,
  INTEGRATION: (actor, appeal) => appeal.registeredBy === actor.client,
  // Administrators run the system and services have operations of their own: neither reads cases by this rule.
  ADMIN: never,
  SERVICE: never,
};

/** Whether the actor's unit, where it takes part in an appeal, lets the actor read it. */
export function readsByUnit(actor: Actor): boolean {
  const readers = new Set<Rule>([takesPart, inAreaOrTakesPart, mayRead.DISTRICT]);
  return actor.unitId !== null && actor.roles.some((role) => readers.has(mayRead[role]));
}

/** Whether the actor may read the appeal through any of its roles. Writing needs more than this. */
export function maySeeAppeal(actor: Actor, appeal: AppealScope): boolean {
  return actor.roles.some((role) => mayRead[role](actor, appeal));
}
