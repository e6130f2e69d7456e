import { TestDistrict } from './district.fixture.js';
import { attempt, call, Journey } from './journey.fixture.js';
import * as stages from './stages.fixture.js';

const [evening, night] = ['2026-11-23T09:00:00+08:00', '2026-11-24T03:00:00+08:00'];
const dongmen = '440303003020001';
const receipt = [
  'intake.appeal-registered',
  '系统 intake.appellant-revealed',
  '系统 notification.text-message-sent',
];
const lead = [{ unitId: `${dongmen}.office`, role: 'LEAD' as const }];
const asRoutine = { category: 'LIGHTING', nature: 'COMPLAINT', urgency: 'ROUTINE', sphere: 'PUBLIC' };

describe('“1030” in 东门街道', () => {
  let district: TestDistrict;
  beforeAll(async () => {
    district = await TestDistrict.start();
    await district.setTime(evening);
  }, 120_000);
  afterAll(() => district.stop());

  const submit = (journey: Journey, text: string, contactWhen: string | null, says: readonly string[]) =>
    journey.step(
      null,
      'submitAppeal',
      { input: { text, areaCode: dongmen, phone: '13800138000', ...(contactWhen && { contactWhen }) } },
      says,
      'id number trackingSecret',
    );
  const contacts = async (journey: Journey) =>
    (await stages.clocksOf(journey)).filter(({ kind }) => kind === 'CONTACT').map(({ state }) => state);
  const settle = async (journey: Journey, orderId: string | undefined) => {
    await stages.resolve(journey, 'grid', orderId, 2);
    const answer = { outcome: 'SOLVED', satisfaction: 'SATISFIED' };
    await stages.followUp(journey, 'street', 'SUPERVISORY', answer, ['evaluation.appeal-judged']);
  };

  it('the desk calls within ten minutes of the registration and verifies within thirty; the unit has limits of its own', async () => {
    const journey = new Journey(district, evening);
    await submit(journey, '路灯不亮，晚上看不见路', null, receipt);
    const id = journey.appealId;
    const begun = (await stages.clocksOf(journey)).map(({ kind, state }) => `${kind} ${state}`);
    expect(begun.toSorted()).toEqual(['ALLOCATE RUNNING', 'CONTACT RUNNING', 'VERIFY RUNNING']);
    const neighbour = await attempt(district, 'street-2', 'recordFirstContact', { id, note: '已致电' });
    expect(neighbour.errors[0]?.extensions.code).toBe('NOT_FOUND');
    const outside = await attempt(district, 'department', 'recordFirstContact', { id, note: '已致电' });
    expect(outside.errors[0]?.extensions.code).toBe('FORBIDDEN');
    const shown = 'firstContact appellant { contactWhen }';
    const says = ['dispatch.first-contact-made'];
    const args = { id, note: '已致电，了解诉求' };
    expect(await journey.step('street', 'recordFirstContact', args, says, shown)).toEqual({
      firstContact: 'IN_TIME',
      appellant: { contactWhen: 'NOW' },
    });
    await journey.step('street', 'recordFirstVerification', { id, facts: '确有两盏灯不亮' }, [
      'dispatch.first-verification-made',
    ]);
    await journey.step('street', 'classifyAppeal', { id, input: asRoutine }, ['dispatch.appeal-classified']);
    const { LEAD } = await stages.allocate(journey, 'street', lead);
    expect(await contacts(journey)).toEqual(['MET', 'RUNNING']);
    await stages.contact(journey, 'grid', LEAD?.id);
    await settle(journey, LEAD?.id);
  });

  it('who may be called by day is sent a message at three in the morning, and her page says so', async () => {
    const journey = new Journey(district, night);
    const messaged = ['系统 dispatch.appellant-messaged', ...receipt.slice(1)];
    const { number, trackingSecret: secret } = (await submit(journey, '楼下花坛没人浇水', 'BY_DAY', [
      ...receipt,
      ...messaged,
    ])) as unknown as Record<string, string>;
    const id = journey.appealId;
    expect(await contacts(journey)).toEqual(['MET']);
    const shown = 'firstContact appellant { contactWhen }';
    expect(await call(district, 'street', 'appeal', { id }, shown)).toEqual({
      firstContact: 'MESSAGE',
      appellant: { contactWhen: 'BY_DAY' },
    });
    const page = 'steps { label } limits { label state }';
    expect(await call(district, null, 'trackAppeal', { number, secret }, page)).toMatchObject({
      steps: [{ label: '已登记' }, { label: '已按您的选择发送短信' }],
      limits: [{ label: '与您首次联系', state: 'MET' }],
    });
    await journey.step('street', 'classifyAppeal', { id, input: asRoutine }, ['dispatch.appeal-classified']);
    const { LEAD } = await stages.allocate(journey, 'street', lead);
    expect(await contacts(journey)).toEqual(['MET']);
    await settle(journey, LEAD?.id);
  });

  it('counts the call and the message apart: of the street from registration, of the unit from its work order', async () => {
    const figures = { population: 2, responded: 1, respondedByMessage: 1, responseRate: 1 };
    expect(await stages.ratesOf({ district } as Journey, 'street', '440303003')).toMatchObject([figures]);
    const week = { from: '2026-11-23', until: '2026-11-29', unitId: `${dongmen}.office` };
    const selection = 'population responded respondedByMessage responseRate';
    expect(await call(district, 'grid', 'threeRates', week, selection)).toEqual([figures]);
  });
});
