import { eventually } from '@weisu/testing';
import { Webhook } from 'standardwebhooks';
import { TestDistrict } from './district.fixture.js';
import { attempt, call, Journey, people, sequencesOf, upTo, type Answered } from './journey.fixture.js';
import * as stages from './stages.fixture.js';
import { WebhookReceiver } from './webhook-receiver.fixture.js';

const inFirstGrid = { longitude: 114.132, latitude: 22.555 };
const text = '小区物业费账目一直不公开，业主和物业多次争吵，楼道垃圾也没有人清运。';
const monday = '2026-11-23T09:00:00+08:00';
const committee = '440303003.mediation';
const [urban, housing, water] = ['440303.urban-management', '440303.housing', '440303.water'] as const;

describe('the long way through 东门街道: grid and department, whistle, mediation, follow-up, rating', () => {
  let district: TestDistrict;
  let receiver: WebhookReceiver;
  let journey: Journey;
  let receipt = { number: '', secret: '' };
  let webhookSecret = '';
  let lead = '';
  let assist = '';
  let whistleId = '';
  let summonses: Readonly<Record<string, Answered>> = {};

  beforeAll(async () => {
    [district, receiver] = await Promise.all([TestDistrict.start(), WebhookReceiver.start()]);
    await district.setTime(monday);
    journey = new Journey(district, monday);
    const input = { url: receiver.url, events: ['dispatch.unit-called.v1'] };
    const endpoint = await call<{ secret: string }>(
      district,
      'department',
      'registerWebhook',
      { input },
      'secret',
    );
    webhookSecret = endpoint.secret;
  }, 120_000);
  afterAll(async () => {
    await district.stop();
    await receiver.stop();
  });

  it('begins with a resident without an account, who is located by a point', async () => {
    const submitted = await journey.step<{ areaCode: string; number: string; trackingSecret: string }>(
      null,
      'submitAppeal',
      { input: { text, point: inFirstGrid, name: '陈女士', phone: '13800138000' } },
      ['intake.appeal-registered', '系统 intake.appellant-revealed', '系统 notification.text-message-sent'],
      'id number areaCode trackingSecret',
    );
    expect(submitted.areaCode).toBe('440303003020001');
    receipt = { number: submitted.number, secret: submitted.trackingSecret };
  });

  it('is classified by the desk of the street, which sees why a class is suggested', async () => {
    const id = journey.appealId;
    const seen = await call(district, 'street', 'appeal', { id }, 'suggestion { category words }');
    expect(seen).toMatchObject({
      suggestion: { category: 'PROPERTY', words: expect.arrayContaining(['物业费']) },
    });
    const input = { category: 'PROPERTY', nature: 'COMPLAINT', urgency: 'ROUTINE', sphere: 'SHARED' };
    await journey.step('street', 'classifyAppeal', { id, input, expectedVersion: 1 }, [
      'dispatch.appeal-classified',
    ]);
  });

  it('goes to the grid as lead and the department as assist', async () => {
    const orders = await stages.allocate(journey, 'street', [
      { unitId: '440303003020001.office', role: 'LEAD' },
      { unitId: urban, role: 'ASSIST' },
    ]);
    expect(orders).toMatchObject({
      LEAD: { status: 'DISPATCHED', unit: { id: '440303003020001.office' } },
      ASSIST: { status: 'DISPATCHED', unit: { id: urban } },
    });
    [lead, assist] = [orders['LEAD']?.id ?? '', orders['ASSIST']?.id ?? ''];
  });

  it('is taken up by both, contacted and verified in time', async () => {
    await stages.accept(journey, 'grid', lead);
    await stages.contact(journey, 'grid', lead);
    await stages.verify(journey, 'grid', lead);
    await stages.accept(journey, 'department', assist);
    await stages.verify(journey, 'department', assist);
  });

  it('gets a working day more, because the grid asks and the street grants it', async () => {
    const before = await stages.dueByOf(journey, 'RESOLVE');
    const asked = { kind: 'EXTEND', appealId: journey.appealId, workOrderId: lead, reason: '需约物业查账' };
    const input = { ...asked, by: { amount: 1, unit: 'WORKING_DAY' } };
    const { id } = await journey.step('grid', 'fileRequest', { input }, ['dispatch.request-filed']);
    expect(await call(district, 'street', 'requestsToDecide', {})).toEqual([{ id }]);
    await journey.step('street', 'decideRequest', { id, approve: true, reason: '同意' }, [
      'dispatch.request-decided',
      'dispatch.clock-rescheduled',
      // who was told a deadline is told that it moved
      '系统 intake.appellant-revealed',
      '系统 notification.text-message-sent',
    ]);
    const clocks = (await stages.clocksOf(journey)).filter(({ kind }) => kind === 'RESOLVE');
    const deadlines = clocks.map(({ dueBy }) => Date.parse(dueBy)).toSorted();
    expect(deadlines).toHaveLength(2);
    expect(deadlines[0]).toBe(before);
    expect(deadlines[1]).toBeGreaterThan(before);
  });

  it('is whistled for by the community, behind which the street stands', async () => {
    const unitIds = [urban, housing, water];
    const about = { appealIds: [journey.appealId], areaCode: '440303003020', situation: 'HARD_MATTER' };
    const input = { ...about, reason: '物业、垃圾、供水交织，网格办不了', unitIds };
    const whistle = await journey.step('community', 'blowWhistle', { input }, ['dispatch.whistle-blown']);
    whistleId = whistle.id;
    expect(await stages.summonsesOf(journey, whistleId)).toEqual({});
    await journey.step('street', 'endorseWhistle', { id: whistleId }, [
      'dispatch.whistle-endorsed',
      ...unitIds.map(() => 'dispatch.unit-called'),
    ]);
    summonses = await stages.summonsesOf(journey, whistleId);
    expect(Object.keys(summonses).sort()).toEqual([...unitIds].sort());
  });

  it('calls the department in its own system, signed so that it can trust the call', async () => {
    await eventually(() => expect(receiver.received).toHaveLength(1));
    const { body = '', headers = {} } = receiver.received[0] ?? {};
    const signature = headers as Record<string, string>;
    expect(new Webhook(webhookSecret).verify(body, signature)).toMatchObject({
      type: 'dispatch.unit-called.v1',
      timestamp: journey.at,
      data: { subject: journey.appealId, appealNumber: receipt.number, summonsId: summonses[urban]?.id },
    });
    expect(() => new Webhook(webhookSecret).verify(`${body} `, signature)).toThrow('signature');
  });

  it('brings a unit whose refusal was overruled, one that comes late, and lets one go', async () => {
    const [called, objects, innocent] = [summonses[urban]?.id, summonses[housing]?.id, summonses[water]?.id];
    await journey.step('department', 'acknowledgeSummons', { id: called }, ['dispatch.summons-acknowledged']);
    await journey.step('department-2', 'refuseSummons', { id: objects, reason: '非我局职责' }, [
      'dispatch.summons-refused',
    ]);
    await journey.step('company', 'refuseSummons', { id: innocent, reason: '不属供水范围' }, [
      'dispatch.summons-refused',
    ]);
    await journey.step('district', 'overruleRefusal', { id: objects, reason: '物业监管是住建职责' }, [
      'dispatch.refusal-overruled',
      'dispatch.supervision-issued',
    ]);
    await journey.step('district', 'upholdRefusal', { id: innocent, reason: '核实无供水问题' }, [
      'dispatch.refusal-upheld',
    ]);
    // 督办 came with it, and is answered in its time
    const [notice] = await call<readonly Answered[]>(district, 'department-2', 'supervisionNotices', {});
    await journey.step('department-2', 'answerSupervision', { id: notice?.id, answer: '即派人到场' }, [
      'dispatch.supervision-answered',
    ]);
    const arrived = ['dispatch.unit-reported-in'];
    const shown = 'reportIn { late insideArea }';
    const input = { officer: '张建华', phone: '13900139000', point: inFirstGrid };
    const inTime = await journey.step('department-2', 'reportIn', { id: objects, input }, arrived, shown);
    expect(inTime).toEqual({ reportIn: { late: false, insideArea: true } });

    await journey.moveTo('2026-11-25T00:00:01+08:00', [
      '系统 dispatch.clock-overdue',
      '系统 dispatch.supervision-issued',
    ]);
    await journey.moveTo('2026-11-25T09:30:00+08:00', ['系统 dispatch.clock-escalated']);
    const officer = { officer: '李秀英' };
    const late = await journey.step('department', 'reportIn', { id: called, input: officer }, arrived, shown);
    expect(late).toEqual({ reportIn: { late: true, insideArea: null } });
    await stages.actAndFinish(journey, 'department-2', objects);
    await stages.actAndFinish(journey, 'department', called);
  });

  it('ends the whistle with marks for the two that came', async () => {
    const ratings = [urban, housing].map((unit) => ({ summonsId: summonses[unit]?.id, stars: 4 }));
    const args = { id: whistleId, outcome: '到场联合办结', ratings };
    await journey.step('community', 'completeWhistle', args, ['dispatch.whistle-completed']);
    expect(await stages.summonsesOf(journey, whistleId)).toMatchObject({
      [urban]: { status: 'FINISHED' },
      [housing]: { status: 'FINISHED' },
      [water]: { status: 'UPHELD' },
    });
  });

  it('is mediated with the property company; an agreement without a date is warned of', async () => {
    const id = await stages.mediateOnce(journey, committee);
    const input = {
      facts: '申请人要求被申请人公开物业费账目',
      terms: '被申请人每季度公示账目，申请人按时缴费',
      performanceWay: '在公告栏公示',
      effectiveAt: journey.at,
    };
    const agreed = ['mediation.mediation-agreed'];
    const shown = 'status agreement { gaps }';
    expect(await journey.step('mediator', 'concludeMediation', { id, input }, agreed, shown)).toEqual({
      status: 'AGREED',
      agreement: { gaps: ['履行期限'] },
    });
  });

  it('is resolved by the lead with its opinion, and by the department', async () => {
    const input = { facts: '账目三年未公示', opinion: '督促物业按季公示' };
    await journey.step('grid', 'fileHandlingOpinion', { id: lead, input }, [
      'dispatch.handling-opinion-filed',
    ]);
    await stages.resolve(journey, 'grid', lead, 2);
    await journey.step('department', 'resolveWorkOrder', { id: assist, note: '垃圾已清运' }, [
      'dispatch.work-order-resolved',
    ]);
  });

  it('does not close before someone outside the handling unit has asked the resident', async () => {
    const closing = { solved: true, meansExhausted: true };
    const early = await attempt(district, 'street', 'closeAppeal', { id: journey.appealId, closing });
    expect(early.errors[0]?.extensions.code).toBe('CLOSING_BLOCKED');
    const answer = { outcome: 'SOLVED', satisfaction: 'SATISFIED' };
    await stages.followUp(journey, 'street', 'SUPERVISORY', answer, ['evaluation.appeal-judged']);
    await stages.followUp(journey, 'grid', 'HANDLER', answer, []);
  });

  it('is rated by the resident once', async () => {
    const rating = { ...receipt, stars: 5, comment: '办得快' };
    await journey.step(null, 'rateAppeal', rating, ['evaluation.appeal-rated'], 'stars');
    const again = await attempt(district, null, 'rateAppeal', { ...rating, stars: 1 }, {}, 'stars');
    expect(again.errors[0]?.extensions.code).toBe('RATED_ALREADY');
  });

  it('is closed by the street with its three questions answered', async () => {
    const closing = { solved: true, meansExhausted: true, note: '三问均已落实' };
    await journey.step('street', 'closeAppeal', { id: journey.appealId, closing }, [
      'dispatch.appeal-closed',
      '系统 intake.appellant-revealed',
      '系统 notification.text-message-sent',
    ]);
    expect(await stages.statusOf(journey)).toBe('CLOSED');
  });

  it('leaves a ledger of every step with actor and unit, without a gap in what any service said', async () => {
    const ledger = await journey.ledger();
    const instants = ledger.map(({ at }) => Date.parse(at));
    expect(instants).toEqual(instants.toSorted((one, other) => one - other));
    const sequences = sequencesOf(ledger);
    const services = ['DISPATCH', 'EVALUATION', 'INTAKE', 'MEDIATION', 'NOTIFICATION'];
    expect(Object.keys(sequences).sort()).toEqual(services);
    for (const said of Object.values(sequences)) expect(said).toEqual(upTo(said.length));
    expect(ledger).toHaveLength(journey.said);
  });

  it('shows the resident what happened, and no name of an official', async () => {
    const shown = 'status handlers extendedBecause mayRate steps { label unit text }';
    const progress = await call<Record<string, unknown>>(district, null, 'trackAppeal', receipt, shown);
    expect(progress).toMatchObject({
      status: 'CLOSED',
      handlers: ['东门社区第一网格', '罗湖区城市管理和综合执法局'],
      extendedBecause: '需约物业查账',
      mayRate: false,
    });
    expect((progress['steps'] as { label: string }[]).map(({ label }) => label)).toEqual(publicLabels);
    const said = JSON.stringify(progress);
    expect([...people.values()].filter(({ name }) => said.includes(name))).toEqual([]);
  });

  it('counts once in the three rates of the street, and adds up with its clocks', async () => {
    const counts = {
      population: 1,
      responded: 1,
      respondedByMessage: 0,
      answered: 1,
      solved: 1,
      satisfied: 1,
      model: 'S2@3',
    };
    const rates = { responseRate: 1, resolutionRate: 1, satisfactionRate: 1, settlementRate: 1 };
    expect(await stages.ratesOf(journey, 'street', '440303003')).toEqual([{ ...counts, ...rates }]);

    const clocks = (await stages.clocksOf(journey)).filter(({ kind }) => kind !== 'CUSTOM');
    const inState = (state: string): number => clocks.filter((clock) => clock.state === state).length;
    expect([inState('RUNNING'), inState('OVERDUE')]).toEqual([0, 1]);
    expect(await stages.countsOf(journey, 'street', '440303003')).toEqual({
      ...{ byStatus: { CLOSED: 1 }, byChannel: { WEB: 1 }, repeats: 0, found: 0, selfHandled: 0 },
      ...{ clocksMet: inState('MET'), clocksOverdue: 1, whistles: 1, mediations: 1 },
    });
  });
});

const publicLabels = [
  ...[
    '已登记',
    '已派单',
    '已派单',
    '承办单位已签收',
    '已与您联系',
    '已核实情况',
    '承办单位已签收',
    '已核实情况',
  ],
  ...['已批准延期', '街乡吹哨，联合办理', '部门已报到', '部门已报到', '已启动调解', '调解达成协议'],
  ...['承办单位已办结', '事项已办结，等待回访', '承办单位已办结', '您已评价', '已结案'],
];
