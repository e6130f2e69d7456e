import { randomUUID } from 'node:crypto';
import type { Operation } from '@weisu/api';
import { eventually } from '@weisu/testing';
import { cases, operationsInOrder } from './authorisation/cells.js';
import type { Args } from './authorisation/client.js';
import { documentOf, leavesOf, outcomeOf, rootField } from './authorisation/document.js';
import { called, expectedOf, mayCall } from './authorisation/operation-case.js';
import { accountOf, type Asker } from './authorisation/people.js';
import { Setup } from './authorisation/setup.js';
import { prepareWorld, type World } from './authorisation/world.js';
import { TestDistrict } from './district.fixture.js';

type Remembered = Readonly<{ operation: Operation; asker: Asker; args: Args; key: string; answer: string }>;

const mutations = operationsInOrder.filter(({ kind }) => kind === 'mutation');

/** What is typed in the walk, in place of every text of the cases. */
const words = '王五家漏水一事';

/** The same arguments with our words wherever a case types `已处理`. */
const worded = (args: Args): Args => JSON.parse(JSON.stringify(args).replaceAll('已处理', words)) as Args;

describe('hole 11: the answers of all mutations, asked for again', () => {
  let district: TestDistrict;
  let world: World;
  const remembered: Remembered[] = [];

  beforeAll(async () => {
    district = await TestDistrict.start({ ALLOW_LOCAL_WEBHOOKS: 'true' });
    await district.setTime('2026-11-17T10:00:00+08:00');
    world = await prepareWorld(new Setup(district));
  }, 120_000);
  afterAll(() => district?.stop());

  const ask = async ({ operation, asker, args, key }: Omit<Remembered, 'answer'>) => {
    const document = documentOf(operation, args, leavesOf(rootField(operation).type, 'own leaves'));
    const answer = await district.graphql(accountOf[asker], document, args, { 'idempotency-key': key });
    return { outcome: outcomeOf(operation, answer), text: JSON.stringify(answer.data) };
  };

  it('are of every mutation of the contract', () => {
    expect(mutations.map(({ name }) => name).sort()).toEqual(
      called
        .filter(({ kind }) => kind === 'mutation')
        .map(({ name }) => name)
        .sort(),
    );
  });

  it.each(mutations)(
    '$name: once done, and again the answer of now',
    async (operation) => {
      const { aim, own } = cases[operation.name]!;
      const askers = (Object.keys(accountOf) as Asker[]).filter(
        (asker) => mayCall(operation, asker) && expectedOf(own, asker) === 'OK',
      );
      for (const asker of askers) {
        const call = { operation, asker, args: worded(aim(world.own, asker)), key: randomUUID() };
        const first = await ask(call);
        if (first.outcome !== 'OK') continue;
        const again = await ask(call);
        expect({ name: operation.name, asker, outcome: again.outcome }).toEqual({
          name: operation.name,
          asker,
          outcome: 'OK',
        });
        remembered.push({ ...call, answer: first.text });
        return;
      }
    },
    30_000,
  );

  it('are those of as many mutations as the prepared world lets succeed', () => {
    expect(new Set(remembered.map(({ operation }) => operation.name)).size).toBeGreaterThanOrEqual(40);
    expect(remembered.filter(({ answer }) => answer.includes(words)).length).toBeGreaterThan(5);
  });

  it('hold no word any more that was erased since, and do nothing again', async () => {
    const called = mutations.reduce<Record<string, Operation>>(
      (all, one) => ({ ...all, [one.name]: one }),
      {},
    );
    const done: (Omit<Remembered, 'answer'> & { first: string })[] = [];
    const act = async <Answer>(name: string, asker: Asker, args: Args): Promise<Answer> => {
      const call = { operation: called[name]!, asker, args, key: randomUUID() };
      return eventually(async () => {
        const { outcome, text } = await ask(call);
        expect({ name, outcome, text }).toMatchObject({ outcome: 'OK' });
        done.push({ ...call, first: text });
        return (JSON.parse(text) as Record<string, Answer>)[name]!;
      });
    };
    type Receipt = Readonly<{ id: string; number: string; trackingSecret: string }>;
    const input = { text: words, phone: '13812345678', name: '王五', areaCode: '440303003020001' };
    const { id, number, trackingSecret: secret } = await act<Receipt>('submitAppeal', 'none', { input });
    const classified = { category: 'LIGHTING', nature: 'COMPLAINT', urgency: 'FAST', reason: words };
    await act('classifyAppeal', 'STREET', { id, input: classified });
    const handlers = [{ unitId: '440303003020001.office', role: 'LEAD' }];
    const [order] = await act<readonly { id: string }[]>('allocateAppeal', 'STREET', { id, handlers });
    await act('recordProgress', 'GRID', { id: order?.id, note: words });
    const request = { kind: 'ESCALATE', appealId: id, workOrderId: order?.id, reason: words };
    await act('fileRequest', 'GRID', { input: request });
    await act('putOnAccount', 'STREET', { id, measures: words, dueBy: '2026-11-30T18:00:00+08:00' });
    await act('withdrawAppeal', 'none', { number, secret, reason: words });
    await act('erasePersonalData', 'DISTRICT', { appealId: id, reason: '本人要求' });
    await eventually(async () => {
      for (const call of done.filter(({ operation }) => operation.name !== 'erasePersonalData')) {
        const { outcome, text } = await ask(call);
        expect({ name: call.operation.name, outcome, text }).toMatchObject({
          outcome: 'PERSONAL_DATA_ERASED',
        });
        expect(text).not.toContain(words);
      }
    });
  });
});
