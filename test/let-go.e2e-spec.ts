import { eventually } from '@weisu/testing';
import { strFromU8, unzipSync } from 'fflate';
import type { GraphQLObjectType } from 'graphql';
import { inLanes, upload } from './authorisation/client.js';
import { schema } from './authorisation/document.js';
import { joinsFrom, nameOf, secondJoins, selectionOf, type Path } from './authorisation/paths.js';
import { ownStreet } from './authorisation/people.js';
import { Setup } from './authorisation/setup.js';
import { TestDistrict } from './district.fixture.js';

/** What a resident said, and what others wrote after the unit was let go: no word of it is the unit's any more. */
const person = { name: '欧阳放', phone: '13912347651' };
const secrets = ['丹顶鹤路', '欧阳', person.phone, '7651', '蓝鲸'];

const urban = { account: 'department', unitId: '440303.urban-management' };
const water = { account: 'company', unitId: '440303.water' };
const housing = { account: 'department-2', unitId: '440303.housing' };

type Id = Readonly<{ id: string }>;
type Party = Readonly<{ account: string; unitId: string }>;
/** A matter, who was let go from it, and what that unit said itself before. */
type Gone = Readonly<{ id: string; number: string; account: string; said: string; fileId: string | null }>;

describe('who was let go is out', () => {
  let district: TestDistrict;
  let setup: Setup;
  const gone = new Map<string, Gone>();

  const told = async (input: object = {}): Promise<Id & { number: string }> => {
    const text = `丹顶鹤路${gone.size}号楼上漏水，请处理`;
    const document = 'mutation($input: SubmitAppealInput!) { submitAppeal(input: $input) { id number } }';
    const variables = { input: { text, areaCode: ownStreet.grid, ...person, ...input } };
    const receipt = await setup.do<Id & { number: string }>(null, document, variables);
    const classify =
      'mutation($id: ID!) { classifyAppeal(id: $id, input: { category: "WATER-SEEPAGE", nature: DISPUTE, urgency: FAST, sphere: PRIVATE }) { id } }';
    await setup.soon('street', classify, { id: receipt.id });
    return receipt;
  };

  const allocate = async (
    id: string,
    ...units: readonly string[]
  ): Promise<Readonly<Record<string, string>>> => {
    const document =
      'mutation($id: ID!, $handlers: [HandlerInput!]!) { allocateAppeal(id: $id, handlers: $handlers) { id unit { id } } }';
    const handlers = units.map((unitId, n) => ({ unitId, role: n ? 'ASSIST' : 'LEAD' }));
    const orders = await setup.do<readonly (Id & { unit: Id })[]>('street', document, { id, handlers });
    return Object.fromEntries(orders.map((order) => [order.unit.id, order.id]));
  };

  const progress = (account: string, id: string | undefined, note: string, files: readonly string[] = []) =>
    setup.do(
      account,
      'mutation($id: ID!, $note: String!, $files: [ID!]) { recordProgress(id: $id, note: $note, attachments: $files) { id } }',
      { id, note, files },
    );

  /** A unit that has an order, works, and says something. */
  const working = async ({ account, unitId }: Party, said: string) => {
    const matter = await told();
    const orders = await allocate(matter.id, ownStreet.gridOffice.unitId, unitId);
    const fileId = await upload(district, account, 'own.png');
    await setup.do(account, 'mutation($id: ID!) { acceptWorkOrder(id: $id) { id } }', { id: orders[unitId] });
    await progress(account, orders[unitId], said, [fileId]);
    return { ...matter, account, said, fileId, orders, order: orders[unitId] };
  };

  const whistled = async (units: readonly Party[]) => {
    const matter = await told();
    await allocate(matter.id, ownStreet.gridOffice.unitId);
    const input = {
      ...{ appealIds: [matter.id], areaCode: ownStreet.community, situation: 'HARD_MATTER' },
      ...{ reason: '管道在楼板内', unitIds: units.map(({ unitId }) => unitId) },
    };
    const blow = 'mutation($input: BlowWhistleInput!) { blowWhistle(input: $input) { id } }';
    const { id: whistleId } = await setup.do<Id>('community', blow, { input });
    await setup.do('street', 'mutation($id: ID!) { endorseWhistle(id: $id) { id } }', { id: whistleId });
    const read = 'query($id: ID!) { whistle(id: $id) { summonses { id unit { id } } } }';
    const { summonses } = await setup.do<{ summonses: readonly (Id & { unit: Id })[] }>('street', read, {
      id: whistleId,
    });
    const ids = Object.fromEntries(summonses.map((summons) => [summons.unit.id, summons.id]));
    return { ...matter, whistleId, ids };
  };

  /** Each way of being let go, carried out as people do it. */
  const ways: Readonly<Record<string, () => Promise<Gone>>> = {
    async returned() {
      const matter = await working(urban, '退单前的进展');
      const input = { kind: 'RETURN', appealId: matter.id, workOrderId: matter.order, reason: '不属本单位' };
      const file = 'mutation($input: RequestInput!) { fileRequest(input: $input) { id } }';
      const { id } = await setup.do<Id>(urban.account, file, { input });
      const decide = 'mutation($id: ID!) { decideRequest(id: $id, approve: true, reason: "同意") { id } }';
      await setup.do('street', decide, { id });
      return matter;
    },
    async cancelled() {
      const matter = await working(water, '改派前的进展');
      await allocate(matter.id, ownStreet.gridOffice.unitId, housing.unitId);
      return matter;
    },
    async 'refusal upheld'() {
      const { ids, ...matter } = await whistled([urban, water]);
      const id = ids[urban.unitId];
      const refuse = 'mutation($id: ID!) { refuseSummons(id: $id, reason: "不属职责范围") { id } }';
      await setup.do(urban.account, refuse, { id });
      const uphold = 'mutation($id: ID!) { upholdRefusal(id: $id, reason: "属实") { id } }';
      await setup.do('district', uphold, { id });
      return { ...matter, account: urban.account, said: '不属职责范围', fileId: null };
    },
    async waived() {
      const { ids, ...matter } = await whistled([urban, water]);
      const id = ids[water.unitId];
      await setup.do(water.account, 'mutation($id: ID!) { acknowledgeSummons(id: $id) { id } }', { id });
      await setup.do('street', 'mutation($id: ID!) { waiveSummons(id: $id, reason: "已解决") { id } }', {
        id,
      });
      return { ...matter, account: water.account, said: '接哨', fileId: null };
    },
    async substituted() {
      const { ids, ...matter } = await whistled([urban]);
      const id = ids[urban.unitId];
      const propose =
        'mutation($id: ID!, $unit: ID!) { proposeSubstitute(id: $id, unitId: $unit, reason: "应由住建部门处置") { id } }';
      await setup.do(urban.account, propose, { id, unit: housing.unitId });
      const decide = 'mutation($id: ID!) { decideSubstitute(id: $id, approve: true, reason: "同意") { id } }';
      await setup.do('community', decide, { id });
      return { ...matter, account: urban.account, said: '应由住建部门处置', fileId: null };
    },
    async relocated() {
      const input = {
        ...{ text: '丹顶鹤路口井盖缺失', areaCode: ownStreet.grid, channel: 'HOME_VISIT', ...person },
      };
      const register =
        'mutation($input: RegisterAppealInput!) { registerAppeal(input: $input) { id number } }';
      const matter = await setup.do<Id & { number: string }>('grid', register, { input });
      const move =
        'mutation($id: ID!, $to: AreaCode!) { relocateAppeal(id: $id, areaCode: $to, reason: "定位有误") { id } }';
      await setup.soon('district', move, { id: matter.id, to: '440303004029001' });
      return { ...matter, account: 'grid', said: '诉求登记', fileId: null };
    },
  };
  const names = Object.keys(ways);
  const of = (way: string): Gone => {
    const found = gone.get(way);
    if (!found) throw new Error(`nobody was ${way}`);
    return found;
  };

  beforeAll(async () => {
    district = await TestDistrict.start({});
    await district.setTime('2026-11-17T10:00:00+08:00');
    setup = new Setup(district);
    for (const [way, letGo] of Object.entries(ways)) gone.set(way, await letGo());
    await district.setTime('2026-11-17T11:00:00+08:00');
    // what comes later
    for (const { id } of gone.values()) {
      const orders = await setup.do<{ workOrders: readonly (Id & { status: string; unit: Id })[] }>(
        'auditor',
        'query($id: ID!) { appeal(id: $id) { workOrders { id status unit { id } } } }',
        { id },
      );
      const order = orders.workOrders.find(({ unit }) => unit.id === ownStreet.gridOffice.unitId);
      if (!order) continue;
      await setup.do('grid', 'mutation($id: ID!) { acceptWorkOrder(id: $id) { id } }', { id: order.id });
      await progress('grid', order.id, '蓝鲸：之后的进展', [await upload(district, 'grid', 'later.png')]);
      const paper = 'mutation($id: ID!) { issuePaper(kind: COLLECTION, subjectId: $id) { id } }';
      await setup.do('community', paper, { id });
    }
    // and every service has heard of it
    for (const { id, account } of gone.values())
      await eventually(async () => expect(await textOf(account, id)).not.toMatch(/丹顶鹤/));
  }, 180_000);
  afterAll(() => district?.stop());

  const textOf = async (account: string, id: string): Promise<string> => {
    const document = 'query($id: ID!) { appeal(id: $id) { former title text } }';
    return JSON.stringify(await district.graphql(account, document, { id }));
  };
  const leaked = (answer: unknown): string[] => {
    const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
    return secrets.filter((secret) => text.includes(secret));
  };

  it.each(names)('%s: sees that there was such a matter, and what it said itself', async (way) => {
    const { id, number, account, said } = of(way);
    const document =
      'query($id: ID!) { appeal(id: $id) { number former category text ledger { type detail at } workOrders { unit { id } } } }';
    const { data } = await district.graphql(account, document, { id });
    expect(data).toMatchObject({ appeal: { number, former: true, text: expect.stringContaining('不再') } });
    const { ledger } = (data as { appeal: { ledger: unknown[] } }).appeal;
    expect(JSON.stringify(ledger)).toMatch(new RegExp(`${said}|appeal-registered|summons-acknowledged`));
    expect(leaked(data)).toEqual([]);
  });

  it.each(names)(
    '%s: no way of two joins from the matter tells more',
    async (way) => {
      const { id, account } = of(way);
      const type = schema.getType('Appeal') as GraphQLObjectType;
      const walks = joinsFrom(type).flatMap((first): Path[] => [first, ...secondJoins(first)]);
      const problems = await inLanes(walks, async (path) => {
        const document = `query($id: ID!) { appeal(id: $id) ${selectionOf([], [path])} }`;
        const { data } = await district.graphql(account, document, { id });
        return leaked(data).map((secret) => `${nameOf(type, path)}: ${secret}`);
      });
      expect(problems.flat()).toEqual([]);
    },
    60_000,
  );

  it.each(names)(
    '%s: reveals nobody, reads no paper, opens no file, searches, lists and exports nothing of it',
    async (way) => {
      const { id, number, account, fileId } = of(way);
      const reveal = 'mutation($id: ID!) { revealAppellant(id: $id, purpose: "回访") { name phone } }';
      expect((await district.graphql(account, reveal, { id })).errors).toMatchObject([
        { extensions: { code: 'NOT_FOUND' } },
      ]);
      const papers = await district.graphql(account, 'query($id: ID!) { papers(subjectId: $id) { id } }', {
        id,
      });
      expect(papers.data?.['papers'] ?? []).toEqual([]);
      const found = 'query($text: String!) { appeals(filter: { text: $text }) { edges { node { id } } } }';
      // a unit that was let go from one of them may be called to another
      expect(JSON.stringify(await setup.do(account, found, { text: '丹顶鹤路' }))).not.toContain(id);
      const listed = JSON.stringify(
        await setup.do(account, '{ appeals(first: 100) { edges { node { id } } } }'),
      );
      expect(listed).not.toContain(id);
      const former =
        '{ appeals(first: 100, filter: { former: true }) { edges { node { id number text } } } }';
      const mine = JSON.stringify(await setup.do(account, former));
      expect(mine).toContain(number);
      expect(leaked(mine)).toEqual([]);
      const authorization = `Bearer ${await district.token(account)}`;
      const file = await fetch(`${district.url}/exports/ledger.xlsx`, { headers: { authorization } });
      if (file.ok) {
        const rows = Object.values(unzipSync(new Uint8Array(await file.arrayBuffer()))).map((part) =>
          strFromU8(part),
        );
        expect(rows.join('')).not.toContain(number);
      }
      const files = await setup.do<{ evidence: readonly Id[] }>(
        'auditor',
        'query($id: ID!) { appeal(id: $id) { evidence { id } } }',
        { id },
      );
      for (const one of files.evidence) {
        const { status } = await fetch(`${district.url}/files/${one.id}`, { headers: { authorization } });
        expect({ file: one.id === fileId ? 'own' : 'other', status }).toEqual(
          one.id === fileId ? { file: 'own', status: 200 } : { file: 'other', status: 404 },
        );
      }
      const messages = JSON.stringify(
        await setup.do(account, '{ messages(first: 100) { edges { node { text } } } }'),
      );
      expect(leaked(messages)).toEqual([]);
    },
  );

  it('filters that would tell how a matter stands now are refused for those', async () => {
    const document = '{ appeals(filter: { former: true, status: [CLOSED] }) { edges { node { id } } } }';
    expect((await district.graphql('department', document, {})).errors).toMatchObject([
      { extensions: { code: 'INVALID_ARGUMENT' } },
    ]);
  });

  it('a unit that is called back sees the matter again', async () => {
    const { id } = of('returned');
    await allocate(id, ownStreet.gridOffice.unitId, urban.unitId);
    await eventually(async () => expect(await textOf(urban.account, id)).toMatch(/丹顶鹤/));
  });
});
