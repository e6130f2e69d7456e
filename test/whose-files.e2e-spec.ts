import { buildPublicSchema, gatewayScalars } from '@weisu/api';
import { eventually } from '@weisu/testing';
import { getNamedType, isInputObjectType, isListType, getNullableType, type GraphQLInputType } from 'graphql';
import { upload } from './authorisation/client.js';
import { TestDistrict } from './district.fixture.js';
import { attempt, call, documentOf, type Arguments } from './journey.fixture.js';
import { Matter } from './matter.fixture.js';

const patience = 20_000;
const nobodys = '0193a8f0-0000-7000-8000-0000000000ff';
const [own, theirs] = ['440303003', '440303004'] as const;
/** Of the neighbour street: its desk, the office of a grid and a called department. */
const [desk, office, department] = ['street-2', `${theirs}029001.office`, 'department-2'] as const;

type Published = Readonly<{ id: string; before: readonly string[]; after: readonly string[] }>;
type WithEvidence = Readonly<{ evidence: readonly Readonly<{ id: string }>[] }>;

describe('whose a file is', () => {
  let district: TestDistrict;
  /** Of 东门: published by its community, bound to a matter of its resident, loose. */
  let files: Readonly<Record<'published' | 'bound' | 'loose' | 'made up', string>>;
  let matter: Matter;
  let orderId: string | undefined;
  let summonsId: string | undefined;
  let whistleId: string;

  beforeAll(async () => {
    district = await TestDistrict.start();
    await district.setTime('2026-11-23T09:00:00+08:00');
    const published = await upload(district, 'community', '整治前.png');
    const ours = await blow('community', `${own}020`, []);
    await call(district, 'street', 'endorseWhistle', { id: ours });
    await publish('community', ours, { before: [published] });
    await served(published);
    const bound = await upload(district, 'resident', '漏水.png');
    await Matter.of(district, 'resident', { text: '漏水', areaCode: `${own}020001`, attachments: [bound] });
    files = { published, bound, loose: await upload(district, 'community', '未用.png'), 'made up': nobodys };

    matter = await Matter.of(district, 'hotline', {
      text: '树枝遮挡路灯',
      areaCode: `${theirs}029001`,
      channel: 'HOTLINE_12345',
      external: {
        ...{ system: 'hotline', number: 'HL-1' },
        ...{ dispatchedAt: '2026-11-23T08:50:00+08:00', dueBy: '2026-11-27T18:00:00+08:00' },
      },
    });
    await matter.classify(desk, 'WATER-SEEPAGE', 'DISPUTE', 'ROUTINE');
    const orders = await matter.allocate(desk, { unitId: office, role: 'LEAD' });
    orderId = orders[office];
    whistleId = await blow(desk, `${theirs}029`, [matter.id]);
    summonsId = (await matter.summonses(whistleId))['440303.housing'];
  }, 120_000);
  afterAll(() => district.stop());

  async function blow(who: string, areaCode: string, appealIds: readonly string[]): Promise<string> {
    const input = { areaCode, appealIds, situation: 'HARD_MATTER', reason: '多部门共管' };
    const { id } = await call(district, who, 'blowWhistle', {
      input: { ...input, unitIds: ['440303.housing'] },
    });
    return id;
  }
  const publish = (who: string, id: string, pictures: Arguments) =>
    call(district, who, 'publishWhistle', { id, text: '已整治', ...pictures });
  const download = async (id: string, who: string | null = null) => {
    const headers: Record<string, string> = who
      ? { authorization: `Bearer ${await district.token(who)}` }
      : {};
    const statusOf = async (path: string) =>
      (await fetch(`${district.url}/files/${path}`, { headers })).status;
    const [file, rendition] = [await statusOf(id), await statusOf(`${id}?size=320`)];
    // a rendition is seen by whoever may see its file, and by nobody else
    expect(rendition).toBe(file);
    return file;
  };
  const served = (id: string) => eventually(async () => expect(await download(id)).toBe(200), patience);
  const shown = async (areaCode: string, id: string): Promise<Published | undefined> => {
    const selection = 'edges { node { id before after } }';
    const { edges } = await call<{ edges: readonly { node: Published }[] }>(
      district,
      null,
      'publicWhistles',
      { areaCode },
      selection,
    );
    return edges.map(({ node }) => node).find((node) => node.id === id);
  };

  it('hole 15: a neighbour street neither shows nor withdraws pictures that another published', async () => {
    const id = await blow(desk, `${theirs}029`, []);
    await publish(desk, id, { before: [files.published], after: [files.loose, files.bound, nobodys] });
    const mine = await upload(district, desk, '自己的.png');
    expect((await shown(theirs, id))?.before).toEqual([]);
    await call(district, desk, 'withdrawPublication', { id });
    await publish(desk, id, { before: [mine, files.published], after: [files.loose, files.bound, nobodys] });
    await served(mine);
    await eventually(
      async () => expect(await shown(theirs, id)).toEqual({ id, before: [`/files/${mine}`], after: [] }),
      patience,
    );
    expect(await download(files.published)).toBe(200);
    for (const kept of [files.loose, files.bound]) expect(await download(kept)).toBe(404);

    await publish(desk, id, {});
    await eventually(async () => expect(await download(mine)).toBe(404), patience);
    expect(await download(files.published)).toBe(200);
  });

  it('hole 15: a picture that two of one’s own whistles show goes with the last of them', async () => {
    const [one, two] = [await blow(desk, `${theirs}029`, []), await blow(desk, `${theirs}029`, [])];
    const mine = await upload(district, desk, '两处.png');
    await publish(desk, one, { before: [mine] });
    await publish(desk, two, { after: [mine] });
    await eventually(async () => expect((await shown(theirs, two))?.after).toHaveLength(1), patience);
    const mark = await upload(district, desk, '标记.png');
    await publish(desk, one, { before: [mark] });
    await served(mark);
    expect(await download(mine)).toBe(200);
    await call(district, desk, 'withdrawPublication', { id: two });
    await eventually(async () => expect(await download(mine)).toBe(404), patience);
  });

  const told = { text: '见照片', areaCode: `${theirs}029001` };
  /** What takes files, by who may: what was named stands in the answer as evidence, or the call is refused. */
  const takers: readonly (readonly [string, string | null, (attachments: string[]) => Arguments, string])[] =
    [
      ['submitAppeal', null, (attachments) => ({ input: { ...told, attachments } }), 'refused'],
      ['submitAppeal', 'resident', (attachments) => ({ input: { ...told, attachments } }), 'refused'],
      [
        'registerAppeal',
        desk,
        (attachments) => ({ input: { ...told, channel: 'DIRECT_LINE', attachments } }),
        'refused',
      ],
      [
        'recordOnTheSpot',
        office,
        (attachments) => ({
          input: {
            ...{ ...told, attachments, occurredAt: '2026-11-23T08:55:00+08:00' },
            ...{ outcome: 'SETTLED', action: '当场清理', clientId: nobodys },
          },
        }),
        'refused',
      ],
      [
        'recordProgress',
        office,
        (attachments) => ({ id: orderId, note: '已到现场', attachments }),
        'appeal { evidence { id } }',
      ],
      [
        'fileRequest',
        office,
        (attachments) => ({
          input: {
            ...{ kind: 'EXTEND', appealId: matter.id, workOrderId: orderId, reason: '配件未到', attachments },
            by: { amount: 1, unit: 'WORKING_DAY' },
          },
        }),
        'evidence { id }',
      ],
      [
        'reportIn',
        department,
        (attachments) => ({ id: summonsId, input: { officer: '李工', attachments } }),
        'reportIn { evidence { id } }',
      ],
      [
        'recordAction',
        department,
        (attachments) => ({ id: summonsId, note: '现场处置', attachments }),
        'actions { evidence { id } }',
      ],
      [
        'recordFinding',
        department,
        (attachments) => ({ whistleId, input: { place: '门口', text: '堆物', attachments } }),
        'evidence { id }',
      ],
      [
        'resolveWorkOrder',
        office,
        (attachments) => ({ id: orderId, note: '已修剪', attachments }),
        'appeal { evidence { id } }',
      ],
      [
        'reportBack',
        desk,
        (attachments) => ({ id: matter.id, reply: '已办结', attachments }),
        'evidence { id }',
      ],
    ];

  it.each(takers)(
    'hole 15: %s by %s takes no file of somebody else, and says the same of each',
    async (...row) => {
      const [operation, who, args, selection] = row;
      if (selection === 'refused') {
        for (const [what, id] of Object.entries(files)) {
          const { errors } = await attempt(district, who, operation, args([id]));
          expect([what, errors[0]?.extensions.code]).toEqual([what, 'ATTACHMENT_NOT_FOUND']);
        }
        return;
      }
      const mine = await upload(district, who, '自己的.png');
      const data = await district.ask<Record<string, unknown>>(
        who,
        documentOf(operation, selection),
        args([...Object.values(files), mine]),
      );
      for (const id of Object.values(files)) expect(JSON.stringify(data)).not.toContain(id);
      // bound: the office sees it, and the district, which sees both streets, finds no other file here
      await eventually(async () => expect(await download(mine, desk)).toBe(200), patience);
      const everything = `evidence { id } requests { evidence { id } } whistles { findings { evidence { id } }
      summonses { reportIn { evidence { id } } actions { evidence { id } } } }`;
      const seen = JSON.stringify(await matter.read<WithEvidence>(everything, 'district'));
      expect(seen).toContain(mine);
      for (const id of Object.values(files)) expect(seen).not.toContain(id);
    },
  );

  it('hole 15: every operation that takes files is in the table', () => {
    const named = new Set(takers.map(([operation]) => operation));
    expect(takingFiles().filter((operation) => !named.has(operation))).toEqual(['publishWhistle']);
  });
});

/** By the contract: mutations with a list of ids of files among their arguments, or in their input. */
function takingFiles(): string[] {
  const mutations = buildPublicSchema(gatewayScalars).getMutationType()?.getFields() ?? {};
  const takes = (name: string, type: GraphQLInputType): boolean => {
    const named = getNamedType(type);
    if (isInputObjectType(named))
      return Object.values(named.getFields()).some((field) => takes(field.name, field.type));
    return ['attachments', 'before', 'after'].includes(name) && isListType(getNullableType(type));
  };
  return Object.values(mutations)
    .filter(({ args }) => args.some(({ name, type }) => takes(name, type)))
    .map(({ name }) => name);
}
