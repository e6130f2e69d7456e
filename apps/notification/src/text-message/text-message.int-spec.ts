import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  announce,
  AppealClosed,
  AppealDeclined,
  AppealRegistered,
  AppellantMessaged,
  TextMessageSent,
  type Unit,
} from '@weisu/contracts';
import { ChangingDirectory, demoSnapshot, eventually, TestTime, type TestService } from '@weisu/testing';
import {
  callUnit,
  externalOrder,
  hotline,
  MemoryTexts,
  registerAppeal,
  startNotification,
} from '../notification.fixture.js';
import { FileTextMessages, NotReached } from './text-message.driver.js';

const phone = '13912345678';

describe('text messages', () => {
  let service: TestService;
  const texts = new MemoryTexts();
  const asked: string[] = [];
  const shares = new Map<string, boolean[]>();
  let known: { phone: string } | null = { phone };
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  const directory = new ChangingDirectory();

  beforeAll(async () => {
    const contactForMessage = (appealId: string, share: boolean) => {
      asked.push(appealId);
      shares.set(appealId, [...(shares.get(appealId) ?? []), share]);
      return Promise.resolve(known);
    };
    service = await startNotification(time, { texts, contacts: { contactForMessage }, directory });
  });
  afterAll(() => service.stop());
  beforeEach(() => {
    known = { phone };
    texts.sent.length = 0;
  });

  const state = (appealId: string) =>
    service.sql<{ status: string; attempts: number; last_error: string | null }>(
      'SELECT status, attempts, last_error FROM text_message WHERE appeal_id = $1 ORDER BY created_at',
      [appealId],
    );

  it('call a unit at its own number, once for a whistle, and nobody where it has none', async () => {
    const unit = demoSnapshot().entries.find(({ kind, key }) => kind === 'unit' && key === '440303.water');
    const body = { ...(unit?.body as Unit), phone: '0755-82123456' };
    await directory.publish(service, time, { kind: 'unit', key: body.id, body });
    const { appealId, number } = await registerAppeal(service, time.now());
    const before = asked.length;
    await callUnit(service, appealId, '440303.water', time.now());
    await callUnit(service, appealId, '440303.housing', time.now());
    await eventually(async () =>
      expect((await state(appealId)).map(({ status }) => status).toSorted()).toEqual(['SENT', 'UNREACHABLE']),
    );
    expect(texts.sent).toMatchObject([{ phone: '0755-82123456' }]);
    expect(texts.sent[0]?.text).toBe(`您单位被召集报到（编号${number}），请登录平台接哨。`);
    expect(asked).toHaveLength(before);
  });

  it('give the receipt and the result, and the number of the telephone stays nowhere', async () => {
    const { appealId, number } = await registerAppeal(service, time.now(), { reachable: true });
    await eventually(() => expect(texts.sent).toHaveLength(1));
    const closed = { appealId, solved: true, meansExhausted: true, waivers: 0, automatic: false };
    await service.probe.say(appealId, announce(AppealClosed, closed), time.now());
    await eventually(() => expect(texts.sent).toHaveLength(2));
    for (const { text, phone: to } of texts.sent) {
      expect(text).toContain(number);
      expect(to).toBe(phone);
    }
    await eventually(() => expect(service.probe.of(TextMessageSent, appealId)).toHaveLength(2));
    expect(service.probe.of(TextMessageSent, appealId).map(({ payload }) => payload.template)).toEqual([
      'RECEIPT',
      'CLOSED',
    ]);
    for (const table of ['text_message', 'journal', 'message', 'webhook_delivery'])
      expect(await service.sql(`SELECT 1 FROM ${table} AS t WHERE t::text LIKE '%${phone}%'`)).toHaveLength(
        0,
      );
  });

  it('are written once for an event that comes twice', async () => {
    const { appealId } = await registerAppeal(service, time.now(), { reachable: true });
    await service.probe.repeat(service.probe.of(AppealRegistered, appealId)[0]!);
    await eventually(async () => expect(await state(appealId)).toMatchObject([{ status: 'SENT' }]));
    expect(texts.sent).toHaveLength(1);
  });

  it('stand for a call at three in the morning, once, within the share of receipts, and also where the sender speaks itself', async () => {
    time.set('2026-11-24T03:00:00+08:00');
    const external = externalOrder('H-3', true);
    const given = { reachable: true, registeredBy: hotline.client, external };
    const { appealId, number } = await registerAppeal(service, time.now(), given);
    const event = await service.probe.say(appealId, announce(AppellantMessaged, { appealId }), time.now());
    await service.probe.repeat(event);
    await eventually(async () => expect(await state(appealId)).toMatchObject([{ status: 'SENT' }]));
    expect(texts.sent).toEqual([
      {
        id: expect.any(String),
        phone,
        text: `您反映的诉求（编号${number}）正在办理。按您的选择，现在不打电话打扰您，办理进度可凭编号和查询码查看。`,
      },
    ]);
    expect(shares.get(appealId)).toEqual([true]);
    time.set('2026-11-23T09:00:00+08:00');
  });

  it('are not for a matter without a telephone, nor where the sender speaks itself', async () => {
    const silent = await registerAppeal(service, time.now());
    const external = externalOrder('H-1', true);
    const sent = await registerAppeal(service, time.now(), {
      reachable: true,
      registeredBy: hotline.client,
      external,
    });
    const { appealId } = sent;
    const closed = { appealId, solved: true, meansExhausted: true, waivers: 0, automatic: false };
    await service.probe.say(appealId, announce(AppealClosed, closed), time.now());
    expect(await state(silent.appealId)).toEqual([]);
    expect(await state(appealId)).toEqual([]);
    expect(asked).not.toContain(appealId);
  });

  it('end quietly where intake knows no number', async () => {
    known = null;
    const { appealId } = await registerAppeal(service, time.now());
    const declined = announce(AppealDeclined, { appealId, ground: 'OUT_OF_SCOPE', noteId: appealId });
    await service.probe.say(appealId, declined, time.now());
    await eventually(async () => expect(await state(appealId)).toMatchObject([{ status: 'UNREACHABLE' }]));
    expect(service.probe.of(TextMessageSent, appealId)).toEqual([]);
  });

  it('are tried again later when the provider fails, and its words are not kept', async () => {
    texts.failures = 1;
    const { appealId } = await registerAppeal(service, time.now(), { reachable: true });
    await eventually(async () =>
      expect(await state(appealId)).toEqual([{ status: 'PENDING', attempts: 1, last_error: 'Error' }]),
    );
    await service.sql('UPDATE text_message SET next_at = clock_timestamp() WHERE appeal_id = $1', [appealId]);
    await eventually(async () =>
      expect(await state(appealId)).toMatchObject([{ status: 'SENT', attempts: 2 }]),
    );
  });

  it('are lines of JSON in a file of their own where no provider is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'texts-'));
    const file = join(folder, 'sms.jsonl');
    const driver = new FileTextMessages(file);
    await driver.send({ id: 'one', phone, text: '第一条' });
    await driver.send({ id: 'two', phone, text: '第二条' });
    const lines = (await readFile(file, 'utf8')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { id: 'one', phone, text: '第一条' },
      { id: 'two', phone, text: '第二条' },
    ]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const unwritable = new FileTextMessages(folder);
    await expect(unwritable.send({ id: 'three', phone, text: '' })).rejects.toBeInstanceOf(NotReached);
    await rm(folder, { recursive: true });
  });
});
