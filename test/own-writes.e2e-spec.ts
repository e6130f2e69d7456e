import { operations, type Operation } from '@weisu/api';
import { topics } from '@weisu/contracts';
import { eventually } from '@weisu/testing';
import { away, leave } from './authorisation/acting.js';
import { operationsInOrder, ownCells, tryCell } from './authorisation/cells.js';
import { askAs } from './authorisation/client.js';
import type { Asker } from './authorisation/people.js';
import { Setup } from './authorisation/setup.js';
import { prepareWorld, type World } from './authorisation/world.js';
import { TestDistrict } from './district.fixture.js';

/** Prepares at the first try, whatever the services have heard of. */
class FirstTry extends Setup {
  override soon<Answer>(...step: Parameters<Setup['do']>): Promise<Answer> {
    return this.do<Answer>(...step);
  }

  /** Lists do not catch up: what stands there stands there. */
  override until<Answer>(
    account: string,
    document: string,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<Answer> {
    return this.do<Answer>(account, document, variables);
  }
}

/** The operations that name a subject, as the contract says. */
const made = operationsInOrder.filter(({ name }) => {
  const operation: Operation = operations[name as keyof typeof operations];
  return operation.subject !== undefined;
});

/** An operation of each service that knows absences by a copy. */
const asStandIn: readonly (readonly [Asker, string])[] = [
  ['COMPANY', '{ workbench { edges { cursor } } }'],
  ['COMPANY', '{ messages { edges { cursor } } }'],
  ['COMPANY', '{ followUpTasks { id } }'],
  ['GRID', '{ mediation(id: "0193a8f0-0000-7000-8000-0000000000ff") { id } }'],
  [
    'COMPANY',
    'mutation { revealAppellant(id: "0193a8f0-0000-7000-8000-0000000000ff", purpose: "核实") { name } }',
  ],
];

type Receipt = Readonly<{ id: string; number: string; trackingSecret: string }>;

describe('with every consumer held back, at the first try after the answer that gave the subject', () => {
  let district: TestDistrict;
  let world: World;
  let release: () => Promise<void>;
  beforeAll(async () => {
    district = await TestDistrict.start({ ALLOW_LOCAL_WEBHOOKS: 'true' });
    await district.setTime('2026-11-17T10:00:00+08:00');
    release = await district.holdEvents();
    world = await prepareWorld(new FirstTry(district));
  }, 120_000);
  afterAll(async () => {
    await release?.();
    await district?.stop();
  });

  it('has held everything: no outbox has sent anything', async () => {
    const [sent] = await district.sql<{ waiting: number; said: number }>(
      'intake',
      'SELECT (SELECT count(*)::int FROM outbox) AS waiting, (SELECT count(*)::int FROM journal) AS said',
    );
    expect(sent).toEqual({ waiting: sent?.said, said: sent?.said });
    expect(sent?.said).toBeGreaterThan(0);
  });

  it.each(made)('$name', async (operation) => {
    const problems: (string | null)[] = [];
    for (const cell of ownCells(world, operation)) problems.push(await tryCell(district, cell, () => null));
    expect(problems.filter((problem) => problem !== null)).toEqual([]);
  });

  it('who acts for a unit that is away does so as soon as that is on record, in every service', async () => {
    await leave(new FirstTry(district));
    for (const [asker, document] of asStandIn) {
      const headers = { 'x-weisu-acting-for': away[asker] ?? '' };
      const { errors } = await askAs(district, asker, document, {}, headers);
      expect(errors.map(({ extensions }) => extensions.code)).not.toContain('NOT_DELEGATED');
    }
  });

  it('a receipt opens its matter also when everything was cut off after the answer', async () => {
    const input = { text: '路灯不亮', areaCode: '440303003020001' };
    const { submitAppeal: receipt } = await district.ask<{ submitAppeal: Receipt }>(
      null,
      'mutation($input: SubmitAppealInput!) { submitAppeal(input: $input) { id number trackingSecret } }',
      { input },
    );
    await district.killAndRestart();
    const { trackAppeal } = await district.ask<{ trackAppeal: { status: string } }>(
      null,
      'query($number: String!, $secret: String!) { trackAppeal(number: $number, secret: $secret) { status } }',
      { number: receipt.number, secret: receipt.trackingSecret },
    );
    expect(trackAppeal.status).toBe('REGISTERED');
    const { appeal } = await district.ask<{ appeal: { id: string } | null }>(
      'street',
      'query($id: ID!) { appeal(id: $id) { id status } }',
      { id: receipt.id },
    );
    expect(appeal).toMatchObject({ id: receipt.id });
  }, 120_000);

  it('everything is delivered afterwards, and nothing fails twice', async () => {
    await release();
    release = () => Promise.resolve();
    await eventually(async () => {
      for (const schema of topics)
        expect(await district.sql(schema, 'SELECT 1 FROM outbox LIMIT 1')).toEqual([]);
    }, 60_000);
    for (const schema of topics)
      expect(await district.sql(schema, 'SELECT error FROM dead_letter')).toEqual([]);
  }, 90_000);
});
