import type { OperationAnswer } from '@weisu/api';
import { announce, PersonalDataErased, PicturesPublished, WhistlePublished } from '@weisu/contracts';
import { eventually } from '@weisu/testing';
import {
  areas,
  community,
  district,
  monday,
  startWhistleService,
  street,
  street2,
  urban,
  type WhistleService,
} from '../whistle/whistle-service.fixture.js';

const before = '0193a8f0-0000-7000-8000-00000000be01';
const after = '0193a8f0-0000-7000-8000-00000000af01';

describe('what residents may read of a whistle', () => {
  let service: WhistleService;
  beforeAll(async () => (service = await startWhistleService()));
  beforeEach(() => service.time.set(monday));
  afterAll(() => service.stop());

  const publish = (id: string, actor = street, text = '架空线缆已入地') =>
    service.call('publishWhistle', { id, text, before: [before], after: [after] }, actor);
  const read = (args: object = {}) =>
    service.call<OperationAnswer['publicWhistles']>(
      'publicWhistles',
      { areaCode: areas.street, ...args },
      null,
    );

  it('is its text, its units and its pictures, without a token and without a matter', async () => {
    const appealId = await service.appeal();
    const { id } = await service.blow({ appealIds: [appealId], situation: 'KEY_WORK' });
    await publish(id);
    service.time.set('2026-11-24T09:00:00+08:00');
    await publish(id, street, '架空线缆已入地，路面已恢复');
    const [edge] = (await read()).edges;
    expect(edge?.node).toEqual({
      ...{
        id,
        areaCode: areas.community,
        areaName: '东门社区',
        text: '架空线缆已入地，路面已恢复',
        completedAt: null,
      },
      units: ['罗湖区城市管理和综合执法局'],
      blownAt: new Date(monday).toISOString(),
      publishedAt: '2026-11-24T01:00:00.000Z',
      before: [`/files/${before}`],
      after: [`/files/${after}`],
    });
    expect((await read({ areaCode: areas.neighbour })).edges).toEqual([]);
    await expect(read({ areaCode: '999999' })).rejects.toMatchObject({ code: 'AREA_NOT_FOUND' });
    await service.settled();
    expect(service.probe.of(WhistlePublished, appealId)).toMatchObject([
      { payload: { attachmentIds: [before, after] } },
      {},
    ]);
  });

  it('is withdrawn, with its pictures, and replaced with what is different', async () => {
    const appealId = await service.appeal();
    const { id } = await service.blow({ appealIds: [appealId] });
    const withdraw = (actor = street) => service.call('withdrawPublication', { id }, actor);
    await expect(withdraw()).rejects.toMatchObject({ code: 'STATE_FORBIDS' });
    await publish(id);
    const other = after.replace('af01', 'af02');
    await service.call('publishWhistle', { id, text: '更正', before: [before], after: [other] }, street);
    await expect(withdraw(street2)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await withdraw();
    expect((await read()).edges.map(({ node }) => node?.id)).not.toContain(id);
    await service.settled();
    expect(service.probe.of(WhistlePublished, appealId).map(({ payload }) => payload)).toMatchObject([
      { attachmentIds: [before, after], withdrawnIds: [] },
      { attachmentIds: [before, other], withdrawnIds: [after] },
      { attachmentIds: [], withdrawnIds: [before, other] },
    ]);
  });

  it('hole 15: shows no picture that another publication shows, and of those that it names what intake knows to be its own', async () => {
    const [theirs, mine] = [await service.blow({}), await service.blow({ areaCode: areas.street })];
    const said = (whistleId: string, attachmentIds: string[]) =>
      service.probe.say(
        whistleId,
        announce(PicturesPublished, { whistleId, attachmentIds }),
        service.time.now(),
      );
    const shown = async (id: string) => {
      const node = (await read({ first: 100 })).edges.find((edge) => edge.node?.id === id)?.node;
      return [...(node?.before ?? []), ...(node?.after ?? [])];
    };
    const named = (id: string, ids: readonly string[]) =>
      service.call('publishWhistle', { id, text: '更正', before: ids }, street);
    const [one, two, three] = ['1', '2', '3'].map((n) => after.replace('af01', `ac0${n}`));
    await named(theirs.id, [one!, two!]);
    await named(mine.id, [one!, two!, three!]);
    expect(await shown(mine.id)).toEqual([`/files/${three}`]);
    const event = await said(mine.id, [three!]);
    await said(theirs.id, [one!]);
    await service.probe.repeat(event);
    expect(await shown(theirs.id)).toEqual([`/files/${one}`]);
    expect(await shown(mine.id)).toEqual([`/files/${three}`]);
    await said(mine.id, []);
    expect(await shown(mine.id)).toEqual([]);
    // by the version before, which does not say which it shows
    await service.sql('UPDATE published_whistle SET shown_ids = NULL WHERE whistle_id = $1', [theirs.id]);
    expect(await shown(theirs.id)).toEqual([`/files/${one}`, `/files/${two}`]);
  });

  it('goes with the personal data of its matter, and is not brought back', async () => {
    const appealId = await service.appeal();
    const { id } = await service.blow({ appealIds: [appealId] });
    await publish(id);
    await service.call(
      'declineAppeal',
      { id: appealId, ground: 'OUT_OF_SCOPE', explanation: '不属受理范围' },
      street,
    );
    await service.probe.say(
      appealId,
      announce(PersonalDataErased, { appealId, erasureId: before, ground: 'TERM', attachmentIds: [] }),
      service.time.now(),
    );
    await eventually(async () => expect((await read()).edges.map(({ node }) => node?.id)).not.toContain(id));
    await expect(publish(id)).rejects.toMatchObject({ code: 'PERSONAL_DATA_ERASED' });
  });

  it.each(['made-up', Buffer.from('["x","y"]').toString('base64url')])(
    'is not read after the cursor %s',
    async (cursor) => {
      await expect(read({ after: cursor })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    },
  );

  it('comes in pages, the latest first', async () => {
    const ids: string[] = [];
    for (const minute of [1, 2, 3]) {
      service.time.set(`2026-12-01T09:0${minute}:00+08:00`);
      const { id } = await service.blow({});
      await publish(id);
      ids.unshift(id);
    }
    const first = await read({ first: 2 });
    const rest = await read({ first: 1, after: first.pageInfo.endCursor });
    expect([...first.edges, ...rest.edges].map(({ node }) => node?.id)).toEqual(ids);
  });

  it('is published by who whistled or its street, when the street stands behind it, and not by a called unit', async () => {
    const { id } = await service.blow({}, community);
    await expect(publish(id, community)).rejects.toMatchObject({ code: 'WHISTLE_NOT_ENDORSED' });
    await service.call('endorseWhistle', { id }, street);
    await expect(publish(id, street2)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for (const actor of [urban, district])
      await expect(publish(id, actor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(publish(id, community, ' ')).rejects.toMatchObject({ code: 'TEXT_EMPTY' });
    await publish(id, community);
  });
});
