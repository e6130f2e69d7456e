import { randomUUID } from 'node:crypto';
import { announce, AppealDeclined, PersonalDataErased, RecordsExpired } from '@weisu/contracts';
import { runRetention, type RetentionRun } from '@weisu/service-host';
import { eventually, TestTime, type TestService } from '@weisu/testing';
import { notificationDefinition } from '../index.js';
import { MemoryTexts, registerAppeal, startNotification } from '../notification.fixture.js';

describe('what notification keeps', () => {
  const time = new TestTime('2026-11-23T09:00:00+08:00');
  const texts = new MemoryTexts();
  let service: TestService;
  beforeAll(async () => {
    service = await startNotification(time, { texts });
  });
  afterAll(() => service.stop());

  const terms = { RETENTION_MESSAGE_DAYS: '30', RETENTION_SENDING_DAYS: '10' };
  const tasks = notificationDefinition.retention?.(terms) ?? [];
  const run = (options: Partial<RetentionRun> = {}) =>
    runRetention({
      source: service.running.source,
      time,
      tasks,
      poke: () => service.running.relay.poke(),
      ...options,
    }).then((results) => results.map(({ count }) => count));
  const textOf = (appealId: string) =>
    service.sql('SELECT status FROM text_message WHERE appeal_id = $1', [appealId]);
  const message = (at: Date) =>
    service.sql(
      `INSERT INTO message (id, recipient, event_key, at, kind, text) VALUES ($1::uuid, 'unit:a', $1::uuid::text, $2, 'URGED', '…')`,
      [randomUUID(), at],
    );

  it('is deleted the day after its term in batches, counted in a dry run, and only once', async () => {
    for (let n = 0; n < 3; n += 1) await message(time.now());
    await registerAppeal(service, time.now(), { reachable: true });
    await eventually(() => expect(texts.sent).toHaveLength(1));
    await eventually(async () =>
      expect(await service.sql(`SELECT 1 FROM text_message WHERE status = 'SENT'`)).toHaveLength(1),
    );
    time.set('2026-12-03T23:59:59+08:00');
    expect(await run({ dryRun: true })).toEqual([0, 0, 0]);
    time.set('2026-12-04T00:00:00+08:00');
    expect(await run({ dryRun: true })).toEqual([0, 1, 0]);
    expect(await run()).toEqual([0, 1, 0]);
    time.set('2026-12-24T00:00:00+08:00');
    await message(time.now());
    expect(await run({ batch: 2 })).toEqual([3, 0, 0]);
    expect(await run()).toEqual([0, 0, 0]);
    expect(await service.sql('SELECT 1 FROM message')).toHaveLength(1);
    await service.settled();
    const batches = service.probe.of(RecordsExpired).map(({ payload }) => [payload.kind, payload.ids.length]);
    expect(batches).toEqual([
      ['TEXT_MESSAGE', 1],
      ['MESSAGE', 2],
      ['MESSAGE', 1],
    ]);
  });

  it('never what still waits to be sent', async () => {
    const appealId = randomUUID();
    await service.sql(
      `INSERT INTO text_message (id, appeal_id, template, created_at, next_at) VALUES ($1, $2, 'CLOSED', $3, 'infinity')`,
      [randomUUID(), appealId, time.now()],
    );
    time.advance({ days: 40 });
    await run();
    expect(await textOf(appealId)).toEqual([{ status: 'PENDING' }]);
  });

  it('is not sent to an appellant whose personal data was erased', async () => {
    // by day: at night a text waits for the morning
    time.set('2027-02-03T09:00:00+08:00');
    const { appealId } = await registerAppeal(service, time.now());
    texts.failures = 1;
    texts.sent.length = 0;
    const declined = announce(AppealDeclined, { appealId, ground: 'OUT_OF_SCOPE', noteId: appealId });
    await service.probe.say(appealId, declined, time.now());
    await eventually(async () =>
      expect(await service.sql('SELECT attempts FROM text_message WHERE appeal_id = $1', [appealId])).toEqual(
        [{ attempts: 1 }],
      ),
    );
    await eventually(() => expect(texts.failures).toBe(0));
    const erased = { appealId, erasureId: randomUUID(), ground: 'REQUEST' as const, attachmentIds: [] };
    const event = await service.probe.say(appealId, announce(PersonalDataErased, erased), time.now());
    await service.probe.repeat(event);
    await eventually(async () => expect(await textOf(appealId)).toEqual([{ status: 'UNREACHABLE' }]));
    expect(texts.sent).toEqual([]);
  });
});
