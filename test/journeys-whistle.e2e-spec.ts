import { eventually } from '@weisu/testing';
import { Webhook } from 'standardwebhooks';
import { TestDistrict } from './district.fixture.js';
import { call, type Answered, type Entry } from './journey.fixture.js';
import { Matter, refusalOf } from './matter.fixture.js';
import { WebhookReceiver } from './webhook-receiver.fixture.js';

const patience = 20_000;
const monday = '2026-11-23T09:00:00+08:00';
const street = '440303003';
const [urban, housing, water] = ['440303.urban-management', '440303.housing', '440303.water'] as const;
const accounts = { [urban]: 'department', [housing]: 'department-2', [water]: 'company' } as const;
type Called = keyof typeof accounts;

type Delivery = Readonly<{ id: string; event: string; status: string; attempts: number }>;

describe('three units on one whistle', () => {
  let district: TestDistrict;
  const receivers = new Map<Called, { receiver: WebhookReceiver; secret: string }>();
  let matter: Matter;
  let summonses: Record<string, string>;
  let whistleId: string;

  beforeAll(async () => {
    district = await TestDistrict.start({
      WEBHOOK_RETRY_SECONDS: ['0', ...Array.from({ length: 60 }, () => '1')].join(','),
    });
    await district.setTime(monday);
    for (const [unit, account] of Object.entries(accounts)) {
      const receiver = await WebhookReceiver.start();
      const input = {
        url: receiver.url,
        events: ['dispatch.unit-called.v1', 'dispatch.refusal-overruled.v1', 'dispatch.whistle-completed.v1'],
      };
      const { secret } = await call<{ secret: string }>(
        district,
        account,
        'registerWebhook',
        { input },
        'secret',
      );
      receivers.set(unit as Called, { receiver, secret });
    }
  }, 120_000);
  afterAll(async () => {
    await district.stop();
    for (const { receiver } of receivers.values()) await receiver.stop();
  });

  /** What a unit's own system received and could verify, by type. */
  const heard = (unit: Called): string[] => {
    const { receiver, secret } = receivers.get(unit) ?? {};
    return (receiver?.received ?? []).map(({ body, headers }) => {
      const event = new Webhook(secret ?? '').verify(body, headers as Record<string, string>);
      return (event as { type: string }).type;
    });
  };
  const deliveries = (account: string) =>
    call<readonly Delivery[]>(district, account, 'webhookDeliveries', {}, 'id event status attempts');
  const statusOf = async (unit: Called) => {
    const shown = 'summonses { status stars reportIn { late } unit { id } }';
    const { summonses: all } = await call<{
      summonses: { unit: Answered; status: string; reportIn: { late: boolean } | null }[];
    }>(district, 'district', 'whistle', { id: whistleId }, shown);
    const found = all.find((one) => one.unit.id === unit);
    return [found?.status, found?.reportIn?.late ?? null];
  };

  it('are called in their own systems, signed; the one whose system is dead hears when it is back', async () => {
    await receivers.get(water)?.receiver.stop();
    const input = {
      text: '小区垃圾、供水、物业问题交织',
      areaCode: `${street}020001`,
      channel: 'DUTY_ROOM',
      phone: '13800138000',
    };
    matter = await Matter.of(district, 'street', input);
    await matter.classify('street', 'PROPERTY', 'COMPLAINT', 'URGENT', { sphere: 'SHARED' });
    await matter.allocate('street', { unitId: `${street}020.office`, role: 'LEAD' });
    const about = { appealIds: [matter.id], areaCode: `${street}020`, situation: 'HARD_MATTER' };
    const blow = { ...about, reason: '网格办不了', unitIds: [urban, housing, water] };
    whistleId = (await matter.act('street', 'blowWhistle', { input: blow })).id;
    summonses = await matter.summonses(whistleId);
    for (const unit of [urban, housing] as const)
      await eventually(() => expect(heard(unit)).toEqual(['dispatch.unit-called.v1']), patience);
    await eventually(async () => {
      const [delivery] = await deliveries('company');
      expect(delivery?.status).toBe('FAILED');
      expect(delivery?.attempts).toBeGreaterThan(1);
    }, patience);
    await receivers.get(water)?.receiver.revive();
    await eventually(() => expect(heard(water)).toEqual(['dispatch.unit-called.v1']), patience);
    expect(() => {
      const { receiver, secret } = receivers.get(urban)!;
      const { body, headers } = receiver.received[0]!;
      new Webhook(secret).verify(`${body} `, headers as Record<string, string>);
    }).toThrow('signature');
  });

  it('hear the same again when they ask for it', async () => {
    await eventually(
      async () => expect((await deliveries('company'))[0]?.status).toBe('DELIVERED'),
      patience,
    );
    const [first] = await deliveries('company');
    await call(district, 'company', 'replayWebhookDelivery', { id: first?.id });
    await eventually(() => expect(heard(water)).toHaveLength(2), patience);
    const bodies = receivers.get(water)?.receiver.received.map(({ body }) => body);
    expect(new Set(bodies).size).toBe(1);
    expect(await refusalOf(district, 'department', 'replayWebhookDelivery', { id: first?.id })).toBe(
      'NOT_FOUND',
    );
  });

  it('answer each in their own way: one in time, one refuses and is overruled, one comes late', async () => {
    await matter.act('department', 'acknowledgeSummons', { id: summonses[urban] });
    await matter.act('department', 'reportIn', { id: summonses[urban], input: { officer: '李秀英' } });
    await matter.act('department-2', 'refuseSummons', { id: summonses[housing], reason: '非我局职责' });
    // one report to the district, and to the unit that whistled
    await eventually(async () => {
      const shown = 'edges { node { kind text } }';
      const { edges } = await call<{ edges: { node: { kind: string } }[] }>(
        district,
        'district',
        'messages',
        { first: 100 },
        shown,
      );
      expect(edges.filter(({ node }) => node.kind === 'SUMMONS_REFUSED')).toHaveLength(1);
    }, patience);
    await matter.act('district', 'overruleRefusal', { id: summonses[housing], reason: '物业监管是住建职责' });
    await eventually(() => expect(heard(housing)).toContain('dispatch.refusal-overruled.v1'), patience);
    expect(
      await refusalOf(district, 'department-2', 'refuseSummons', { id: summonses[housing], reason: '仍非' }),
    ).toBe('SUMMONS_NOT_OPEN');
    await matter.act('department-2', 'reportIn', { id: summonses[housing], input: { officer: '张建华' } });
    // urgent: within an hour
    await district.setTime('2026-11-23T10:00:01+08:00');
    await eventually(async () => {
      const { ledger } = await matter.read<{ ledger: readonly Entry[] }>('ledger { type }');
      expect(ledger.map(({ type }) => type)).toContain('dispatch.clock-overdue.v1');
    }, patience);
    await matter.act('company', 'reportIn', { id: summonses[water], input: { officer: '王志强' } });
    expect([await statusOf(urban), await statusOf(housing), await statusOf(water)]).toEqual([
      ['PRESENT', false],
      ['PRESENT', false],
      ['PRESENT', true],
    ]);
  });

  it('keep the whistle from ending and the matter from closing until each is done', async () => {
    const early = { id: whistleId, outcome: '办结', ratings: [] };
    expect(await refusalOf(district, 'street', 'completeWhistle', early)).toBe('SUMMONS_UNFINISHED');
    const orders = await matter.orders();
    const lead = `${street}020.office`;
    await matter.act('community', 'resolveWorkOrder', { id: orders[lead], note: '已协调' });
    const closing = { id: matter.id, closing: { solved: true, meansExhausted: true } };
    expect(await refusalOf(district, 'street', 'closeAppeal', closing)).toBe('CLOSING_BLOCKED');
    for (const [unit, account] of Object.entries(accounts)) {
      await matter.act(account, 'recordAction', { id: summonses[unit], note: '现场处置' });
      await matter.act(account, 'finishSummons', { id: summonses[unit], result: '已办妥' });
    }
    const ratings = [5, 3, 2].map((stars, index) => ({
      summonsId: summonses[[urban, housing, water][index] ?? ''],
      stars,
    }));
    await matter.act('street', 'completeWhistle', { ...early, ratings });
    await eventually(() => expect(heard(urban)).toContain('dispatch.whistle-completed.v1'), patience);
    await matter.act('company', 'answerRating', { id: summonses[water], answer: '道路封闭，绕行耽误' });
  });

  it('are assessed apart, and the ledger has every step of each', async () => {
    const period = { areaCode: street, from: '2026-11-23', until: '2026-11-23' };
    const shown = 'units { unit { id } responseRate onTimeRate settlementRate overruled stars }';
    const { units } = await call<{ units: ({ unit: Answered } & Record<string, unknown>)[] }>(
      district,
      'district',
      'whistleAssessment',
      period,
      shown,
    );
    const of = (unit: string) => units.find((one) => one.unit.id === unit);
    expect(of(urban)).toMatchObject({
      responseRate: 1,
      onTimeRate: 1,
      settlementRate: 1,
      overruled: 0,
      stars: 5,
    });
    expect(of(housing)).toMatchObject({ onTimeRate: 1, settlementRate: 1, overruled: 1, stars: 3 });
    expect(of(water)).toMatchObject({ onTimeRate: 0, settlementRate: 1, overruled: 0, stars: 2 });
    await eventually(async () => {
      const { ledger } = await matter.read<{ ledger: readonly Entry[] }>('ledger { type unit { id } }');
      const count = (type: string) => ledger.filter((entry) => entry.type === `dispatch.${type}.v1`).length;
      expect(
        ['unit-called', 'unit-reported-in', 'summons-refused', 'refusal-overruled', 'summons-finished'].map(
          count,
        ),
      ).toEqual([3, 3, 1, 1, 3]);
      expect(count('rating-answered')).toBe(1);
    }, patience);
  });
});
