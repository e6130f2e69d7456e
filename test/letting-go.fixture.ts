import { upload } from './authorisation/client.js';
import { ownStreet } from './authorisation/people.js';
import type { Setup } from './authorisation/setup.js';
import type { TestDistrict } from './district.fixture.js';

/** What a resident said, and what others wrote after the unit was let go: no word of it is the unit's any more. */
const person = { name: '欧阳放', phone: '13912347651' };
export const secrets = ['丹顶鹤路', '欧阳', person.phone, '7651', '蓝鲸'];

export const urban = { account: 'department', unitId: '440303.urban-management' };
export const water = { account: 'company', unitId: '440303.water' };
const housing = { account: 'department-2', unitId: '440303.housing' };

type Id = Readonly<{ id: string }>;
type Party = Readonly<{ account: string; unitId: string }>;

/** A matter, who was let go from it, by what that unit took part in it, and what it said itself before. */
export type Gone = Readonly<{
  id: string;
  number: string;
  account: string;
  said: string;
  fileId: string | null;
  order?: string | undefined;
  whistleId?: string;
  summons?: string | undefined;
}>;

/** How units come into matters and are let go from them. */
export function lettingGo(district: TestDistrict, setup: Setup) {
  let matters = 0;

  const told = async (input: object = {}): Promise<Id & { number: string }> => {
    const text = `丹顶鹤路${(matters += 1)}号楼上漏水，请处理`;
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
  const ways = {
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
      return { ...matter, summons: id, account: urban.account, said: '不属职责范围', fileId: null };
    },
    async waived() {
      const { ids, ...matter } = await whistled([urban, water]);
      const id = ids[water.unitId];
      await setup.do(water.account, 'mutation($id: ID!) { acknowledgeSummons(id: $id) { id } }', { id });
      await setup.do('street', 'mutation($id: ID!) { waiveSummons(id: $id, reason: "已解决") { id } }', {
        id,
      });
      return { ...matter, summons: id, account: water.account, said: '接哨', fileId: null };
    },
    async substituted() {
      const { ids, ...matter } = await whistled([urban]);
      const id = ids[urban.unitId];
      const propose =
        'mutation($id: ID!, $unit: ID!) { proposeSubstitute(id: $id, unitId: $unit, reason: "应由住建部门处置") { id } }';
      await setup.do(urban.account, propose, { id, unit: housing.unitId });
      const decide = 'mutation($id: ID!) { decideSubstitute(id: $id, approve: true, reason: "同意") { id } }';
      await setup.do('community', decide, { id });
      return { ...matter, summons: id, account: urban.account, said: '应由住建部门处置', fileId: null };
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
  } satisfies Record<string, () => Promise<Gone>>;

  return { ways, allocate, progress };
}
