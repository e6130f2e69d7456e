import { eventually } from '@weisu/testing';
import type { TestDistrict } from './district.fixture.js';
import {
  attempt,
  call,
  sequencesOf,
  upTo,
  type Answered,
  type Arguments,
  type Entry,
} from './journey.fixture.js';
import type { Clock, Handler, Summons, WorkOrder } from './stages.fixture.js';

const patience = 20_000;
const hour = 3_600_000;

/** The day in Shanghai on which a limit ends; midnight belongs to the day that it ends. */
const dayOf = (dueBy: string): string =>
  new Date(Date.parse(dueBy) - 1 + 8 * hour).toISOString().slice(0, 10);

/** The code that an operation is refused with. */
export async function refusalOf(
  district: TestDistrict,
  who: string | null,
  operation: string,
  args: Arguments,
): Promise<string | undefined> {
  const { errors } = await attempt(district, who, operation, args);
  return errors[0]?.extensions.code;
}

/** A matter on its way through a street: what is done to it, and the numbers that its system sets. */
export class Matter {
  private constructor(
    readonly district: TestDistrict,
    readonly id: string,
    readonly number: string,
    readonly secret: string | null,
  ) {}

  /** Registered by an account, or submitted by a resident (or nobody), and heard of by dispatch. */
  static async of(district: TestDistrict, who: string | null, input: Arguments): Promise<Matter> {
    const byResident = who === null || who === 'resident';
    const receipt = byResident
      ? await call<{ id: string; number: string; trackingSecret: string }>(
          district,
          who,
          'submitAppeal',
          { input },
          'id number trackingSecret',
        )
      : await call<{ id: string; number: string; trackingSecret?: string }>(
          district,
          who,
          'registerAppeal',
          { input },
          'id number',
        );
    const matter = new Matter(district, receipt.id, receipt.number, receipt.trackingSecret ?? null);
    await eventually(async () => expect((await matter.read('version'))['version']).not.toBeNull(), patience);
    return matter;
  }

  read<Answer = Readonly<Record<string, unknown>>>(selection: string, who = 'auditor'): Promise<Answer> {
    return call<Answer>(this.district, who, 'appeal', { id: this.id }, selection);
  }

  act<Answer = Answered>(who: string, operation: string, args: Arguments, selection = 'id'): Promise<Answer> {
    return call<Answer>(this.district, who, operation, args, selection);
  }

  async classify(who: string, category: string, nature: string, urgency: string, more: Arguments = {}) {
    const input = { category, nature, urgency, sphere: 'PUBLIC', ...more };
    await this.act(who, 'classifyAppeal', { id: this.id, input });
  }

  /** The orders by unit. */
  async allocate(who: string, ...handlers: readonly Handler[]): Promise<Record<string, string>> {
    await this.act(who, 'allocateAppeal', { id: this.id, handlers });
    return this.orders();
  }

  async orders(): Promise<Record<string, string>> {
    const { workOrders } = await this.read<{ workOrders: readonly WorkOrder[] }>(
      'workOrders { id status unit { id } }',
    );
    const open = workOrders.filter(({ status }) => status !== 'CANCELLED' && status !== 'RETURNED');
    return Object.fromEntries(open.map((order) => [order.unit.id, order.id]));
  }

  /** Accepted, contacted, verified and done by the unit whose account has its name. */
  async handle(who: string, orderId: string | undefined): Promise<void> {
    await this.act(who, 'acceptWorkOrder', { id: orderId });
    await this.act(who, 'recordContact', { id: orderId, note: '已联系诉求人' });
    await this.act(who, 'recordVerification', { id: orderId, facts: '情况属实' });
    await this.act(who, 'resolveWorkOrder', { id: orderId, note: '已办结' });
  }

  private async clock(kind: string): Promise<Clock> {
    const { clocks } = await this.read<{ clocks: readonly Clock[] }>('clocks { id kind state dueBy source }');
    const found = clocks.findLast((clock) => clock.kind === kind && clock.state !== 'CANCELLED');
    if (!found) throw new Error(`no limit ${kind}`);
    return found;
  }

  /** The day on which the limit ends. */
  async dueDay(kind: string): Promise<string> {
    return dayOf((await this.clock(kind)).dueBy);
  }

  /** Hours from an instant until the limit ends. */
  async hoursFrom(now: string, kind: string): Promise<number> {
    return (Date.parse((await this.clock(kind)).dueBy) - Date.parse(now)) / hour;
  }

  async status(): Promise<unknown> {
    return (await this.read('status'))['status'];
  }

  async summonses(whistleId: string): Promise<Record<string, string>> {
    const { summonses } = await call<{ summonses: readonly Summons[] }>(
      this.district,
      'auditor',
      'whistle',
      { id: whistleId },
      'summonses { id unit { id } }',
    );
    return Object.fromEntries(summonses.map((summons) => [summons.unit.id, summons.id]));
  }

  /** A unit comes, acts and is done. */
  async report(who: string, summonsId: string | undefined): Promise<void> {
    await this.act(who, 'acknowledgeSummons', { id: summonsId });
    await this.act(who, 'reportIn', { id: summonsId, input: { officer: '带队负责人' } });
    await this.act(who, 'recordAction', { id: summonsId, note: '现场处置' });
    await this.act(who, 'finishSummons', { id: summonsId, result: '已办妥' });
  }

  /** The follow-up of a kind by the unit that has to make it, with a resident who is satisfied. */
  async followUp(who: string, kind: string): Promise<void> {
    const taskId = await eventually(async () => {
      const tasks = await call<readonly { id: string; kind: string; appeal: { id: string } }[]>(
        this.district,
        who,
        'followUpTasks',
        {},
        'id kind appeal { id }',
      );
      const task = tasks.find((one) => one.kind === kind && one.appeal.id === this.id);
      if (!task) throw new Error(`no follow-up ${kind}`);
      return task.id;
    }, patience);
    const input = { contacted: true, outcome: 'SOLVED', satisfaction: 'SATISFIED' };
    await this.act(who, 'recordFollowUp', { id: taskId, input });
  }

  /** Closes by itself, or by the desk once everybody has heard what is needed. */
  async close(who: string | null): Promise<void> {
    await eventually(async () => {
      if (who !== null && (await this.status()) !== 'CLOSED')
        await this.act(who, 'closeAppeal', { id: this.id, closing: { solved: true, meansExhausted: true } });
      expect(await this.status()).toBe('CLOSED');
    }, patience);
  }

  /** Nothing that any service said is missing from the ledger. */
  async expectGapless(): Promise<void> {
    await eventually(async () => {
      const { ledger } = await this.read<{ ledger: readonly Entry[] }>(
        'ledger { at service sequence type actor unit { id } }',
      );
      expect(ledger.some(({ type }) => type.startsWith('dispatch.appeal-closed'))).toBe(true);
      for (const said of Object.values(sequencesOf(ledger))) expect(said).toEqual(upTo(said.length));
    }, patience);
  }
}
