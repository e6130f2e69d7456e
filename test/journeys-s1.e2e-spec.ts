import { TestDistrict } from './district.fixture.js';
import { attempt, call, Journey, sequencesOf, upTo } from './journey.fixture.js';
import * as stages from './stages.fixture.js';

const monday = '2026-11-23T09:00:00+08:00';
const grid = '440303004029001.office';
const community = '440303004029.office';
const water = '440303.water-affairs';
const closedBySystem = [
  '系统 dispatch.appeal-closed',
  '系统 intake.appellant-revealed',
  '系统 notification.text-message-sent',
];

const levelOf = async ({ district, appealId }: Journey): Promise<unknown> =>
  call(district, 'auditor', 'appeal', { id: appealId }, 'responseLevel nature');

async function expectGapless(journey: Journey): Promise<void> {
  const ledger = await journey.ledger();
  expect(ledger).toHaveLength(journey.said);
  for (const said of Object.values(sequencesOf(ledger))) expect(said).toEqual(upTo(said.length));
}

describe('the ways through 翠竹街道, where the community classifies and the levels answer in turn', () => {
  let district: TestDistrict;
  beforeAll(async () => {
    district = await TestDistrict.start();
    await district.setTime(monday);
  }, 120_000);
  afterAll(() => district.stop());

  describe('a question of a resident who is signed in', () => {
    let journey: Journey;
    let order = '';
    beforeAll(() => {
      journey = new Journey(district, monday);
    });

    it('is classified by the community: the first level answers', async () => {
      const input = {
        text: '请问居住证续期的办理流程是什么？',
        areaCode: '440303004029001',
        phone: '13800138001',
      };
      await journey.step('resident', 'submitAppeal', { input }, [
        '诉求人 intake.appeal-registered',
        '系统 intake.appellant-revealed',
        '系统 notification.text-message-sent',
      ]);
      const id = journey.appealId;
      const by = { category: 'POLICY', nature: 'INQUIRY', urgency: 'ROUTINE', sphere: 'PUBLIC' };
      await journey.step('community-2', 'classifyAppeal', { id, input: by }, ['dispatch.appeal-classified']);
      expect(await levelOf(journey)).toEqual({ responseLevel: 1, nature: 'INQUIRY' });
    });

    it('goes to one handler alone: this profile knows no dual allocation', async () => {
      const lead = { unitId: grid, role: 'LEAD' } as const;
      const handlers = [lead, { unitId: community, role: 'ASSIST' }];
      const dual = await attempt(district, 'community-2', 'allocateAppeal', {
        id: journey.appealId,
        handlers,
      });
      expect(dual.errors[0]?.extensions.code).toBe('HANDLERS_INVALID');
      order = (await stages.allocate(journey, 'community-2', [lead]))['LEAD']?.id ?? '';
    });

    it('is answered by the grid and closed by itself when the resident says that it is settled', async () => {
      await stages.accept(journey, grid, order);
      await stages.contact(journey, grid, order);
      await stages.resolve(journey, grid, order, 2);
      const answer = { outcome: 'SOLVED', satisfaction: 'VERY_SATISFIED' };
      await stages.followUp(journey, 'street-2', 'SUPERVISORY', answer, [
        'evaluation.appeal-judged',
        ...closedBySystem,
      ]);
      expect(await stages.statusOf(journey)).toBe('CLOSED');
      await expectGapless(journey);
    });

    it('is among the resident’s own, and shows no work order to the resident', async () => {
      const selection = 'edges { node { id status workOrders { id } ledger { type } } }';
      const own = await call<{ edges: unknown[] }>(district, 'resident', 'myAppeals', {}, selection);
      const node = { id: journey.appealId, status: 'CLOSED', workOrders: [], ledger: [] };
      expect(own.edges).toEqual([{ node }]);
    });
  });

  describe('a need that the community heard on a home visit', () => {
    let journey: Journey;
    let order = '';
    let whistleId = '';
    beforeAll(() => {
      journey = new Journey(district, '2026-11-23T10:00:00+08:00');
    });

    it('is of the second level and taken up by the community itself', async () => {
      const where = { areaCode: '440303004029001', channel: 'HOME_VISIT' };
      const input = { ...where, text: '楼下污水管道堵塞，积水一周了', name: '李伯', phone: '13800138002' };
      await journey.step('community-2', 'registerAppeal', { input }, [
        'intake.appeal-registered',
        '系统 intake.appellant-revealed',
        '系统 notification.text-message-sent',
      ]);
      const by = { category: 'DRAINAGE', nature: 'HELP', urgency: 'FAST', sphere: 'PUBLIC' };
      await journey.step('community-2', 'classifyAppeal', { id: journey.appealId, input: by }, [
        'dispatch.appeal-classified',
      ]);
      expect(await levelOf(journey)).toEqual({ responseLevel: 2, nature: 'HELP' });
      const handlers = [{ unitId: community, role: 'LEAD' } as const];
      order = (await stages.allocate(journey, 'community-2', handlers))['LEAD']?.id ?? '';
      await stages.contact(journey, 'community-2', order);
    });

    it('rises to the street and gets its limit, because the community applies and the street agrees', async () => {
      const input = { kind: 'ESCALATE', appealId: journey.appealId, reason: '市政管网问题，社区无力解决' };
      const { id } = await journey.step('community-2', 'fileRequest', { input }, ['dispatch.request-filed']);
      await journey.step('street-2', 'decideRequest', { id, approve: true, reason: '同意提级' }, [
        'dispatch.request-decided',
        'dispatch.clock-rescheduled',
        // who was told a deadline is told that it moved
        '系统 intake.appellant-revealed',
        '系统 notification.text-message-sent',
      ]);
      expect(await levelOf(journey)).toEqual({ responseLevel: 3, nature: 'HELP' });
    });

    it('is whistled for by the street alone, whose call needs nobody behind it', async () => {
      const about = { appealIds: [journey.appealId], areaCode: '440303004029', situation: 'HARD_MATTER' };
      const input = { ...about, reason: '污水外溢', unitIds: [water] };
      const refused = await attempt(district, 'community-2', 'blowWhistle', { input });
      expect(refused.errors[0]?.extensions.code).toBe('FORBIDDEN');
      const blown = ['dispatch.whistle-blown', 'dispatch.unit-called'];
      whistleId = (await journey.step('street-2', 'blowWhistle', { input }, blown)).id;
    });

    it('brings the department, which clears the drain', async () => {
      const id = (await stages.summonsesOf(journey, whistleId))[water]?.id;
      await journey.step(water, 'acknowledgeSummons', { id }, ['dispatch.summons-acknowledged']);
      await journey.step(water, 'reportIn', { id, input: { officer: '吴丽娟' } }, [
        'dispatch.unit-reported-in',
      ]);
      await stages.actAndFinish(journey, water, id);
      const ratings = [{ summonsId: id, stars: 5 }];
      await journey.step('street-2', 'completeWhistle', { id: whistleId, outcome: '已疏通', ratings }, [
        'dispatch.whistle-completed',
      ]);
    });

    it('is done again when the resident says that it is not', async () => {
      await stages.resolve(journey, 'community-2', order, 2);
      const answer = { outcome: 'UNSOLVED', satisfaction: 'DISSATISFIED' };
      await stages.followUp(journey, 'street-2', 'SUPERVISORY', answer, [
        'evaluation.appeal-judged',
        '系统 dispatch.appeal-reopened',
      ]);
      expect(await stages.statusOf(journey)).toBe('HANDLING');
      const [rates] = await stages.ratesOf(journey, 'community-2', '440303004029');
      expect(rates).toMatchObject({ population: 2, answered: 2, solved: 1, satisfied: 1 });
    });

    it('is closed by itself when the second answer settles it', async () => {
      await stages.resolve(journey, 'community-2', order, 2);
      const answer = { outcome: 'SOLVED', satisfaction: 'BASICALLY' };
      await stages.followUp(journey, 'street-2', 'SUPERVISORY', answer, [
        'evaluation.appeal-judged',
        ...closedBySystem,
      ]);
      expect(await stages.statusOf(journey)).toBe('CLOSED');
      await expectGapless(journey);
    });

    it('counts by its last answer, and both matters by where they are', async () => {
      const [rates] = await stages.ratesOf(journey, 'street-2', '440303004');
      expect(rates).toMatchObject({ population: 2, responded: 2, answered: 2, solved: 2, satisfied: 2 });
      expect(await stages.countsOf(journey, 'street-2', '440303004')).toMatchObject({
        byStatus: { CLOSED: 2 },
        byChannel: { WEB: 1, HOME_VISIT: 1 },
        clocksOverdue: 0,
        whistles: 1,
        mediations: 0,
      });
    });
  });
});
