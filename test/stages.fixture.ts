import { call, type Answered, type Journey } from './journey.fixture.js';

export type Clock = Readonly<{ id: string; kind: string; state: string; dueBy: string; source: string }>;
export type Handler = Readonly<{ unitId: string; role: 'LEAD' | 'ASSIST' }>;
export type WorkOrder = Answered & Readonly<{ role: string; unit: Readonly<{ id: string }> }>;
export type Summons = Answered & Readonly<{ unit: Readonly<{ id: string }> }>;

const resolvedAndAsked = [
  'dispatch.work-order-resolved',
  'dispatch.appeal-resolved',
  '系统 evaluation.follow-up-scheduled',
];

/** The orders by their role. */
export async function allocate(
  journey: Journey,
  by: string,
  handlers: readonly Handler[],
): Promise<Readonly<Record<string, WorkOrder>>> {
  const orders = await journey.step<readonly WorkOrder[]>(
    by,
    'allocateAppeal',
    { id: journey.appealId, handlers },
    handlers.map(() => 'dispatch.work-order-dispatched'),
    'id role status unit { id }',
  );
  return Object.fromEntries(orders.map((order) => [order.role, order]));
}

export async function accept(journey: Journey, who: string, id: string | undefined): Promise<void> {
  await journey.step(who, 'acceptWorkOrder', { id }, ['dispatch.work-order-accepted']);
}

export async function contact(journey: Journey, who: string, id: string | undefined): Promise<void> {
  await journey.step(who, 'recordContact', { id, note: '已电话联系' }, ['dispatch.appellant-contacted']);
}

export async function verify(journey: Journey, who: string, id: string | undefined): Promise<void> {
  await journey.step(who, 'recordVerification', { id, facts: '情况属实' }, ['dispatch.facts-verified']);
}

/** The lead's 办结; `asked` follow-ups are arranged upon it. */
export async function resolve(
  journey: Journey,
  who: string,
  id: string | undefined,
  asked: number,
): Promise<void> {
  const [order = '', appeal = '', task = ''] = resolvedAndAsked;
  const tasks = Array.from({ length: asked }, () => task);
  await journey.step(who, 'resolveWorkOrder', { id, note: '已办结' }, [order, appeal, ...tasks]);
}

/** The summonses of a whistle by the unit that is called. */
export async function summonsesOf(journey: Journey, id: string): Promise<Readonly<Record<string, Summons>>> {
  const selection = 'summonses { id status unit { id } }';
  const { summonses } = await call<{ summonses: readonly Summons[] }>(
    journey.district,
    'auditor',
    'whistle',
    { id },
    selection,
  );
  return Object.fromEntries(summonses.map((summons) => [summons.unit.id, summons]));
}

/** What a unit that came does, to its end. */
export async function actAndFinish(journey: Journey, who: string, id: string | undefined): Promise<void> {
  await journey.step(who, 'recordAction', { id, note: '现场处置' }, ['dispatch.action-recorded']);
  await journey.step(who, 'finishSummons', { id, result: '已办妥' }, ['dispatch.summons-finished']);
}

const parties = [
  { side: '申请人', name: '陈女士', phone: '13800138000', address: '东门社区一栋' },
  { side: '被申请人', name: '东门物业', phone: '0755-25500000', address: '东门社区二栋' },
];

/** A mediation of the appeal, in which both sides consented and sat together once. */
export async function mediateOnce(journey: Journey, committeeId: string): Promise<string> {
  const { appealId } = journey;
  const input = { appealId, source: 'APPEAL', kind: 'PROPERTY_SERVICE', committeeId, parties };
  const mediation = await journey.step<Answered & { parties: readonly Answered[] }>(
    'mediator',
    'openMediation',
    { input },
    ['mediation.mediation-opened'],
    'id parties { id }',
  );
  const { id } = mediation;
  for (const party of mediation.parties)
    await journey.step('mediator', 'recordConsent', { id, partyId: party.id, consents: true }, [
      'mediation.consent-recorded',
    ]);
  const session = {
    at: journey.at,
    place: '社区调解室',
    present: ['陈女士', '东门物业'],
    record: '各自陈述',
  };
  await journey.step('mediator', 'recordMediationSession', { id, input: session }, [
    'mediation.session-held',
  ]);
  return id;
}

/** What the appellant said when the unit whose task it is asked. */
export async function followUp(
  journey: Journey,
  who: string,
  kind: string,
  answer: Readonly<{ outcome: string; satisfaction: string }>,
  says: readonly string[],
): Promise<void> {
  const tasks = await call<readonly (Answered & { kind: string })[]>(
    journey.district,
    who,
    'followUpTasks',
    {},
    'id kind',
  );
  const task = tasks.find((one) => one.kind === kind);
  expect(task).toBeDefined();
  await journey.step(who, 'recordFollowUp', { id: task?.id, input: { contacted: true, ...answer } }, [
    'evaluation.follow-up-recorded',
    ...says,
  ]);
}

export async function clocksOf(journey: Journey): Promise<readonly Clock[]> {
  const { clocks } = await call<{ clocks: readonly Clock[] }>(
    journey.district,
    'auditor',
    'appeal',
    { id: journey.appealId },
    'clocks { id kind state dueBy source }',
  );
  return clocks;
}

/** When the limit of this kind ends; the last one that was set. */
export async function dueByOf(journey: Journey, kind: string): Promise<number> {
  return Date.parse((await clocksOf(journey)).findLast((clock) => clock.kind === kind)?.dueBy ?? '');
}

export async function statusOf(journey: Journey): Promise<string> {
  const { id, district } = { id: journey.appealId, district: journey.district };
  return (await call(district, 'auditor', 'appeal', { id }, 'status')).status;
}

const week = { from: '2026-11-23', until: '2026-11-29' };

/** The figures of the last week of November 2026. */
export function countsOf(journey: Journey, who: string, areaCode: string): Promise<Record<string, unknown>> {
  const selection =
    'byStatus byChannel repeats found selfHandled clocksMet clocksOverdue whistles mediations';
  return call(journey.district, who, 'appealCounts', { areaCode, ...week }, selection);
}

export function ratesOf(
  journey: Journey,
  who: string,
  areaCode: string,
): Promise<readonly Record<string, unknown>[]> {
  const selection =
    'population responded respondedByMessage answered solved satisfied responseRate resolutionRate satisfactionRate settlementRate model';
  return call(journey.district, who, 'threeRates', { areaCode, ...week }, selection);
}
