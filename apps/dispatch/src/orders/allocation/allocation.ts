import { clockBy, DomainError, limitFor, type GovernanceProfile, type HandlerRole } from '@weisu/contracts';
import type { Clock, ClockStart } from '@weisu/clocks';
import type { Directory } from '@weisu/directory-client';
import { marginBefore, type Calendar } from '@weisu/working-time';
import { begunByDay, isMessagedWithin } from '../contact/contact.js';
import type { Handling } from '../../ground/handling/handling.js';
import type { WorkOrder } from '../work-order/work-order.js';

export type Handler = Readonly<{ unitId: string; role: HandlerRole }>;

/** One LEAD, every unit once; dual allocation only where the profile has it; only units that handle matters of this area. */
export function requireHandlers(
  handlers: readonly Handler[],
  directory: Directory,
  profile: GovernanceProfile,
  areaCode: string,
): void {
  const units = new Set(handlers.map((handler) => handler.unitId));
  const leads = handlers.filter((handler) => handler.role === 'LEAD').length;
  if (leads !== 1 || units.size !== handlers.length) throw new DomainError('HANDLERS_INVALID');
  if (handlers.length > 1 && !profile.allocation.dual)
    throw new DomainError('HANDLERS_INVALID', `${profile.key} allocates to one`);
  for (const unitId of units) {
    if (!directory.unit(unitId)) throw new DomainError('UNIT_NOT_FOUND', unitId);
    if (!directory.hasDuty(profile, 'HANDLE', unitId, areaCode))
      throw new DomainError('UNIT_NOT_FOUND', `${unitId} does not handle matters here`);
  }
}

/**
 * The limits of one work order. They start at dispatch, never at acceptance. CONTACT runs on the lead only; where there is no number to call it is cancelled
 * from the beginning, which is on record, and while she is not to be called there is none. An outside deadline caps ours (`notAfter` is the sender's, less
 * the profile's margin).
 */
export function clocksOfWorkOrder(
  order: Pick<WorkOrder, 'id' | 'unitId' | 'role'>,
  handling: Handling,
  profile: GovernanceProfile,
  startedAt: Date,
  notAfter: Date | null,
): ClockStart[] {
  return profile.clocks.flatMap((rule) => {
    if (rule.startsOn !== 'ALLOCATION') return [];
    if (rule.leadOnly && order.role !== 'LEAD') return [];
    if (rule.kind === 'CONTACT' && order.role !== 'LEAD') return [];
    if (rule.kind === 'OPINION' && (!profile.opinionRequired || order.role !== 'LEAD')) return [];
    const budget = limitFor(rule, handling);
    if (!budget || (rule.kind === 'CONTACT' && isMessagedWithin(handling, budget, startedAt))) return [];
    return [
      begunByDay(
        {
          subject: handling.id,
          ownerId: order.id,
          unitId: order.unitId,
          ...clockBy(profile, rule),
          // residents follow the lead's limits
          told: rule.told !== undefined && order.role === 'LEAD',
          startedAt,
          budget,
          notAfter,
          cancelled: rule.kind === 'CONTACT' && !handling.reachable,
        },
        handling,
        handling.urgency,
      ),
    ];
  });
}

/**
 * The limits of the matter itself, from registration (or from a return) on: allocating, and where the profile says so the first contact and verification,
 * whoever makes them. The unit that allocates here answers for them, until a lead has the matter.
 */
export function clocksOfMatter(
  handling: Handling,
  profile: GovernanceProfile,
  directory: Directory,
  startedAt: Date,
): ClockStart[] {
  const { areaCode } = handling;
  if (areaCode === null) return [];
  const [allocator] = directory.unitsWithDuty(profile, 'ALLOCATE', areaCode);
  return profile.clocks.flatMap((rule) => {
    const budget = rule.startsOn === 'REGISTRATION' ? limitFor(rule, handling) : null;
    if (!budget) return [];
    return [
      {
        subject: handling.id,
        ownerId: handling.id,
        unitId: allocator?.id ?? null,
        ...clockBy(profile, rule),
        startedAt,
        budget,
        cancelled: rule.kind === 'CONTACT' && !handling.reachable,
      },
    ];
  });
}

/** Of the limits that a matter begins again with, those that are not done with: a contact and a verification are made once. */
export function stillOwed(
  starts: readonly ClockStart[],
  { firstContact }: Pick<Handling, 'firstContact'>,
  former: readonly Clock[],
): ClockStart[] {
  const verified = former.some(({ kind, metAt }) => kind === 'VERIFY' && metAt !== null);
  return starts.filter(
    ({ kind }) => !(kind === 'CONTACT' && firstContact !== null) && !(kind === 'VERIFY' && verified),
  );
}

/**
 * The cap on our limits: the sender's deadline less the profile's margin. Where the margin leaves no time, the sender's own deadline; where
 * that has passed, too, none: a limit that is over before it begins would say something of the unit that is true of the desk.
 */
export function innerDeadline(
  handling: Handling,
  profile: GovernanceProfile,
  calendar: Calendar,
  now: Date,
): Date | null {
  const outer = handling.externalDueBy;
  if (!outer || outer <= now) return null;
  const { dueBy } = marginBefore(outer, profile.externalMargin, calendar);
  return dueBy > now ? dueBy : outer;
}
