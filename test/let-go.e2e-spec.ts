import type { Operation } from '@weisu/api';
import { unitEvents } from '@weisu/notification';
import { eventually } from '@weisu/testing';
import { strFromU8, unzipSync } from 'fflate';
import type { GraphQLObjectType } from 'graphql';
import { cases } from './authorisation/cells.js';
import { inLanes, upload, type Args } from './authorisation/client.js';
import { documentOf, leavesOf, outcomeOf, rootField, schema } from './authorisation/document.js';
import { called, mayCall } from './authorisation/operation-case.js';
import { joinsFrom, nameOf, secondJoins, selectionOf, type Path } from './authorisation/paths.js';
import { ownStreet, type Asker } from './authorisation/people.js';
import { Setup } from './authorisation/setup.js';
import type { Side } from './authorisation/world.js';
import { TestDistrict } from './district.fixture.js';
import { lettingGo, secrets, urban, water, type Gone } from './letting-go.fixture.js';
import { secretsIn } from './secrets-in.js';
import { WebhookReceiver } from './webhook-receiver.fixture.js';

type Id = Readonly<{ id: string }>;

/** The instant from which on nothing that happens is the unit's to know. */
const later = new Date('2026-11-17T11:00:00+08:00').toISOString();

const askerOf: Readonly<Record<string, Asker>> = {
  department: 'DEPARTMENT',
  company: 'COMPANY',
  grid: 'GRID',
};
/** What was its own is there and closed to it (a summons that was waived); everything else is not there, or not for its role. */
const refusals: ReadonlySet<string> = new Set([
  ...['NOT_FOUND', 'FORBIDDEN', 'STATE_FORBIDS', 'SUMMONS_NOT_OPEN'],
  // what is wrong with the arguments themselves is said before anything is looked up
  ...['REQUEST_INVALID', 'UNIT_NOT_FOUND'],
]);
const nothing = '0193a8f0-0000-7000-8000-0000000000ff';

/** What the arguments of an operation can name, where everything is one matter's. */
function sideOf({ id, number, order, whistleId, summons, fileId, account }: Gone): Side {
  const unitId = [urban, water].find((party) => party.account === account)?.unitId ?? '';
  const matter = {
    ...{ id, number, secret: 'WRONG', clockId: nothing, requestId: nothing },
    ...{ workOrders: { [unitId]: order ?? nothing }, summonses: { [unitId]: summons ?? nothing } },
    ...{ whistleId: whistleId ?? nothing, attachmentId: fileId ?? nothing },
    ...{ mediationId: nothing, parties: [nothing], partyId: nothing, followUps: { [unitId]: nothing } },
  };
  const submission = { id, number, trackingSecret: 'WRONG' };
  return {
    ...{ street: ownStreet, settled: matter, open: matter, merged: submission, withdrawable: submission },
    external: { id, system: '12345', number },
    ...{ webhookId: nothing, paper: { id: nothing, number: '1', code: 'A' }, looseFileId: nothing },
    ...{ deliveryId: nothing, messageIds: [] },
  };
}

/** Every operation that the asker may call and whose arguments name what it was let go from. */
function namedBy(matter: Gone, asker: Asker): readonly Readonly<{ operation: Operation; args: Args }>[] {
  const ids = [matter.id, matter.number, matter.order, matter.whistleId, matter.summons];
  return called
    .filter((operation) => mayCall(operation, asker) && !operation.public)
    .map((operation) => ({ operation, args: cases[operation.name]?.aim(sideOf(matter), asker) ?? {} }))
    .filter(({ args }) => ids.some((id) => id !== undefined && JSON.stringify(args).includes(id)));
}

describe('who was let go is out', () => {
  let district: TestDistrict;
  let setup: Setup;
  let letGo: ReturnType<typeof lettingGo>;
  let receiver: WebhookReceiver;
  const gone = new Map<string, Gone>();

  const names = ['returned', 'cancelled', 'refusal upheld', 'waived', 'substituted', 'relocated'];
  const of = (way: string): Gone => {
    const found = gone.get(way);
    if (!found) throw new Error(`nobody was ${way}`);
    return found;
  };

  beforeAll(async () => {
    [district, receiver] = await Promise.all([
      TestDistrict.start({ ALLOW_LOCAL_WEBHOOKS: 'true' }),
      WebhookReceiver.start(),
    ]);
    await district.setTime('2026-11-17T10:00:00+08:00');
    setup = new Setup(district);
    letGo = lettingGo(district, setup);
    const register = 'mutation($input: WebhookInput!) { registerWebhook(input: $input) { id } }';
    for (const { account } of [urban, water])
      await setup.do(account, register, { input: { url: receiver.url, events: unitEvents } });
    for (const [way, carryOut] of Object.entries(letGo.ways)) gone.set(way, await carryOut());
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
      await letGo.progress('grid', order.id, '蓝鲸：之后的进展', [
        await upload(district, 'grid', 'later.png'),
      ]);
      const paper = 'mutation($id: ID!) { issuePaper(kind: COLLECTION, subjectId: $id) { id } }';
      await setup.do('community', paper, { id });
    }
    // and every service has heard of it
    for (const { id, account } of gone.values())
      await eventually(async () => expect(await textOf(account, id)).not.toMatch(/丹顶鹤/));
  }, 180_000);
  afterAll(async () => {
    await district?.stop();
    await receiver?.stop();
  });

  const textOf = async (account: string, id: string): Promise<string> => {
    const document = 'query($id: ID!) { appeal(id: $id) { former title text } }';
    return JSON.stringify(await district.graphql(account, document, { id }));
  };
  const leaked = (answer: unknown): string[] => secretsIn(answer, secrets);

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

  it.each(names)(
    '%s: no operation of the contract that names the matter, its order or its summons does anything or tells anything',
    async (way) => {
      const { account } = of(way);
      const asker = askerOf[account] ?? 'DEPARTMENT';
      const problems = await inLanes(namedBy(of(way), asker), async ({ operation, args }) => {
        const selection = leavesOf(rootField(operation).type, 'with joined leaves');
        const answer = await district.graphql(account, documentOf(operation, args, selection), args);
        const outcome = outcomeOf(operation, answer);
        const done = operation.kind === 'mutation' && !refusals.has(outcome) ? [outcome] : [];
        return [...done, ...leaked(answer.data)].map((problem) => `${operation.name}: ${problem}`);
      });
      expect(problems.flat()).toEqual([]);
    },
    60_000,
  );

  it('is told nothing by webhook but that it was let go', async () => {
    const told = receiver.received.map(
      ({ body }) => JSON.parse(body) as { type: string; timestamp: string; data: { subject: string } },
    );
    for (const [way, { id, account }] of gone) {
      if (account === 'grid') continue;
      const ofMatter = told.filter(({ data }) => data.subject === id);
      expect({ way, told: ofMatter.length > 0 }).toEqual({ way, told: true });
      expect({ way, later: ofMatter.filter(({ timestamp }) => timestamp >= later) }).toEqual({
        way,
        later: [],
      });
    }
    expect(leaked(receiver.received.map(({ body }) => body).join())).toEqual([]);
  });

  it('filters that would tell how a matter stands now are refused for those', async () => {
    const document = '{ appeals(filter: { former: true, status: [CLOSED] }) { edges { node { id } } } }';
    expect((await district.graphql('department', document, {})).errors).toMatchObject([
      { extensions: { code: 'INVALID_ARGUMENT' } },
    ]);
  });

  it('a unit that is called back sees the matter again', async () => {
    const { id } = of('returned');
    await letGo.allocate(id, ownStreet.gridOffice.unitId, urban.unitId);
    await eventually(async () => expect(await textOf(urban.account, id)).toMatch(/丹顶鹤/));
  });
});
