import { eventually } from '@weisu/testing';
import { TestDistrict } from './district.fixture.js';
import { call, type Answered } from './journey.fixture.js';
import { Matter, refusalOf } from './matter.fixture.js';

const monday = '2026-11-23T09:00:00+08:00';
const phone = '13800138000';

describe('the systems whose streets work by S8 to S11', () => {
  let district: TestDistrict;
  beforeAll(async () => {
    district = await TestDistrict.start();
  }, 120_000);
  beforeEach(() => district.setTime(monday));
  afterAll(() => district.stop());

  describe('S8 西湖: seven doors, one list', () => {
    const street = '440303008';
    const desk = `${street}.dispatch-desk`;

    it('handles what came through two doors once, and answers both', async () => {
      const about = { text: '夜市占道经营噪音扰民', areaCode: `${street}001001`, phone };
      const first = await Matter.of(district, 'hotline', { ...about, channel: 'HOTLINE_12345' });
      const second = await Matter.of(district, desk, {
        ...about,
        channel: 'ONLINE_FORUM',
        phone: '13800138001',
      });
      await first.classify(desk, 'STREET-STALLS', 'COMPLAINT', 'FAST');
      await first.act(desk, 'mergeAppeal', { id: second.id, into: first.id });
      const orders = await first.allocate(desk, { unitId: `${street}.enforcement`, role: 'LEAD' });
      expect(await first.dueDay('RESOLVE')).toBe('2026-11-30');
      expect(await second.read('status mergedInto { id }')).toEqual({
        status: 'MERGED',
        mergedInto: { id: first.id },
      });
      await first.handle(`${street}.enforcement`, orders[`${street}.enforcement`]);
      await first.followUp(desk, 'SUPERVISORY');
      await first.close(desk);
      await first.expectGapless();
      expect(await call(district, desk, 'replyText', { id: first.id }, '')).toContain(
        '办理结果：已于2026-11-23办结',
      );
    });
  });

  describe('S9 上高: levels with days, 会商研判 with person and date', () => {
    const street = '440303009';
    const desk = `${street}.dispatch-desk`;
    const community = `${street}001.office`;
    const grid = `${street}001001.office`;

    it('has 3, 5 and 15 working days by its level, to the end of office hours', async () => {
      const asked = { areaCode: `${street}001001`, channel: 'HOME_VISIT', phone };
      const question = await Matter.of(district, grid, { ...asked, text: '咨询医保政策' });
      await question.classify(desk, 'POLICY', 'INQUIRY', 'ROUTINE');
      await question.allocate(desk, { unitId: grid, role: 'LEAD' });
      expect(await question.hoursFrom('2026-11-26T18:00:00+08:00', 'RESOLVE')).toBe(0);

      const problem = await Matter.of(district, grid, { ...asked, text: '排水管道堵塞' });
      await problem.classify(desk, 'DRAINAGE', 'HELP', 'FAST');
      const orders = await problem.allocate(desk, { unitId: community, role: 'LEAD' });
      expect(await problem.hoursFrom('2026-11-30T18:00:00+08:00', 'RESOLVE')).toBe(0);
      const input = { kind: 'ESCALATE', appealId: problem.id, reason: '管网老化' };
      const { id } = await problem.act(community, 'fileRequest', { input });
      await problem.act(desk, 'decideRequest', { id, approve: true, reason: '党工委点题' });
      expect(await problem.hoursFrom('2026-12-14T18:00:00+08:00', 'RESOLVE')).toBe(0);

      const unitIds = ['440303.water-affairs', '440303.housing'];
      const about = {
        appealIds: [problem.id],
        areaCode: `${street}001`,
        situation: 'HARD_MATTER',
        reason: '管网老化',
      };
      const whistle = await problem.act(community, 'blowWhistle', { input: { ...about, unitIds } });
      await problem.act(desk, 'endorseWhistle', { id: whistle.id });
      const meeting = { agenda: '管网改造会商', place: '驿站', at: '2026-11-23T14:00:00+08:00', unitIds };
      const called = await problem.act(community, 'callConsultation', {
        whistleId: whistle.id,
        input: meeting,
      });
      await district.setTime('2026-11-23T15:00:00+08:00');
      const task = {
        text: '职能部门破题',
        unitId: unitIds[0],
        person: '吴丽娟',
        dueBy: '2026-11-27T18:00:00+08:00',
      };
      const record = {
        attendance: [{ unitId: unitIds[0], person: '吴丽娟' }],
        record: '分段改造',
        tasks: [task],
      };
      const shown = 'tasks { id dueBy doneAt } attendance { person }';
      const held = await problem.act<{ tasks: Answered[]; attendance: { person: string | null }[] }>(
        community,
        'recordConsultation',
        { id: called.id, input: record },
        shown,
      );
      expect(held.attendance.map(({ person }) => person)).toEqual(['吴丽娟', null]);
      await problem.act('440303.water-affairs', 'finishConsultationTask', {
        id: held.tasks[0]?.id,
        result: '已改造',
      });
      const summonses = await problem.summonses(whistle.id);
      await problem.report('440303.water-affairs', summonses['440303.water-affairs']);
      await problem.act(community, 'waiveSummons', { id: summonses['440303.housing'], reason: '不涉及房屋' });
      const ratings = [{ summonsId: summonses['440303.water-affairs'], stars: 4 }];
      await problem.act(community, 'completeWhistle', { id: whistle.id, outcome: '已改造', ratings });
      await problem.handle(community, orders[community]);
      await problem.followUp(desk, 'SUPERVISORY');
      await problem.close(desk);
      await problem.expectGapless();
    });
  });

  describe('S10 城子: 三事 go three ways', () => {
    const street = '440303010';
    const desk = `${street}.dispatch-desk`;
    const community = `${street}001.office`;
    const grid = `${street}001001.office`;
    const visited = { areaCode: `${street}001001`, channel: 'HOME_VISIT', phone };

    it('家事 is claimed by the grid itself, in 3 working days', async () => {
      const matter = await Matter.of(district, grid, { ...visited, text: '邻里争吵' });
      await matter.classify(community, 'NEIGHBOURS', 'DISPUTE', 'FAST', { sphere: 'PRIVATE' });
      const order = await matter.act(grid, 'claimAppeal', { id: matter.id });
      expect(await matter.dueDay('RESOLVE')).toBe('2026-11-26');
      await matter.handle(grid, order.id);
      await matter.followUp(desk, 'SUPERVISORY');
      await matter.close(desk);
      await matter.expectGapless();
    });

    it('共事 is the community’s, in 30 working days that reach into a year not published yet', async () => {
      const matter = await Matter.of(district, grid, { ...visited, text: '加装电梯意见不一' });
      await matter.classify(community, 'LIFTS', 'DISPUTE', 'ROUTINE', { sphere: 'SHARED' });
      expect(await refusalOf(district, grid, 'claimAppeal', { id: matter.id })).toBe('CLAIM_NOT_YOURS');
      await matter.allocate(community, { unitId: community, role: 'LEAD' });
      expect(await matter.dueDay('RESOLVE')).toBe('2027-01-05');
    });

    it('公事 is the street’s: put on account, claimed, accepted and struck off, and one whistle for many of a kind', async () => {
      const matters = [
        await Matter.of(district, grid, { ...visited, text: '房产证办理遗留问题' }),
        await Matter.of(district, grid, { ...visited, text: '房产证遗留问题，二号楼' }),
      ];
      const [first, second] = matters as [Matter, Matter];
      for (const matter of matters) {
        await matter.classify(community, 'HOUSING', 'COMPLAINT', 'ROUTINE');
        const lead = { id: matter.id, handlers: [{ unitId: community, role: 'LEAD' }] };
        expect(await refusalOf(district, desk, 'allocateAppeal', lead)).toBe('UNIT_ONLY_ASSISTS');
        await matter.allocate(desk, { unitId: desk, role: 'LEAD' }, { unitId: community, role: 'ASSIST' });
        expect(await matter.dueDay('RESOLVE')).toBe('2026-12-14');
      }
      const dueBy = '2026-12-01T18:00:00+08:00';
      await first.act(desk, 'putOnAccount', { id: first.id, measures: '集中办证', dueBy });
      await first.act(`${street}.office`, 'claimAccount', { id: first.id });
      const input = {
        ...{ appealIds: matters.map(({ id }) => id), areaCode: street, situation: 'HARD_MATTER' },
        ...{ reason: '235件房产证遗留问题集中办理', unitIds: ['440303.housing'] },
      };
      const whistle = await first.act(desk, 'blowWhistle', { input });
      expect(await second.read('whistles { id }')).toEqual({ whistles: [{ id: whistle.id }] });
      const summonsId = (await first.summonses(whistle.id))['440303.housing'];
      await first.report('department-2', summonsId);
      const ratings = [{ summonsId, stars: 5 }];
      await first.act(desk, 'completeWhistle', { id: whistle.id, outcome: '已办证', ratings });
      await first.act(desk, 'strikeOffAccount', { id: first.id, acceptance: '验收合格' });
      for (const matter of matters) {
        const orders = await matter.orders();
        await matter.handle(desk, orders[desk]);
        await matter.act(community, 'resolveWorkOrder', { id: orders[community], note: '已协助' });
        // the desk led it, so that another asks: nobody judges the own work
        await matter.followUp(grid, 'SUPERVISORY');
        await matter.close(desk);
        await matter.expectGapless();
      }
    });
  });

  describe('S11 凤凰园: several departments, one visible result', () => {
    const street = '440303001';
    const desk = `${street}.dispatch-desk`;
    const community = `${street}001.office`;
    const december = '2026-12-01T09:00:00+08:00';
    beforeEach(() => district.setTime(december));

    it('is the profile of the street from December on: a project whistle shows residents before and after', async () => {
      const input = {
        text: '小区架空线缆杂乱，存在安全隐患',
        areaCode: `${street}001001`,
        channel: 'PATROL',
        phone,
      };
      const matter = await Matter.of(district, community, input);
      await matter.classify(community, 'BUILDING-SAFETY', 'HAZARD', 'ROUTINE', { complex: true });
      const orders = await matter.allocate(community, { unitId: community, role: 'LEAD' });
      expect(await matter.dueDay('RESOLVE')).toBe('2027-01-13');
      const unitIds = ['440303.power', '440303.urban-management', '440303.transport'];
      const about = { appealIds: [matter.id], areaCode: `${street}001`, reason: '架空线缆整治', unitIds };
      const emergency = { input: { ...about, situation: 'EMERGENCY' } };
      expect(await refusalOf(district, community, 'blowWhistle', emergency)).toBe('WHISTLE_SITUATION');
      const whistle = await matter.act(community, 'blowWhistle', {
        input: { ...about, situation: 'KEY_WORK' },
      });
      expect(await matter.summonses(whistle.id)).toEqual({});
      await matter.act(desk, 'endorseWhistle', { id: whistle.id });
      const summonses = await matter.summonses(whistle.id);
      for (const unit of unitIds)
        await matter.report(unit === '440303.urban-management' ? 'department' : unit, summonses[unit]);
      const ratings = unitIds.map((unit) => ({ summonsId: summonses[unit], stars: 5 }));
      await matter.act(community, 'completeWhistle', { id: whistle.id, outcome: '线缆入地', ratings });
      const [before, after] = [await upload(district, community), await upload(district, community)];
      const published = { id: whistle.id, text: '架空线缆已入地', before: [before], after: [after] };
      await matter.act(community, 'publishWhistle', published);
      const told = await call<{ edges: { node: Readonly<Record<string, unknown>> }[] }>(
        district,
        null,
        'publicWhistles',
        { areaCode: street },
        'edges { node { text before after } }',
      );
      expect(told.edges[0]?.node).toEqual({
        text: '架空线缆已入地',
        before: [`/files/${before}`],
        after: [`/files/${after}`],
      });
      // anybody may look at them, and at nothing else of the matter
      await eventually(
        async () => expect((await fetch(`${district.url}/files/${before}`)).status).toBe(200),
        20_000,
      );
      await matter.handle(community, orders[community]);
      await matter.followUp(desk, 'SUPERVISORY');
      await matter.close(desk);
      await matter.expectGapless();
    });
  });
});

/** The smallest picture there is, as evidence of an account. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

async function upload(district: TestDistrict, account: string): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob([pixel]), '现场.png');
  const response = await fetch(`${district.url}/files`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await district.token(account)}` },
    body: form,
  });
  return ((await response.json()) as { id: string }).id;
}
