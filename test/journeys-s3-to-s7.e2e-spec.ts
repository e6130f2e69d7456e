import { TestDistrict } from './district.fixture.js';
import { call } from './journey.fixture.js';
import { Matter, refusalOf } from './matter.fixture.js';

const monday = '2026-11-23T09:00:00+08:00';
const phone = '13800138000';

describe('the systems whose streets work by S3 to S7', () => {
  let district: TestDistrict;
  beforeAll(async () => {
    district = await TestDistrict.start();
  }, 120_000);
  beforeEach(() => district.setTime(monday));
  afterAll(() => district.stop());

  describe('S3 北京: one hotline, companies are handlers, and the first who has it keeps it', () => {
    const street = '440303001';
    const desk = `${street}.dispatch-desk`;
    const grid = `${street}001001`;

    it('sends a matter to the company that the directory names, without a person, and closes it by the district’s follow-up', async () => {
      const input = {
        text: '小区停水两天，自来水公司没有通知',
        areaCode: grid,
        channel: 'HOTLINE_12345',
        phone,
      };
      const matter = await Matter.of(district, 'hotline', input);
      const { '440303.water': order } = await matter.orders();
      // 快处: contact within a day, done within 24 hours, both from dispatch on
      expect(await matter.hoursFrom(monday, 'CONTACT')).toBe(24);
      expect(await matter.hoursFrom(monday, 'RESOLVE')).toBe(24);
      await matter.handle('company', order);
      await matter.followUp('district', 'SUPERVISORY');
      await matter.close(desk);
      await matter.expectGapless();
    });

    it('gives a community nothing that is not on its list, unless the district grants it, and lets it return nothing alone', async () => {
      const input = { text: '附近学校学位不足', areaCode: `${street}001`, channel: 'HOTLINE_12345', phone };
      const matter = await Matter.of(district, 'hotline', input);
      const community = `${street}001.office`;
      const lead = { id: matter.id, handlers: [{ unitId: community, role: 'LEAD' }] };
      expect(await refusalOf(district, desk, 'allocateAppeal', lead)).toBe('UNIT_OUTSIDE_LIST');
      const asked = { kind: 'OFF_LIST', appealId: matter.id, unitId: community, reason: '家校就在社区内' };
      const { id } = await matter.act(desk, 'fileRequest', { input: asked });
      await matter.act('district', 'decideRequest', { id, approve: true, reason: '同意' });
      const orders = await matter.allocate(desk, { unitId: community, role: 'LEAD' });
      // 7 natural days for what is neither urgent nor fast
      expect(await matter.dueDay('RESOLVE')).toBe('2026-11-30');
      const back = {
        kind: 'RETURN',
        appealId: matter.id,
        workOrderId: orders[community],
        reason: '不属社区职责',
      };
      const filed = await matter.act(community, 'fileRequest', { input: back });
      await matter.act('district', 'decideRequest', { id: filed.id, approve: false, reason: '首接负责' });
      expect(await refusalOf(district, community, 'fileRequest', { input: back })).toBe(
        'RETURN_OF_DESIGNATED',
      );
    });
  });

  describe('S4 陕西: 接·派·办·评, with the secretary’s own list', () => {
    const street = '440303002';
    const desk = `${street}.dispatch-desk`;
    const community = `${street}001.office`;
    const grid = `${street}001001.office`;

    it('answers a question in 3 working days by the grid', async () => {
      const input = {
        text: '请问办理居住证的流程',
        areaCode: `${street}001001`,
        channel: 'HOME_VISIT',
        phone,
      };
      const matter = await Matter.of(district, grid, input);
      await matter.classify(community, 'POLICY', 'INQUIRY', 'ROUTINE');
      const orders = await matter.allocate(community, { unitId: grid, role: 'LEAD' });
      expect(await matter.dueDay('RESOLVE')).toBe('2026-11-26');
      await matter.handle(grid, orders[grid]);
      await matter.followUp(desk, 'SUPERVISORY');
      await matter.close(desk);
    });

    it('passes a hard matter up, to the secretary’s list with dated duties that are ticked off', async () => {
      const input = {
        text: '楼道垃圾长期无人清运',
        areaCode: `${street}001001`,
        channel: 'HOME_VISIT',
        phone,
      };
      const matter = await Matter.of(district, grid, input);
      await matter.classify(community, 'SANITATION', 'COMPLAINT', 'FAST');
      const orders = await matter.allocate(community, { unitId: community, role: 'LEAD' });
      expect(await matter.dueDay('RESOLVE')).toBe('2026-11-30');
      const input2 = {
        kind: 'ESCALATE',
        appealId: matter.id,
        reason: '涉及多个部门',
        tried: ['社区协调物业两次'],
      };
      const { id } = await matter.act(community, 'fileRequest', { input: input2 });
      await matter.act(desk, 'decideRequest', { id, approve: true, reason: '同意提级' });
      expect(await matter.read('responseLevel requests { tried }')).toMatchObject({
        responseLevel: 3,
        requests: [{ tried: ['社区协调物业两次'] }],
      });
      // level three: 15 working days from dispatch
      expect(await matter.dueDay('RESOLVE')).toBe('2026-12-14');
      const { subject: leaderId } = await call<{ subject: string }>(
        district,
        `${street}.office`,
        'me',
        {},
        'subject',
      );
      const dated = [{ text: '书记领办', dueBy: '2026-11-25T18:00:00+08:00' }];
      const shown = 'caseLeader { duties { id text doneAt } }';
      const led = await matter.act<{ caseLeader: { duties: { id: string }[] } }>(
        desk,
        'assignCaseLeader',
        { id: matter.id, leaderId, duties: ['书记点评'], dated },
        shown,
      );
      for (const duty of led.caseLeader.duties)
        await matter.act(`${street}.office`, 'tickLeaderDuty', { id: matter.id, dutyId: duty.id });
      const { caseLeader } = await matter.read<{ caseLeader: { duties: { doneAt: string | null }[] } }>(
        shown,
      );
      expect(caseLeader.duties.every(({ doneAt }) => doneAt !== null)).toBe(true);
      await matter.handle(community, orders[community]);
      await matter.followUp(desk, 'SUPERVISORY');
      await matter.close(desk);
      await matter.expectGapless();
    });
  });

  describe('S5 肥城: raised level by level, and inspected together in an emergency', () => {
    const street = '440303005';
    const desk = `${street}.dispatch-desk`;
    const community = `${street}001.office`;

    it('raises nothing before it says what was tried', async () => {
      const input = { text: '小区路面坑洼', areaCode: `${street}001001`, channel: 'PATROL', phone };
      const matter = await Matter.of(district, community, input);
      await matter.classify(desk, 'ROADS', 'HELP', 'FAST');
      await matter.allocate(desk, { unitId: community, role: 'LEAD' });
      expect(await matter.dueDay('RESOLVE')).toBe('2026-11-30');
      const asked = { kind: 'ESCALATE', appealId: matter.id, reason: '社区无力解决' };
      expect(await refusalOf(district, community, 'fileRequest', { input: asked })).toBe('REQUEST_INVALID');
      for (const level of [2, 3, 4]) {
        const filed = { ...asked, tried: [`第${level}级以下已协调`] };
        const { id } = await matter.act(community, 'fileRequest', { input: filed });
        await matter.act(desk, 'decideRequest', { id, approve: true, reason: '逐级提级' });
        expect(await matter.read('responseLevel')).toEqual({ responseLevel: level });
      }
    });

    it('calls several departments at once, which come within the hour, find, serve notices and tell the public', async () => {
      const input = {
        text: '餐饮店燃气软管老化漏气',
        areaCode: `${street}001001`,
        channel: 'PATROL',
        origin: 'FOUND',
        phone,
      };
      const matter = await Matter.of(district, community, input);
      await matter.classify(desk, 'GAS', 'HAZARD', 'URGENT');
      const orders = await matter.allocate(desk, { unitId: `${street}.enforcement`, role: 'LEAD' });
      const unitIds = ['440303.emergency', '440303.market-supervision', '440303.gas'];
      const about = {
        appealIds: [matter.id],
        areaCode: `${street}001`,
        situation: 'EMERGENCY',
        reason: '燃气隐患',
      };
      const whistle = await matter.act(desk, 'blowWhistle', { input: { ...about, unitIds } });
      expect(await matter.hoursFrom(monday, 'REPORT_IN')).toBe(1);
      const summonses = await matter.summonses(whistle.id);
      for (const unit of unitIds) {
        const id = summonses[unit];
        await matter.act(unit, 'reportIn', { id, input: { officer: '带队负责人' } });
      }
      const find = (place: string, more: object = {}) =>
        matter.act<{ id: string; number: string }>(
          '440303.emergency',
          'recordFinding',
          { whistleId: whistle.id, input: { place, text: '软管老化', ...more } },
          'id number',
        );
      const correctBy = '2026-11-24T18:00:00+08:00';
      const notices = [
        await find('一号店', { correctBy }),
        await find('二号店', { correctBy }),
        await find('三号店'),
      ];
      expect(notices.map(({ number }) => number)).toEqual([`整${street}-2026-1`, `整${street}-2026-2`, null]);
      for (const { id } of notices.slice(0, 2))
        await matter.act('440303.emergency', 'confirmCorrection', { id, note: '已更换' });
      for (const unit of unitIds) {
        await matter.act(unit, 'recordAction', { id: summonses[unit], note: '联合检查三处' });
        await matter.act(unit, 'finishSummons', { id: summonses[unit], result: '已完成' });
      }
      const ratings = unitIds.map((unit) => ({ summonsId: summonses[unit], stars: 5 }));
      await matter.act(desk, 'publishWhistle', {
        id: whistle.id,
        text: '三家餐饮店燃气隐患已联合检查，两家整改完毕。',
      });
      await matter.act(desk, 'completeWhistle', { id: whistle.id, outcome: '整改完毕', ratings });
      const told = await call<{ edges: { node: { text: string; units: string[] } }[] }>(
        district,
        null,
        'publicWhistles',
        { areaCode: street },
        'edges { node { text units } }',
      );
      expect(told.edges).toMatchObject([{ node: { text: expect.stringContaining('整改完毕') as string } }]);
      expect(told.edges[0]?.node.units).toHaveLength(3);
      await matter.handle(`${street}.enforcement`, orders[`${street}.enforcement`]);
      await matter.followUp(desk, 'SUPERVISORY');
      await matter.close(desk);
      await matter.expectGapless();
    });
  });

  describe('S6 阜阳: scan, follow and rate without an account; one place for every dispute', () => {
    const street = '440303006';
    const desk = `${street}.dispatch-desk`;
    const community = `${street}001.office`;

    it('is told in 5 working days, followed by the secret of the receipt, and rated', async () => {
      const input = { text: '商户门口路灯不亮', areaCode: `${street}001001`, phone };
      const matter = await Matter.of(district, null, input);
      await matter.classify(community, 'LIGHTING', 'HELP', 'FAST');
      const orders = await matter.allocate(community, { unitId: community, role: 'LEAD' });
      expect(await matter.dueDay('RESOLVE')).toBe('2026-11-30');
      await matter.handle(community, orders[community]);
      const receipt = { number: matter.number, secret: matter.secret };
      const seen = await call<{ status: string; mayRate: boolean }>(
        district,
        null,
        'trackAppeal',
        receipt,
        'status mayRate',
      );
      expect(seen).toEqual({ status: 'RESOLVED', mayRate: true });
      await call(district, null, 'rateAppeal', { ...receipt, stars: 5 }, 'stars');
      await matter.followUp(desk, 'SUPERVISORY');
      await matter.close(desk);
      await matter.expectGapless();
    });

    it('leads a dispute to the justice station, with the thirty days of a mediation', async () => {
      const input = { text: '楼上漏水与邻居争吵', areaCode: `${street}001001`, phone };
      const matter = await Matter.of(district, null, input);
      const shown = 'suggestion { category leadUnits { id } }';
      expect(await matter.read(shown)).toMatchObject({
        suggestion: { leadUnits: [{ id: `${street}.justice-station` }] },
      });
      await matter.classify(community, 'WATER-SEEPAGE', 'DISPUTE', 'FAST', { sphere: 'PRIVATE' });
      await matter.allocate(community, { unitId: `${street}.justice-station`, role: 'LEAD' });
      expect(await matter.dueDay('RESOLVE')).toBe('2026-12-23');
    });
  });

  describe('S7 平江: a reading becomes a task on the spot', () => {
    const street = '440303007';
    const desk = `${street}.dispatch-desk`;
    const grid = `${street}001001.office`;

    it('goes without a person to who keeps the pipes, with eight hours, and to the grid otherwise', async () => {
      const reading = { areaCode: `${street}001001`, channel: 'SENSOR', origin: 'FOUND', phone };
      const burst = await Matter.of(district, grid, { ...reading, text: '用水读数异常，疑似水管爆裂' });
      const { '440303.water': order } = await burst.orders();
      expect(await burst.hoursFrom(monday, 'RESOLVE')).toBe(8);
      await burst.handle('company', order);
      await burst.followUp(desk, 'SUPERVISORY');
      await burst.close(desk);
      await burst.expectGapless();

      const odd = await Matter.of(district, grid, { ...reading, text: '商铺连续三日异常，楼道灯不亮' });
      expect(Object.keys(await odd.orders())).toEqual([grid]);
      // five working days, to the end of office hours
      expect(await odd.dueDay('RESOLVE')).toBe('2026-11-30');
      expect(await odd.hoursFrom('2026-11-30T18:00:00+08:00', 'RESOLVE')).toBe(0);
    });
  });
});
