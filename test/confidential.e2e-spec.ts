import { accountSubject } from '@weisu/contracts';
import { eventually } from '@weisu/testing';
import ExcelJS from 'exceljs';
import { strFromU8, unzipSync } from 'fflate';
import type { GraphQLObjectType } from 'graphql';
import { inLanes } from './authorisation/client.js';
import { schema } from './authorisation/document.js';
import { openMatter, submit, type Matter } from './authorisation/matter.js';
import { called } from './authorisation/operation-case.js';
import { joinsFrom, nameOf, secondJoins, selectionOf, type Path } from './authorisation/paths.js';
import { ownStreet } from './authorisation/people.js';
import { Setup } from './authorisation/setup.js';
import { TestDistrict } from './district.fixture.js';
import { secretsIn } from './secrets-in.js';
import { WebhookReceiver } from './webhook-receiver.fixture.js';

/** What people in the street see the matter and may not know who asked. Nobody of them classifies or allocates (S2). */
const handlers = ['grid', 'community', 'department', 'company', 'auditor'] as const;

const person = { name: '欧阳密', phone: '13912345678' };

/** Every query of the contract: how this walk asks it about the confidential matter, or why it leads to no person. */
const lists = 'its rows are of types that are walked from one matter';
const reference = 'reference data, which names nobody who asked';
const doors: Readonly<Record<string, string>> = {
  appeal: 'walked by every path of two joins',
  whistle: 'walked by every path of two joins',
  mediation: 'a file of its own, whose parties are written down there; reached by Appeal.mediations',
  ...Object.fromEntries(
    [
      'appeals',
      'workbench',
      'summonses',
      'followUpTasks',
      'requestsToDecide',
      'returnedOften',
      'whistles',
      'requests',
    ].map((name) => [name, lists]),
  ),
  ...Object.fromEntries(['passings', 'supervisionNotices', 'bulkAllocation'].map((name) => [name, lists])),
  ledgerExport: 'asked for, and its file fetched',
  ledgerExports: 'asked as ledgerExport is',
  ...Object.fromEntries(
    ['area', 'units', 'categoriesCsv', 'absences', 'deputy', 'calendars', 'profile', 'paperTemplates'].map(
      (name) => [name, reference],
    ),
  ),
  me: 'the caller alone',
  now: 'an instant',
  vocabulary: 'words of the product',
  myAppeals: 'the matters of the account that asks',
  dutyRoster: reference,
  dutyCalls: 'kinds of limits and people on duty',
  messages: 'asked',
  webhooks: 'addresses of the own system',
  webhookDeliveries: 'the bodies are looked at where they arrive',
  papers: 'asked',
  paper: 'printed',
  verifyPaper: 'kind, number and unit of a paper that one holds',
  replyText: 'asked',
  appealOpenings: 'asked',
  evidenceOpenings: 'asked',
  mediations: 'as `mediation`: files of their own, whose parties are written down there',
  mediationOpenings: 'asked as appealOpenings are, of who opened a mediation',
  trackAppeal: 'for the holder of the receipt; a whitelist of steps without persons (progress.spec.ts)',
  possibilities: 'names of operations, and codes',
  publicWhistles: 'units and a text that holds no number (told.int-spec.ts)',
  appealCounts: 'numbers of matters',
  whistleAssessment: 'numbers of whistles',
  threeRates: 'numbers of follow-ups',
};

describe('hole 9: a matter told in confidence, and an open one of the same person', () => {
  let district: TestDistrict;
  let setup: Setup;
  let hook: WebhookReceiver;
  let open: Matter;
  let confidential: Matter;

  beforeAll(async () => {
    district = await TestDistrict.start({ ALLOW_LOCAL_WEBHOOKS: 'true' });
    await district.setTime('2026-11-17T10:00:00+08:00');
    setup = new Setup(district);
    hook = await WebhookReceiver.start();
    const events = ['dispatch.work-order-dispatched.v1', 'dispatch.unit-called.v1'];
    const register = 'mutation($input: WebhookInput!) { registerWebhook(input: $input) { id } }';
    await setup.do('department', register, { input: { url: hook.url, events } });
    const told = { account: 'resident', send: submit, called: ownStreet.called } as const;
    const said = { ...person, text: '楼上住户卫生间漏水，多次协商不成' };
    open = await openMatter(setup, ownStreet, { ...told, input: said });
    confidential = await openMatter(setup, ownStreet, { ...told, input: { ...said, confidential: true } });
    // intake has linked them: the desk, which may know, is told so
    const link = 'query($id: ID!) { appeal(id: $id) { repeatOf { id } } }';
    await setup.until<{ repeatOf: { id: string } | null }>(
      'street',
      link,
      { id: confidential.id },
      ({ repeatOf }) => repeatOf?.id === open.id,
    );
  }, 120_000);
  afterAll(async () => {
    await hook?.stop();
    await district?.stop();
  });

  /** What an answer about the confidential matter must not hold. */
  const ofThePerson = (): string[] => [
    ...[person.name, '欧阳*', person.phone, '5678', open.id, open.number, accountSubject('resident')],
  ];

  it('has every query of the contract looked at, and no other', () => {
    const queries = called.filter(({ kind }) => kind === 'query').map(({ name }) => name);
    expect(Object.keys(doors).sort()).toEqual([...queries].sort());
  });

  describe.each([
    ['appeal', 'Appeal', (matter: Matter) => matter.id],
    ['whistle', 'Whistle', (matter: Matter) => matter.whistleId],
  ] as const)('from %s', (operation, typeName, idOf) => {
    const type = schema.getType(typeName) as GraphQLObjectType;
    const ask = async (account: string, id: string, paths: readonly Path[]): Promise<unknown> => {
      const document = `query($id: ID!) { ${operation}(id: $id) ${selectionOf([], paths)} }`;
      return (await district.graphql(account, document, { id })).data;
    };

    it.each(joinsFrom(type).map((first) => ({ name: nameOf(type, first), first })))(
      '$name and the joins behind it tell no handler who it was',
      async ({ first }) => {
        const walks = [first, ...secondJoins(first)].flatMap((path) =>
          handlers.map((account) => ({ account, path })),
        );
        const problems = await inLanes(walks, async ({ account, path }) => {
          const forth = secretsIn(await ask(account, idOf(confidential), [path]), ofThePerson());
          const back = secretsIn(await ask(account, idOf(open), [path]), [
            confidential.id,
            confidential.number,
          ]);
          return [...forth, ...back].map((secret) => `${nameOf(type, path)} as ${account}: ${secret}`);
        });
        expect(problems.flat()).toEqual([]);
      },
      60_000,
    );
  });

  it('is named by no paper, reply, message, list of openings or search', async () => {
    const { id } = confidential;
    const issue = `mutation($id: ID!, $kind: PaperKind!) { issuePaper(kind: $kind, subjectId: $id) { id number docx sheet } }`;
    for (const kind of ['COLLECTION', 'HANDLING']) {
      const paper = await setup.do<{ docx: string; sheet: unknown }>('community', issue, { id, kind });
      expect(secretsIn(paper, ofThePerson())).toEqual([]);
      const authorization = `Bearer ${await district.token('community')}`;
      const printed = await fetch(`${district.url}${paper.docx}`, { headers: { authorization } });
      const words = unzipSync(new Uint8Array(await printed.arrayBuffer()))['word/document.xml'];
      expect(secretsIn(strFromU8(words ?? new Uint8Array()), ofThePerson())).toEqual([]);
    }
    expect(
      secretsIn(await setup.do('community', 'query($id: ID!) { replyText(id: $id) }', { id }), ofThePerson()),
    ).toEqual([]);
    for (const operation of ['appealOpenings', 'evidenceOpenings']) {
      const openings = `query($id: ID!) { ${operation}(id: $id) { edges { node { actorId actorKind } cursor } } }`;
      expect(secretsIn(await setup.do('auditor', openings, { id }), ofThePerson())).toEqual([]);
    }
    for (const account of handlers.filter((one) => one !== 'auditor')) {
      const messages = await setup.do(account, '{ messages(first: 50) { edges { node { text } } } }');
      expect(secretsIn(messages, [person.name, person.phone, '5678'])).toEqual([]);
      for (const text of [person.name, person.phone]) {
        const found = 'query($text: String!) { appeals(filter: { text: $text }) { edges { node { id } } } }';
        expect(await setup.do(account, found, { text })).toEqual({ edges: [] });
      }
    }
  });

  it('is revealed to nobody by the other one, and exported without a link', async () => {
    const reveal = 'mutation($id: ID!) { revealAppellant(id: $id, purpose: "回访") { name } }';
    for (const account of ['grid', 'community', 'department'])
      expect((await district.graphql(account, reveal, { id: confidential.id })).errors).toMatchObject([
        { extensions: { code: 'IDENTITY_CONFIDENTIAL' } },
      ]);
    const authorization = `Bearer ${await district.token('community')}`;
    const file = await fetch(`${district.url}/exports/ledger.xlsx`, { headers: { authorization } });
    const parts = unzipSync(new Uint8Array(await file.arrayBuffer()));
    const rows = Object.values(parts)
      .map((part) => strFromU8(part))
      .join('');
    expect(rows).toContain(confidential.number);
    expect(secretsIn(rows, [person.name, person.phone, '5678', open.id, confidential.id])).toEqual([]);
  });

  it('is in an export with its number and its words, and without its person, also where names are asked for', async () => {
    const ask = `mutation($input: LedgerExportInput!) { requestLedgerExport(input: $input) { id } }`;
    const read = `query($id: ID!) { ledgerExport(id: $id) { state file } }`;
    const input = {
      columns: ['NUMBER', 'TEXT', 'ADDRESS', 'NAME', 'PHONE', 'REPEAT_OF'],
      named: true,
      purpose: '回访',
    };
    for (const account of handlers.filter((one) => one !== 'auditor')) {
      const { id } = await setup.do<{ id: string }>(account, ask, { input });
      const { file } = await setup.until<{ state: string; file: string }>(
        account,
        read,
        { id },
        ({ state }) => state === 'DONE',
      );
      const authorization = `Bearer ${await district.token(account)}`;
      const response = await fetch(`${district.url}${file}`, { headers: { authorization } });
      const book = new ExcelJS.Workbook();
      await book.xlsx.load(await response.arrayBuffer());
      const cells = (book.worksheets[0]?.getSheetValues() ?? []).map((row) => JSON.stringify(row));
      const row = cells.find((one) => one?.startsWith(`[null,"${confidential.number}"`)) ?? '';
      expect(row).toContain('要求保密');
      expect(secretsIn(row, ofThePerson())).toEqual([]);
      // and the open one of the same person leads nowhere
      const other = cells.find((one) => one?.startsWith(`[null,"${open.number}"`)) ?? '';
      expect(secretsIn(other, [confidential.id, confidential.number])).toEqual([]);
    }
  }, 60_000);

  it('reaches other systems as a number, and is told to no stranger who types the same', async () => {
    await eventually(() =>
      expect(hook.received.some(({ body }) => body.includes(confidential.number))).toBe(true),
    );
    const bodies = hook.received.map(({ body }) => body).filter((body) => body.includes(confidential.id));
    expect(bodies).not.toEqual([]);
    expect(secretsIn(bodies.join(), ofThePerson())).toEqual([]);
    const input = { ...person, text: '楼上住户卫生间漏水，多次协商不成', areaCode: ownStreet.grid };
    const again = 'mutation($input: SubmitAppealInput!) { submitAppeal(input: $input) { repeatOfNumber } }';
    expect(await setup.do(null, again, { input })).toEqual({ repeatOfNumber: null });
  });
});
