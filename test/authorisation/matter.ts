import { accountSubject } from '@weisu/contracts';
import { upload } from './client.js';
import type { Street } from './people.js';
import type { Setup } from './setup.js';

type Id = Readonly<{ id: string }>;
type Receipt = Readonly<{ id: string; number: string; trackingSecret: string }>;
type Orders = readonly Readonly<{
  id: string;
  unit: Id;
  clocks: readonly Readonly<{ id: string; kind: string }>[];
}>[];

/** One appeal and, by unit, what hangs on it. */
export type Matter = Readonly<{
  id: string;
  number: string;
  secret: string;
  workOrders: Readonly<Record<string, string>>;
  clockId: string;
  requestId: string;
  whistleId: string;
  summonses: Readonly<Record<string, string>>;
  attachmentId: string;
}>;

/** The text of all matters that a person repeats; what tells the streets apart is written elsewhere. */
export const samePerson = { text: '楼上住户卫生间漏水，天花板漏水多次协商不成', phone: '13800000001' };

export async function submit(
  setup: Setup,
  account: string,
  input: Readonly<Record<string, unknown>>,
): Promise<Receipt> {
  const document =
    'mutation($input: SubmitAppealInput!) { submitAppeal(input: $input) { id number trackingSecret } }';
  return setup.do<Receipt>(account || null, document, { input });
}

export async function register(
  setup: Setup,
  account: string,
  input: Readonly<Record<string, unknown>>,
): Promise<Receipt> {
  const document = 'mutation($input: RegisterAppealInput!) { registerAppeal(input: $input) { id number } }';
  const registered = await setup.do<Omit<Receipt, 'trackingSecret'>>(account, document, { input });
  return { ...registered, trackingSecret: '' };
}

type Told = Readonly<{
  account: string | null;
  send: typeof submit | typeof register;
  input: Readonly<Record<string, unknown>>;
  called: Street['called'];
}>;

/** Told, classified, allocated; a request filed and a whistle blown, neither decided. Every text carries the street's mark. */
export async function openMatter(setup: Setup, street: Street, told: Told): Promise<Matter> {
  const { mark, desk, gridOffice } = street;
  const { account, send, input, called } = told;
  const attachmentId = await upload(setup.district, account, `${mark}漏水.png`);
  const receipt = await send(setup, account ?? '', {
    title: `${mark}卫生间漏水`,
    areaCode: street.grid,
    point: await middleOf(setup, street.grid),
    address: `${mark}一号楼`,
    attachments: [attachmentId],
    ...input,
  });
  const { id } = receipt;
  await setup.soon(
    desk.account,
    'mutation($id: ID!, $input: ClassifyInput!) { classifyAppeal(id: $id, input: $input) { id } }',
    {
      id,
      input: {
        ...{ category: 'WATER-SEEPAGE', nature: 'DISPUTE', urgency: 'FAST', sphere: 'PRIVATE' },
        ...{ difficulty: 'HARD', size: 'SMALL', factors: street.factors },
      },
    },
  );
  const orders = await setup.do<Orders>(
    desk.account,
    `mutation($id: ID!, $handlers: [HandlerInput!]!) {
       allocateAppeal(id: $id, handlers: $handlers) { id unit { id } clocks { id kind } } }`,
    { id, handlers: street.handlers.map((unitId, n) => ({ unitId, role: n ? 'ASSIST' : 'LEAD' })) },
  );
  const workOrders = Object.fromEntries(orders.map((order) => [order.unit.id, order.id]));
  const lead = orders.find((order) => order.unit.id === gridOffice.unitId);
  const clockId = lead?.clocks.find((clock) => clock.kind === 'RESOLVE')?.id ?? '';
  const evidence = await upload(setup.district, gridOffice.account, `${mark}申请.png`);
  const request = await setup.soon<Id>(
    gridOffice.account,
    'mutation($input: RequestInput!) { fileRequest(input: $input) { id } }',
    {
      input: {
        kind: 'EXTEND',
        appealId: id,
        workOrderId: lead?.id,
        by: { amount: 1, unit: 'WORKING_DAY' },
        reason: `${mark}配件未到`,
        attachments: [evidence],
      },
    },
  );
  const { whistleId, summonses } = await blow(setup, street, id, called);
  return {
    id,
    number: receipt.number,
    secret: receipt.trackingSecret,
    workOrders,
    clockId,
    requestId: request.id,
    whistleId,
    summonses,
    attachmentId,
  };
}

async function middleOf(setup: Setup, code: string): Promise<Readonly<Record<string, unknown>>> {
  type Outline = Readonly<{ boundary: { coordinates: [number, number][][] } }>;
  const document = 'query($code: AreaCode!) { area(code: $code) { boundary } }';
  const { boundary } = await setup.do<Outline>('district', document, { code });
  const ring = boundary.coordinates.flat(2).length ? (boundary.coordinates[0] ?? []) : [];
  const middle = (axis: 0 | 1) => ring.reduce((sum, position) => sum + position[axis], 0) / ring.length;
  return { longitude: middle(0), latitude: middle(1) };
}

async function blow(
  setup: Setup,
  street: Street,
  appealId: string,
  called: Street['called'],
): Promise<Pick<Matter, 'whistleId' | 'summonses'>> {
  const whistle = await setup.do<Id>(
    street.whistler,
    'mutation($input: BlowWhistleInput!) { blowWhistle(input: $input) { id } }',
    {
      input: {
        appealIds: [appealId],
        areaCode: street.community,
        situation: 'HARD_MATTER',
        reason: `${street.mark}管道在楼板内`,
        unitIds: called.map(({ unitId }) => unitId),
      },
    },
  );
  const endorse = 'mutation($id: ID!) { endorseWhistle(id: $id) { id } }';
  if (street.whistler !== street.desk.account)
    await setup.do(street.desk.account, endorse, { id: whistle.id });
  const { summonses } = await setup.do<{ summonses: readonly (Id & { unit: Id })[] }>(
    street.desk.account,
    'query($id: ID!) { whistle(id: $id) { summonses { id unit { id } } } }',
    { id: whistle.id },
  );
  return {
    whistleId: whistle.id,
    summonses: Object.fromEntries(summonses.map((summons) => [summons.unit.id, summons.id])),
  };
}

/** The lead's work up to the opinion, the decision on the request, the called units' work, a leader and an account. */
export async function handle(setup: Setup, street: Street, matter: Matter): Promise<void> {
  const { mark, desk, gridOffice } = street;
  const order = matter.workOrders[gridOffice.unitId];
  const asLead = (document: string, variables = {}) =>
    setup.do(gridOffice.account, document, { id: order, text: `${mark}已到现场`, ...variables });
  await asLead('mutation($id: ID!) { acceptWorkOrder(id: $id) { id } }');
  await asLead('mutation($id: ID!, $text: String!) { recordContact(id: $id, note: $text) { id } }');
  await asLead('mutation($id: ID!, $text: String!) { recordVerification(id: $id, facts: $text) { id } }');
  await asLead('mutation($id: ID!, $text: String!) { recordProgress(id: $id, note: $text) { id } }');
  await asLead(
    'mutation($id: ID!, $text: String!) { fileHandlingOpinion(id: $id, input: { facts: $text, opinion: $text }) { id } }',
  );
  await setup.do(
    desk.account,
    'mutation($id: ID!, $text: String!) { decideRequest(id: $id, approve: true, reason: $text) { id } }',
    { id: matter.requestId, text: `${mark}同意延期` },
  );
  for (const { account, unitId } of street.called) {
    const evidence = [await upload(setup.district, account, `${mark}报到.png`)];
    await setup.do(
      account,
      'mutation($id: ID!, $input: ReportInInput!) { reportIn(id: $id, input: $input) { id } }',
      { id: matter.summonses[unitId], input: { officer: `${mark}李工`, attachments: evidence } },
    );
    const proof = [await upload(setup.district, account, `${mark}处置.png`)];
    await setup.do(
      account,
      'mutation($id: ID!, $note: String!, $files: [ID!]) { recordAction(id: $id, note: $note, attachments: $files) { id } }',
      { id: matter.summonses[unitId], note: `${mark}已关阀`, files: proof },
    );
  }
  await setup.do(
    desk.account,
    `mutation($id: ID!, $leader: ID!, $team: [ID!], $duties: [String!]!) {
       assignCaseLeader(id: $id, leaderId: $leader, duties: $duties, teamIds: $team) { id } }`,
    {
      id: matter.id,
      leader: accountSubject(desk.account),
      team: [accountSubject(gridOffice.account)],
      duties: [`${mark}包协调化解`],
    },
  );
  await setup.do(
    desk.account,
    'mutation($id: ID!, $text: String!, $by: DateTime!) { putOnAccount(id: $id, measures: $text, dueBy: $by) { id } }',
    { id: matter.id, text: `${mark}每周督办`, by: '2026-12-31T18:00:00+08:00' },
  );
  await setup.do(desk.account, 'mutation($id: ID!) { claimAccount(id: $id) { id } }', { id: matter.id });
}
