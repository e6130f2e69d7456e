import {
  areaAt,
  type AppealRegistered,
  type GovernanceProfile,
  type OnTheSpotRecorded,
  type PayloadOf,
} from '@weisu/contracts';
import { cancelClocks, lockClocks } from '@weisu/clocks';
import type { Directory } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';
import { civilDate } from '@weisu/working-time';
import { clocksOfMatter, stillOwed } from '../../orders/allocation/allocation.js';
import { dispatchWorkOrders } from '../../orders/allocation/allocate.store.js';
import { startMatterClocks } from '../../orders/contact/first-contact.store.js';
import { replyClock } from './reply-clock.js';
import { classify } from '../triage/classify.store.js';
import { movedTo, type Handling } from '../../ground/handling/handling.js';
import { insertHandling, lockHandling, saveHandling } from '../../ground/handling/handling.store.js';

type Registered = PayloadOf<typeof AppealRegistered>;
type OnTheSpot = PayloadOf<typeof OnTheSpotRecorded>;

/** A matter arrives: it gets the profile in force in its area, its limit for allocating, and, where the profile says so, its handlers. */
export async function receive(work: Work, payload: Registered, directory: Directory): Promise<void> {
  const { external } = payload;
  const profile = payload.areaCode ? directory.profileOn(payload.areaCode, civilDate(work.now)) : null;
  const handling: Handling = {
    ...blank(payload),
    areaCode: payload.areaCode,
    reachable: payload.reachable,
    contactWhen: payload.contactWhen ?? null,
    repeatOfId: payload.repeatOfId,
    secretVerifier: payload.secretVerifier,
    registeredBy: payload.registeredBy,
    origin: payload.origin,
    submittedAt: payload.submittedAt,
    suggestion: payload.suggestion,
    profileKey: profile?.key ?? null,
    profileVersion: profile?.version ?? null,
    externalSystem: external?.byHand ? null : (external?.system ?? null),
    typedSystem: external?.byHand ? external.system : null,
    externalNumber: external?.number ?? null,
    externalDispatchedAt: external?.dispatchedAt ?? null,
    externalDueBy: external?.dueBy ?? null,
    externalReturnBy: external?.returnBy ?? null,
    externalFollowUp: external?.followUpBySender ?? null,
    externalReplyRequired: external?.replyRequired ?? null,
  };
  if (!(await insertHandling(work, handling))) return;
  const reply = external ? replyClock(handling, external.dispatchedAt) : null;
  const own = profile ? clocksOfMatter(handling, profile, directory, work.now) : [];
  // what is said of its urgency decides whether she is called now, until somebody classifies it
  const said = external?.urgency ?? payload.suggestion?.urgency ?? null;
  const calendar = directory.calendarAt(handling.areaCode);
  const begun = await startMatterClocks(work, handling, reply ? [reply, ...own] : own, said, calendar);
  if (profile) await withoutAPerson(work, begun, external, profile, directory);
}

/**
 * The sender may have named the handlers; else the profile may classify and allocate by the suggestion. Everything else waits for a person,
 * as do units that do not handle matters here: a wrong name must not keep a matter from being registered.
 */
async function withoutAPerson(
  work: Work,
  handling: Handling,
  external: Registered['external'],
  profile: GovernanceProfile,
  directory: Directory,
): Promise<void> {
  const { suggestion, areaCode } = handling;
  if (!suggestion || !areaCode) return;
  const known = profile.categories.some((category) => category.code === suggestion.category);
  const handles = (unitId: string): boolean => directory.hasDuty(profile, 'HANDLE', unitId, areaCode);
  // what an office typed waits for who allocates: the sender did not name the units
  const named = external?.byHand ? [] : [...new Set(external?.handlerUnitIds)].filter(handles);
  if (!known || (!profile.classification.automatic && !named.length)) return;
  const { category, nature, sphere } = suggestion;
  const urgency = external?.urgency ?? suggestion.urgency;
  const classified = await classify(
    work,
    handling,
    {
      category,
      nature,
      urgency,
      sphere,
      ...unseen,
      factors: suggestion.factors?.map(({ key }) => key) ?? [],
    },
    profile,
    directory,
  );
  const suggested = profile.allocation.automatic ? suggestion.leadUnitIds.filter(handles).slice(0, 1) : [];
  const units = named.length ? named : suggested;
  const [lead, ...assists] = profile.allocation.dual ? units : units.slice(0, 1);
  if (!lead) return;
  const handlers = [
    { unitId: lead, role: 'LEAD' as const },
    ...assists.map((unitId) => ({ unitId, role: 'ASSIST' as const })),
  ];
  await dispatchWorkOrders(work, classified, handlers, profile, directory);
}

/** What only a person sees. */
const unseen = { complex: false, difficulty: null, size: null } as const;

/** 即办件: closed at once, no work order. */
export async function receiveOnTheSpot(work: Work, payload: OnTheSpot, directory: Directory): Promise<void> {
  const profile = directory.profileOn(payload.areaCode, civilDate(work.now));
  await insertHandling(work, {
    ...blank(payload),
    areaCode: payload.areaCode,
    origin: 'FOUND',
    status: 'CLOSED',
    selfHandled: true,
    category: payload.category,
    responseLevel: 1,
    submittedAt: payload.occurredAt,
    resolvedAt: payload.occurredAt,
    closedAt: payload.occurredAt,
    profileKey: profile?.key ?? null,
    profileVersion: profile?.version ?? null,
  });
}

/**
 * Another place: in another street the matter runs by that street's profile, as long as nobody has it in hand; work that has begun keeps
 * the profile it began with. The profile may then classify and allocate it as it does with what it receives.
 */
export async function relocate(
  work: Work,
  appealId: string,
  to: string,
  directory: Directory,
): Promise<void> {
  const before = await lockHandling(work, appealId);
  if (!before) return;
  const sameStreet = before.areaCode !== null && areaAt('STREET', before.areaCode) === areaAt('STREET', to);
  if (before.status !== 'REGISTERED' || sameStreet) {
    await saveHandling(work, { ...before, areaCode: to });
    return;
  }
  const profile = directory.profileOn(to, civilDate(work.now));
  const handling = await saveHandling(work, movedTo(before, to, profile));
  await cancelClocks(work, [appealId], ['ALLOCATE', 'CONTACT', 'VERIFY']);
  if (!profile) return;
  const former = await lockClocks(work, [appealId]);
  const starts = stillOwed(clocksOfMatter(handling, profile, directory, work.now), handling, former);
  const said = handling.urgency ?? handling.suggestion?.urgency ?? null;
  const calendar = directory.calendarAt(handling.areaCode);
  const begun = await startMatterClocks(work, handling, starts, said, calendar);
  if (handling.category === null) await withoutAPerson(work, begun, null, profile, directory);
}

function blank(payload: Pick<Registered, 'appealId' | 'number' | 'channel'>): Handling {
  return {
    id: payload.appealId,
    number: payload.number,
    channel: payload.channel,
    origin: 'REPORTED',
    areaCode: null,
    status: 'REGISTERED',
    category: null,
    nature: null,
    urgency: null,
    sphere: null,
    complex: false,
    difficulty: null,
    size: null,
    factors: [],
    treatmentRank: null,
    responseLevel: null,
    mergedInto: null,
    selfHandled: false,
    repeatOfId: null,
    reachable: false,
    contactWhen: null,
    firstContact: null,
    secretVerifier: null,
    registeredBy: null,
    rated: false,
    verdict: null,
    round: 1,
    profileKey: null,
    profileVersion: null,
    suggestion: null,
    submittedAt: new Date(0),
    resolvedAt: null,
    closedAt: null,
    externalSystem: null,
    typedSystem: null,
    externalNumber: null,
    externalDispatchedAt: null,
    externalDueBy: null,
    externalReturnBy: null,
    externalFollowUp: null,
    externalReplyRequired: null,
    version: 1,
  };
}
