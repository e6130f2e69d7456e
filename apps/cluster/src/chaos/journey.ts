import { between, pick, type Chance } from './chance.js';
import { documentOf } from './document.js';
import type { Ledger, Receipt } from './ledger.js';
import { accountOf, offices, urban, water, type Office } from './offices.js';
import type { PatientClient } from './patient.client.js';

type Answered = Readonly<{ id: string }>;
type Order = Answered & Readonly<{ role: string }>;
type Task = Answered & Readonly<{ kind: string; at: string | null; unit: Answered }>;
type Variables = Readonly<Record<string, unknown>>;

/** Which step is under way, for whoever asks where a matter stopped. */
export type Step = { name: string };

/** One matter and who works on it. */
class Matter {
  receipt: Receipt = { id: '', number: '', trackingSecret: '' };

  constructor(
    private readonly client: PatientClient,
    readonly office: Office,
    readonly chance: Chance,
    private readonly step: Step,
  ) {}

  get id(): string {
    return this.receipt.id;
  }

  act<Data = Answered>(
    account: string | null,
    operation: string,
    variables: Variables,
    selection = 'id',
    early: readonly string[] = [],
  ): Promise<Data> {
    this.step.name = operation;
    return this.client.act<Data>({
      account,
      operation,
      document: documentOf(operation, selection, Object.keys(variables)),
      variables,
      early,
    });
  }

  async readAppeal<Data>(selection: string, is: (appeal: Data) => boolean): Promise<Data> {
    this.step.name = `read ${selection.split(' ')[0] ?? ''}`;
    const data = await this.client.readUntil<{ appeal: Data | null }>(
      this.office.desk,
      `query($id: ID!) { appeal(id: $id) { ${selection} } }`,
      { id: this.id },
      ({ appeal }) => appeal !== null && is(appeal),
    );
    if (!data.appeal) throw new Error('an appeal that was there is gone');
    return data.appeal;
  }

  upload(words: string): Promise<string> {
    this.step.name = 'upload';
    return this.client.upload(words);
  }

  /** True in so many of a hundred matters. */
  happens(percent: number): boolean {
    return this.chance() * 100 < percent;
  }
}

/** From the first word to the rating, as the profile of its street has it. Throws what the client throws. */
export async function workOn(
  client: PatientClient,
  ledger: Ledger,
  n: number,
  chance: Chance,
  step: Step,
): Promise<void> {
  const matter = new Matter(client, pick(offices, chance), chance, step);
  const attachments = matter.happens(15) ? [await matter.upload(`matter ${n}`)] : [];
  const input = {
    text: `第 ${n} 件：楼道照明损坏，请尽快维修。`,
    areaCode: matter.office.areaCode,
    name: '居民',
    phone: `138${String(n).padStart(8, '0')}`,
    attachments,
  };
  matter.receipt = await matter.act<Receipt>(null, 'submitAppeal', { input }, 'id number trackingSecret');
  ledger.receipts.push(matter.receipt);
  if (matter.happens(5)) return withdraw(matter);
  const { lead, orderId } = await triage(matter);
  if (matter.happens(20)) await extend(matter, lead[0], orderId);
  if (matter.happens(25)) await whistle(matter);
  if (matter.happens(15)) await mediate(matter);
  if (matter.office.files)
    await matter.act(lead[0], 'fileHandlingOpinion', {
      id: orderId,
      input: { facts: '经核实，情况属实', opinion: '已更换灯具' },
    });
  const unsolved = matter.happens(12);
  await resolveAndAsk(matter, lead[0], orderId, unsolved ? 'UNSOLVED' : 'SOLVED');
  if (unsolved) {
    await matter.readAppeal<{ status: string }>('status', ({ status }) => status === 'HANDLING');
    await resolveAndAsk(matter, lead[0], orderId, 'SOLVED');
  }
  await rate(matter, ledger);
  await close(matter);
}

async function withdraw(matter: Matter): Promise<void> {
  const { number, trackingSecret: secret } = matter.receipt;
  await matter.act(null, 'withdrawAppeal', { number, secret, reason: '已自行解决' }, 'number', ['NOT_FOUND']);
}

async function triage(matter: Matter): Promise<{ lead: Office['leads'][number]; orderId: string }> {
  const { office, id } = matter;
  const input = { category: 'LIGHTING', nature: 'HELP', urgency: 'FAST', sphere: 'PUBLIC' };
  await matter.act(office.triage, 'classifyAppeal', { id, input }, 'id', ['NOT_FOUND']);
  const lead = pick(office.leads, matter.chance);
  const assist = matter.happens(40) ? office.assist : null;
  const handlers = [
    { unitId: lead[1], role: 'LEAD' },
    ...(assist ? [{ unitId: assist[1], role: 'ASSIST' }] : []),
  ];
  const orders = await matter.act<Order[]>(office.triage, 'allocateAppeal', { id, handlers }, 'id role');
  for (const [account, role] of [[lead[0], 'LEAD'], ...(assist ? [[assist[0], 'ASSIST'] as const] : [])]) {
    const order = orders.find((one) => one.role === role);
    if (!order || !account) throw new Error('an order for each handler');
    await matter.act(account, 'acceptWorkOrder', { id: order.id });
    if (role === 'LEAD') await matter.act(account, 'recordContact', { id: order.id, note: '已电话联系' });
    await matter.act(account, 'recordVerification', { id: order.id, facts: '情况属实' });
    if (role === 'ASSIST') await matter.act(account, 'resolveWorkOrder', { id: order.id, note: '协办完成' });
  }
  return { lead, orderId: orders.find((one) => one.role === 'LEAD')?.id ?? '' };
}

async function extend(matter: Matter, account: string, workOrderId: string): Promise<void> {
  const by = { amount: 1, unit: 'WORKING_DAY' };
  const input = { kind: 'EXTEND', appealId: matter.id, workOrderId, by, reason: '等待配件' };
  // the time to apply ends with the limit, which passes fast in the time of a chaos run
  const filed = await matter.act(account, 'fileRequest', { input }).catch((error: unknown) => {
    if (['REQUEST_TOO_LATE', 'STATE_FORBIDS'].includes((error as { code?: string }).code ?? '')) return null;
    throw error;
  });
  if (filed)
    await matter.act(matter.office.desk, 'decideRequest', {
      id: filed.id,
      approve: matter.happens(70),
      reason: '同意',
    });
}

async function whistle(matter: Matter): Promise<void> {
  const { office, id: appealId } = matter;
  const called = [water, ...(matter.happens(50) ? [urban] : [])];
  const input = {
    appealIds: [appealId],
    areaCode: office.communityCode,
    situation: 'HARD_MATTER',
    reason: '需部门到场',
    unitIds: called.map(([, unitId]) => unitId),
  };
  const blown = await matter.act(office.blows, 'blowWhistle', { input });
  if (office.endorses) await matter.act(office.endorses, 'endorseWhistle', { id: blown.id });
  const shown = 'whistles { summonses { id unit { id } } }';
  type Shown = Readonly<{
    whistles: readonly { summonses: readonly (Answered & { unit: Answered })[] }[];
  }>;
  const { whistles } = await matter.readAppeal<Shown>(
    shown,
    (appeal) => (appeal.whistles[0]?.summonses.length ?? 0) === called.length,
  );
  const summonses = whistles[0]?.summonses ?? [];
  for (const { id, unit } of summonses) {
    const account = called.find(([, unitId]) => unitId === unit.id)?.[0] ?? '';
    await matter.act(account, 'acknowledgeSummons', { id });
    await matter.act(account, 'reportIn', { id, input: { officer: '值班人员' } });
    await matter.act(account, 'recordAction', { id, note: '现场处置' });
    await matter.act(account, 'finishSummons', { id, result: '已完成' });
  }
  const ratings = summonses.map(({ id }) => ({ summonsId: id, stars: between(1, 5, matter.chance) }));
  await matter.act(office.blows, 'completeWhistle', { id: blown.id, outcome: '协同完成', ratings });
}

async function mediate(matter: Matter): Promise<void> {
  const [account, committeeId] = matter.office.mediates;
  const parties = [
    { side: '申请人', name: '甲方' },
    { side: '被申请人', name: '乙方' },
  ];
  const input = { appealId: matter.id, source: 'APPEAL', kind: 'NEIGHBOURHOOD', committeeId, parties };
  type Opened = Answered &
    Readonly<{ parties: readonly Answered[]; clocks: readonly { startedAt: string }[] }>;
  const shown = 'id parties { id } clocks { startedAt }';
  const opened = await matter.act<Opened>(account, 'openMediation', { input }, shown, ['NOT_FOUND']);
  const { id } = opened;
  for (const party of opened.parties)
    await matter.act(account, 'recordConsent', { id, partyId: party.id, consents: true });
  const at = opened.clocks[0]?.startedAt;
  const session = { at, place: '调解室', present: ['甲方', '乙方'], record: '各自陈述' };
  await matter.act(account, 'recordMediationSession', { id, input: session });
  if (matter.happens(25)) {
    await matter.act(account, 'failMediation', { id, reason: '未能达成一致' });
    return;
  }
  const agreement = {
    facts: '相邻纠纷',
    terms: '三十日内履行',
    performanceWay: '自行履行',
    effectiveAt: at,
  };
  await matter.act(account, 'concludeMediation', { id, input: agreement });
}

/** 办结, then 回访: the handler's own first, then the one from outside whose answer is the verdict. */
async function resolveAndAsk(
  matter: Matter,
  lead: string,
  orderId: string,
  outcome: 'SOLVED' | 'UNSOLVED',
): Promise<void> {
  await matter.act(lead, 'resolveWorkOrder', { id: orderId, note: '已修复' });
  const open = ({ followUps }: { followUps: readonly Task[] }): Task[] =>
    followUps.filter((task) => task.at === null);
  const asked = await matter.readAppeal<{ followUps: readonly Task[] }>(
    'followUps { id kind at unit { id } }',
    (appeal) => open(appeal).length === matter.office.followUps,
  );
  const last = (task: Task): number => (task.kind === 'SUPERVISORY' ? 1 : 0);
  for (const task of open(asked).toSorted((one, other) => last(one) - last(other))) {
    const account = accountOf.get(task.unit.id);
    if (!account) throw new Error(`nobody follows up for ${task.unit.id}`);
    const satisfaction = outcome === 'SOLVED' ? 'SATISFIED' : 'DISSATISFIED';
    await matter.act(account, 'recordFollowUp', {
      id: task.id,
      input: { contacted: true, outcome, satisfaction },
    });
  }
}

async function rate(matter: Matter, ledger: Ledger): Promise<void> {
  const { number, trackingSecret: secret } = matter.receipt;
  const stars = between(1, 5, matter.chance);
  await matter.act(null, 'rateAppeal', { number, secret, stars, comment: '谢谢' }, 'stars', [
    'RATING_CLOSED',
    'NOT_FOUND',
  ]);
  ledger.ratings.set(matter.id, stars);
}

async function close(matter: Matter): Promise<void> {
  if (matter.office.closesItself) {
    await matter.readAppeal<{ status: string }>('status', ({ status }) => status === 'CLOSED');
    return;
  }
  const closing = { solved: true, meansExhausted: true };
  await matter.act(matter.office.desk, 'closeAppeal', { id: matter.id, closing }, 'id', ['CLOSING_BLOCKED']);
}
