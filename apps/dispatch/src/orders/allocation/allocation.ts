import { clockBy, DomainError, limitFor, type GovernanceProfile, type HandlerRole } from '@weisu/contracts';
import type { ClockStart } from '@weisu/clocks';
import type { Directory } from '@weisu/directory-client';
import { marginBefore, type Calendar } from '@weisu/working-time';
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
 * The limits of one work order. They start at dispatch, never at acceptance. CONTACT runs on the lead only, and where there is no
 * number to call it is cancelled from the beginning, which is on record; an outside deadline caps ours (`notAfter` is the sender's, less the profile's margin).
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
    if (!budget) return [];
    return [
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
    ];
  });
}

/** The limit for allocating, from registration (or from a return) on. The unit that allocates here answers for it. */
export function allocateClock(
  handling: Handling,
  profile: GovernanceProfile,
  directory: Directory,
  startedAt: Date,
): ClockStart | null {
  const rule = profile.clocks.find((one) => one.kind === 'ALLOCATE');
  const budget = rule ? limitFor(rule, handling) : null;
  if (!rule || !budget || handling.areaCode === null) return null;
  const [allocator] = directory.unitsWithDuty(profile, 'ALLOCATE', handling.areaCode);
  return {
    subject: handling.id,
    ownerId: handling.id,
    unitId: allocator?.id ?? null,
    ...clockBy(profile, rule),
    startedAt,
    budget,
  };
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
