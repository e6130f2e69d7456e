import { accountSubject } from '@weisu/contracts';
import { upload } from './client.js';
import { mediate, type Dispute } from './dispute.js';
import { handle, openMatter, register, samePerson, submit, type Matter } from './matter.js';
import { neighbourStreet, ownStreet, type Street } from './people.js';
import type { Setup } from './setup.js';

/** Everything of one street that an argument can name. */
export type Side = Readonly<{
  street: Street;
  /** Handled to the end: resolved, followed up, rated, with a mediation and a court. */
  settled: Matter & Dispute & { followUps: Readonly<Record<string, string>> };
  /** In hand, and another system's: every handler has an open work order, every called unit an open summons. */
  open: Matter & Dispute;
  /** What the other system calls it. */
  external: Readonly<{ id: string; system: string; number: string }>;
  /** Lies in the street, handled with a matter of the neighbour. */
  merged: Submission;
  withdrawable: Submission;
  webhookId: string;
  /** Issued by the desk about what is settled, by a template of the street. */
  paper: IssuedPaper;
  /** Uploaded by the desk and attached to nothing yet. */
  looseFileId: string;
  deliveryId: string;
  /** To the street's desk. */
  messageIds: readonly string[];
}>;

/** The night after the day on which the world is prepared. */
export const tonight = { from: '2026-11-17T18:00:00+08:00', until: '2026-11-18T08:00:00+08:00' };

type Submission = Readonly<{ id: string; number: string; trackingSecret: string }>;

type IssuedPaper = Readonly<{ id: string; number: string; code: string }>;

export type World = Readonly<{ own: Side; neighbour: Side }>;

/** Two streets with the same in each, and the own one linked to the neighbour's by a repetition and by a merger. */
export async function prepareWorld(setup: Setup): Promise<World> {
  const neighbour = await prepareSide(setup, neighbourStreet, null);
  const own = await prepareSide(setup, ownStreet, 'resident', neighbour.open.id);
  await draftCalendar(setup);
  return { own, neighbour };
}

/** A day off and a street's own hours, which move limits of both streets; nobody activates it. */
async function draftCalendar(setup: Setup): Promise<void> {
  const document = 'mutation($input: CalendarDraftInput!) { draftCalendar(input: $input) { version } }';
  const officeHours = [{ from: '10:00', until: '16:00' }];
  const input = {
    version: 'prepared',
    overrides: [{ date: '2026-11-18', working: false, reason: '台风' }],
    streets: [ownStreet, neighbourStreet].map(({ code }) => ({ areaCode: code, officeHours })),
  };
  await setup.do('district', document, { input });
}

/** The grid's office tonight. */
async function setRoster(setup: Setup, { gridOffice, desk }: Street): Promise<void> {
  const document = `mutation($unitId: ID!, $from: DateTime!, $until: DateTime!, $shifts: [DutyShiftInput!]!) {
    setDutyRoster(unitId: $unitId, from: $from, until: $until, shifts: $shifts) { id } }`;
  const [personId, backupId] = [gridOffice.account, desk.account].map(accountSubject);
  const shifts = [{ ...tonight, personId, backupId }];
  await setup.do(gridOffice.account, document, { unitId: gridOffice.unitId, ...tonight, shifts });
}

async function prepareSide(
  setup: Setup,
  street: Street,
  resident: string | null,
  mergeInto?: string,
): Promise<Side> {
  const webhookId = await registerWebhook(setup, street);
  await setRoster(setup, street);
  const settled = await openMatter(setup, street, {
    account: resident,
    send: submit,
    input: { ...samePerson, name: `${street.mark}陈女士` },
    called: street.called,
  });
  await handle(setup, street, settled);
  const dispute = await mediate(setup, street, settled.id, 'confirmation');
  const followUps = await settle(setup, street, settled);
  const order = { system: '12345', number: `${street.mark}${street.code}-1` };
  const open = await openMatter(setup, street, {
    account: street.sender,
    send: register,
    input: {
      text: `${street.mark}楼道堆放杂物`,
      channel: 'HOTLINE_12345',
      external: { ...order, dispatchedAt: '2026-11-17T09:00:00+08:00', dueBy: '2026-11-24T18:00:00+08:00' },
    },
    called: [...street.called, ...street.alsoCalled],
  });
  return {
    street,
    settled: { ...settled, ...dispute, followUps },
    open: { ...open, ...(await mediate(setup, street, open.id, 'opened')) },
    external: { id: open.id, ...order },
    merged: await merge(setup, street, mergeInto),
    withdrawable: await submit(setup, '', { text: `${street.mark}树枝遮挡`, areaCode: street.grid }),
    webhookId,
    paper: await issuePaper(setup, street, settled),
    looseFileId: await upload(setup.district, street.desk.account, `${street.mark}未用.png`),
    deliveryId: await deliveryOf(setup, street),
    messageIds: await messagesOf(setup, street),
  };
}

/** By the street's own template, which is ours. */
async function issuePaper(setup: Setup, { code, desk }: Street, { id }: Matter): Promise<IssuedPaper> {
  const shown = 'query($areaCode: AreaCode!) { paperTemplates(areaCode: $areaCode) { kind template } }';
  type Templates = readonly Readonly<{ kind: string; template: string }>[];
  const templates = await setup.do<Templates>(desk.account, shown, { areaCode: code });
  const set = `mutation($areaCode: AreaCode!, $kind: PaperKind!, $template: String) {
    setPaperTemplate(areaCode: $areaCode, kind: $kind, template: $template) { kind } }`;
  const own = templates.find(({ kind }) => kind === 'COLLECTION');
  await setup.do(desk.account, set, { ...own, areaCode: code });
  const issue = 'mutation($id: ID!) { issuePaper(kind: COLLECTION, subjectId: $id) { id number code } }';
  return setup.do<IssuedPaper>(desk.account, issue, { id });
}

/** Resolved by the lead, followed up by the grid, rated by the resident; the desk's own follow-up is still to be made. */
async function settle(
  setup: Setup,
  street: Street,
  matter: Matter,
): Promise<Readonly<Record<string, string>>> {
  const { mark, gridOffice, desk } = street;
  await setup.do(
    gridOffice.account,
    'mutation($id: ID!, $text: String!) { resolveWorkOrder(id: $id, note: $text) { id } }',
    { id: matter.workOrders[gridOffice.unitId], text: `${mark}已修好` },
  );
  await setup.soon(
    null,
    `mutation($number: String!, $secret: String!, $text: String) {
       rateAppeal(number: $number, secret: $secret, stars: 5, comment: $text) { stars } }`,
    { number: matter.number, secret: matter.secret, text: `${mark}满意` },
  );
  type Tasks = readonly Readonly<{ id: string; appeal: { id: string } }>[];
  const taskOf = async (account: string) => {
    const tasks = await setup.until<Tasks>(account, '{ followUpTasks { id appeal { id } } }', {}, (found) =>
      found.some(({ appeal }) => appeal.id === matter.id),
    );
    return tasks.find(({ appeal }) => appeal.id === matter.id)?.id ?? '';
  };
  const followUps = {
    [gridOffice.unitId]: await taskOf(gridOffice.account),
    [desk.unitId]: await taskOf(desk.account),
  };
  await setup.do(
    gridOffice.account,
    'mutation($id: ID!, $input: FollowUpInput!) { recordFollowUp(id: $id, input: $input) { id } }',
    {
      id: followUps[gridOffice.unitId],
      input: { contacted: true, outcome: 'SOLVED', satisfaction: 'SATISFIED', note: `${mark}居民认可` },
    },
  );
  return followUps;
}

/** Unlocated it lies on the district's desk, which merges it and finds its place afterwards. */
async function merge(setup: Setup, street: Street, into: string | undefined): Promise<Side['merged']> {
  const submitted = await submit(setup, '', { text: `${street.mark}墙面渗水` });
  const { id } = submitted;
  if (into)
    await setup.soon(
      'district',
      'mutation($id: ID!, $into: ID!) { mergeAppeal(id: $id, into: $into) { id } }',
      {
        id,
        into,
      },
    );
  await setup.do(
    'district',
    'mutation($id: ID!, $to: AreaCode!) { relocateAppeal(id: $id, areaCode: $to, reason: "地址已核实") { id } }',
    { id, to: street.community },
  );
  await setup.until<{ area: { code: string } | null; status: string } | null>(
    street.desk.account,
    'query($id: ID!) { appeal(id: $id) { area { code } status } }',
    { id },
    (appeal) => appeal?.area?.code === street.community,
  );
  return submitted;
}

const calledFirst = ({ called: [first] }: Street): string => first?.account ?? '';

/** A closed port: what is sent there stays to be sent. */
async function registerWebhook(setup: Setup, street: Street): Promise<string> {
  const input = {
    url: `http://127.0.0.1:9/${encodeURIComponent(street.mark)}`,
    events: ['dispatch.unit-called.v1'],
  };
  const document = 'mutation($input: WebhookInput!) { registerWebhook(input: $input) { id } }';
  return (await setup.do<{ id: string }>(calledFirst(street), document, { input })).id;
}

async function deliveryOf(setup: Setup, street: Street): Promise<string> {
  const document = '{ webhookDeliveries { id } }';
  type Deliveries = readonly { id: string }[];
  const found = await setup.until<Deliveries>(calledFirst(street), document, {}, ({ length }) => length > 0);
  return found[0]?.id ?? '';
}

async function messagesOf(setup: Setup, { desk }: Street): Promise<string[]> {
  type Page = Readonly<{ edges: readonly Readonly<{ node: { id: string } }>[] }>;
  const document = '{ messages { edges { node { id } } } }';
  const { edges } = await setup.until<Page>(desk.account, document, {}, (page) => page.edges.length > 0);
  return edges.map(({ node }) => node.id);
}
