import { randomUUID } from 'node:crypto';
import type { PublicProgressAnswer, WhistleAnswer } from '@weisu/api';
import { announce, erasedText, PersonalDataErased } from '@weisu/contracts';
import { TestTime, type TestService } from '@weisu/testing';
import {
  allocated,
  numberOf,
  officials,
  registered,
  secret,
  secretVerifier,
  startDispatch,
} from '../matter.fixture.js';

const { desk, grid } = officials;
const time = new TestTime('2026-11-23T09:00:00+08:00');
let service: TestService;

beforeAll(async () => {
  service = await startDispatch(time);
});
afterAll(() => service.stop());

const arrives = () => registered(service, time, { secretVerifier });
const withdraw = async (id: string) =>
  service.call('withdrawAppeal', { number: await numberOf(service, id), secret, reason: '王五已修好' }, null);
const erased = (appealId: string) =>
  service.probe.say(
    appealId,
    announce(PersonalDataErased, { appealId, erasureId: randomUUID(), ground: 'REQUEST', attachmentIds: [] }),
    time.now(),
  );
const notesOf = async (id: string) =>
  (await service.sql<{ text: string }>('SELECT text FROM note WHERE subject = $1', [id])).map(
    ({ text }) => text,
  );
const whistleOver = (appealIds: string[]) =>
  service.call<WhistleAnswer>(
    'blowWhistle',
    {
      input: {
        appealIds,
        areaCode: '440303003020',
        situation: 'HARD_MATTER',
        reason: '王五家反复漏水',
        unitIds: ['440303.water'],
      },
    },
    desk,
  );
const reasonOf = async ({ id }: WhistleAnswer) =>
  (await service.sql<{ reason: string }>('SELECT reason FROM whistle WHERE id = $1', [id]))[0]?.reason;

describe('a matter whose personal data was erased', () => {
  it('keeps status, class, units and figures, and loses what officials and the resident wrote', async () => {
    const id = await arrives();
    const { lead } = await allocated(service, id);
    await service.call('recordContact', { id: lead.id, note: '已联系王五' }, grid);
    const request = { kind: 'ESCALATE', appealId: id, reason: '王五家需协调' };
    await service.call('fileRequest', { input: request }, grid);
    await withdraw(id);
    const event = await erased(id);
    await service.probe.repeat(event);
    expect(new Set(await notesOf(id))).toEqual(new Set([erasedText]));
    expect(await service.sql('SELECT reason FROM request WHERE appeal_id = $1', [id])).toEqual([
      { reason: erasedText },
    ]);
    expect(
      await service.sql('SELECT status, category, area_code, number FROM handling WHERE id = $1', [id]),
    ).toMatchObject([{ status: 'WITHDRAWN', category: 'LIGHTING', area_code: '440303003020' }]);
  });

  it('loses when she may be called from entries that a version before kept', async () => {
    const id = await arrives();
    await service.settled();
    await service.sql(
      `UPDATE ledger_entry SET payload = payload || '{"contactWhen":"BY_DAY"}' WHERE appeal_id = $1`,
      [id],
    );
    await withdraw(id);
    await erased(id);
    const entries = await service.sql(
      `SELECT payload ? 'contactWhen' AS hers FROM ledger_entry WHERE appeal_id = $1`,
      [id],
    );
    expect(new Set(entries.map(({ hers }) => hers))).toEqual(new Set([false]));
  });

  it('tells the holder of the receipt that it is gone', async () => {
    const id = await arrives();
    await withdraw(id);
    await service.settled();
    await erased(id);
    const number = await numberOf(service, id);
    const progress = await service.call<PublicProgressAnswer>('trackAppeal', { number, secret }, null);
    expect(progress.steps?.at(-1)?.label).toBe('个人信息已依法删除');
  });

  it('is left as it is while it is open: it was reopened at that moment', async () => {
    const id = await arrives();
    const { lead } = await allocated(service, id);
    await service.call('recordContact', { id: lead.id, note: '已联系王五' }, grid);
    await erased(id);
    expect(await notesOf(id)).toEqual(['已联系王五']);
  });
});

describe('a whistle over several matters', () => {
  it('loses its words when the last of them was erased', async () => {
    const [one, two] = [await arrives(), await arrives()];
    const whistle = await whistleOver([one, two]);
    await withdraw(one);
    await erased(one);
    expect(await reasonOf(whistle)).toBe('王五家反复漏水');
    await withdraw(two);
    await erased(two);
    expect(await reasonOf(whistle)).toBe(erasedText);
  });
});
