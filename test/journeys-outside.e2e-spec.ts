import { eventually } from '@weisu/testing';
import { TestDistrict } from './district.fixture.js';
import { attempt, call, Journey, sequencesOf, upTo, type Answered } from './journey.fixture.js';
import * as stages from './stages.fixture.js';

const monday = '2026-11-23T09:00:00+08:00';
const grid = '440303003020001.office';
const firstGrid = '440303003020001';
const hour = 3_600_000;
const routine = { category: 'STREET-STALLS', nature: 'COMPLAINT', urgency: 'ROUTINE', sphere: 'PUBLIC' };
const taken = ['intake.appeal-registered'];
const told = ['系统 intake.appellant-revealed', '系统 notification.text-message-sent'];

describe('matters that come from outside, and matters that end early', () => {
  let district: TestDistrict;
  beforeAll(async () => {
    district = await TestDistrict.start();
    await district.setTime(monday);
  }, 120_000);
  afterAll(() => district.stop());

  describe('an order of the hotline', () => {
    let journey: Journey;
    let order = '';
    const external = {
      system: '12345',
      number: 'SZ-20261123-001',
      dispatchedAt: '2026-11-23T08:30:00+08:00',
      dueBy: '2026-11-24T08:30:00+08:00',
      followUpBySender: true,
    };
    const input = {
      text: '东门步行街流动摊贩占道经营',
      areaCode: firstGrid,
      channel: 'HOTLINE_12345',
      phone: '13800138003',
      external,
    };
    const verdictOn = { system: external.system, number: external.number };
    beforeAll(() => {
      journey = new Journey(district, monday);
    });

    it('is registered once, however often and at the same time it is sent', async () => {
      await journey.step('hotline', 'registerAppeal', { input }, taken);
      const again = await Promise.all(
        [1, 2, 3].map(() => call(district, 'hotline', 'registerAppeal', { input })),
      );
      expect(again).toEqual([1, 2, 3].map(() => ({ id: journey.appealId })));
      const other = { input: { ...input, text: '另一件事' } };
      const refused = await attempt(district, 'hotline', 'registerAppeal', other);
      expect(refused.errors[0]?.extensions.code).toBe('EXTERNAL_DUPLICATE');
      expect(await stages.countsOf(journey, 'district', '440303')).toMatchObject({
        byStatus: { REGISTERED: 1 },
        byChannel: { HOTLINE_12345: 1 },
      });
    });

    it('is to be resolved earlier than its sender demands, by the margin of the profile', async () => {
      const id = journey.appealId;
      await journey.step('street', 'classifyAppeal', { id, input: routine }, ['dispatch.appeal-classified']);
      const orders = await stages.allocate(journey, 'street', [{ unitId: grid, role: 'LEAD' }]);
      order = orders['LEAD']?.id ?? '';
      const outer = Date.parse(external.dueBy);
      expect(await stages.dueByOf(journey, 'REPLY')).toBe(outer);
      expect(await stages.dueByOf(journey, 'RESOLVE')).toBe(outer - 4 * hour);
    });

    it('names the unit it was first sent to as its first receiver', async () => {
      const shown = 'firstReceiver { id }';
      await eventually(async () => {
        const seen = await call(district, 'street', 'appeal', { id: journey.appealId }, shown);
        expect(seen).toEqual({ firstReceiver: { id: grid } });
      });
    });

    it('is handled, and not closed by the street but answered to its sender', async () => {
      const id = journey.appealId;
      await stages.accept(journey, 'grid', order);
      await stages.contact(journey, 'grid', order);
      await journey.step(
        'grid',
        'fileHandlingOpinion',
        { id: order, input: { facts: '属实', opinion: '已劝离' } },
        ['dispatch.handling-opinion-filed'],
      );
      await stages.resolve(journey, 'grid', order, 0);
      const closing = { solved: true, meansExhausted: true };
      const refused = await attempt(district, 'street', 'closeAppeal', { id, closing });
      expect(refused.errors[0]?.extensions.code).toBe('SENDER_CLOSES');
      await journey.step('street', 'reportBack', { id, reply: '已劝离摊贩' }, ['dispatch.reported-back']);
      expect(await stages.statusOf(journey)).toBe('REPORTED_BACK');
    });

    it('begins again when its sender refuses the answer', async () => {
      await journey.step(
        'hotline',
        'recordSenderVerdict',
        { ...verdictOn, accepted: false, note: '摊贩已返' },
        ['dispatch.sender-verdict-recorded', 'dispatch.appeal-reopened'],
      );
      expect(await stages.statusOf(journey)).toBe('HANDLING');
      await stages.resolve(journey, 'grid', order, 0);
      await journey.step('street', 'reportBack', { id: journey.appealId, reply: '已设岗值守' }, [
        'dispatch.reported-back',
      ]);
    });

    it('ends with the verdict of its sender, and only once', async () => {
      const accepted = { ...verdictOn, accepted: true };
      await journey.step('hotline', 'recordSenderVerdict', accepted, [
        'dispatch.sender-verdict-recorded',
        'dispatch.appeal-closed',
      ]);
      const again = await call(district, 'hotline', 'recordSenderVerdict', accepted, 'id status');
      expect(again).toEqual({ id: journey.appealId, status: 'CLOSED' });
    });

    it('enters the rates by what the hotline heard when it asked', async () => {
      await eventually(async () => {
        const [before] = await stages.ratesOf(journey, 'street', '440303003');
        expect(before).toMatchObject({ population: 1, answered: 0 });
      });
      const answer = { contacted: true, outcome: 'SOLVED', satisfaction: 'SATISFIED' };
      await journey.step('hotline', 'importFollowUp', { ...verdictOn, input: answer }, [
        'evaluation.follow-up-recorded',
        'evaluation.appeal-judged',
      ]);
      await call(district, 'hotline', 'importFollowUp', { ...verdictOn, input: answer });
      const [after] = await stages.ratesOf(journey, 'street', '440303003');
      expect(after).toMatchObject({ population: 1, answered: 1, solved: 1, satisfied: 1 });
    });

    it('leaves a ledger without a gap', async () => {
      const ledger = await journey.ledger();
      expect(ledger).toHaveLength(journey.said);
      for (const said of Object.values(sequencesOf(ledger))) expect(said).toEqual(upTo(said.length));
    });
  });

  describe('a matter that the grid settles on the spot', () => {
    const input = {
      text: '巡查发现共享单车堵塞盲道',
      category: 'ROADS',
      occurredAt: '2026-11-23T10:55:00+08:00',
      outcome: 'SETTLED',
      action: '当场挪开并劝导',
      clientId: 'patrol-20261123-1',
    };
    let journey: Journey;
    beforeAll(() => {
      journey = new Journey(district, '2026-11-23T11:00:00+08:00');
    });

    it('is closed at once, without a work order', async () => {
      await journey.step('grid', 'recordOnTheSpot', { input }, ['intake.on-the-spot-recorded']);
      const shown = 'status selfHandled origin category area { code } workOrders { id } clocks { id }';
      expect(await call(district, 'grid', 'appeal', { id: journey.appealId }, shown)).toEqual({
        ...{ status: 'CLOSED', selfHandled: true, origin: 'FOUND', category: 'ROADS' },
        ...{ area: { code: firstGrid }, workOrders: [], clocks: [] },
      });
    });

    it('is recorded once, however often the telephone sends it', async () => {
      const again = await Promise.all(
        [1, 2, 3].map(() => call(district, 'grid', 'recordOnTheSpot', { input })),
      );
      expect(again).toEqual([1, 2, 3].map(() => ({ id: journey.appealId })));
      const other = await attempt(district, 'grid', 'recordOnTheSpot', {
        input: { ...input, text: '别的事' },
      });
      expect(other.errors[0]?.extensions.code).toBe('IDEMPOTENCY_KEY_REUSE');
    });

    it('counts as found and settled by ourselves, and not in the three rates', async () => {
      expect(await stages.countsOf(journey, 'grid', firstGrid)).toMatchObject({
        byStatus: { CLOSED: 2 },
        byChannel: { PATROL: 1, HOTLINE_12345: 1 },
        found: 1,
        selfHandled: 1,
      });
      const [rates] = await stages.ratesOf(journey, 'grid', firstGrid);
      expect(rates).toMatchObject({ population: 1 });
    });
  });

  describe('a matter that the resident takes back', () => {
    type Receipt = Answered & Readonly<{ number: string; trackingSecret: string }>;
    const submit = async (journey: Journey, text: string): Promise<{ number: string; secret: string }> => {
      const input = { text, areaCode: firstGrid, phone: '13800138004' };
      const shown = 'id number trackingSecret';
      const receipt = await journey.step<Receipt>(
        null,
        'submitAppeal',
        { input },
        [...taken, ...told],
        shown,
      );
      return { number: receipt.number, secret: receipt.trackingSecret };
    };

    it('ends, and with it the work that had begun', async () => {
      const journey = new Journey(district, '2026-11-23T14:00:00+08:00');
      const secret = await submit(journey, '夜市音响太吵，无法休息');
      const id = journey.appealId;
      await journey.step('street', 'classifyAppeal', { id, input: { ...routine, category: 'NOISE' } }, [
        'dispatch.appeal-classified',
      ]);
      await stages.allocate(journey, 'street', [{ unitId: grid, role: 'LEAD' }]);
      const args = { ...secret, reason: '已自行协商' };
      await journey.step(
        null,
        'withdrawAppeal',
        args,
        ['dispatch.work-order-cancelled', 'dispatch.appeal-withdrawn'],
        'status',
      );
      expect(await call(district, null, 'withdrawAppeal', args, 'status')).toEqual({ status: 'WITHDRAWN' });
      expect(await call(district, 'grid', 'workbench', {}, 'edges { node { id } }')).toEqual({ edges: [] });
      const clocks = await stages.clocksOf(journey);
      expect(clocks.filter(({ state }) => state === 'RUNNING')).toEqual([]);
      expect(await journey.ledger()).toHaveLength(journey.said);
    });

    it('goes on as found by ourselves when it is a hazard', async () => {
      const journey = new Journey(district, '2026-11-23T15:00:00+08:00');
      const secret = await submit(journey, '楼道有煤气味，怀疑漏气');
      const id = journey.appealId;
      const hazard = { category: 'GAS', nature: 'HAZARD', urgency: 'URGENT', sphere: 'PUBLIC' };
      await journey.step('street', 'classifyAppeal', { id, input: hazard }, [
        'dispatch.appeal-classified',
        'dispatch.clock-rescheduled',
      ]);
      await journey.step(null, 'withdrawAppeal', secret, ['dispatch.appeal-withdrawn'], 'status');
      expect(await stages.statusOf(journey)).toBe('REGISTERED');
      const filter = { areaCode: firstGrid, origin: 'FOUND', status: ['REGISTERED'] };
      const found = await call(district, 'street', 'appeals', { filter }, 'edges { node { id } }');
      expect(found).toEqual({ edges: [{ node: { id } }] });
      await stages.allocate(journey, 'street', [{ unitId: grid, role: 'LEAD' }]);
      expect(await stages.countsOf(journey, 'street', '440303003')).toMatchObject({
        byStatus: { CLOSED: 2, WITHDRAWN: 1, ALLOCATED: 1 },
        found: 2,
        selfHandled: 1,
      });
    });
  });
});
