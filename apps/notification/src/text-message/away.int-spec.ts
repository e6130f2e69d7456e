import { TextMessageSent } from '@weisu/contracts';
import { CallRefused } from '@weisu/service-host';
import { eventually } from '@weisu/testing';
import { NotReached, Refused } from '../index.js';
import { callUnit, Gate, registerAppeal } from '../notification.fixture.js';
import { TextMessages } from './text-message.client.js';
import { phone, Texting, unitPhone } from './texting.fixture.js';

describe('a text message that cannot be sent', () => {
  let texting: Texting;
  beforeEach(async () => {
    texting = await Texting.start();
  });
  afterEach(() => texting.stop());

  it('counts nothing while intake is away, asks for all of them by one schedule, and goes within seconds', async () => {
    texting.takeIntakeAway();
    const appeals: string[] = [];
    for (let n = 0; n < 12; n += 1) appeals.push(await texting.register());
    // two rounds of four at most: had each text a schedule of its own, all twelve would have asked at once
    await eventually(() => expect(texting.asked.length).toBeGreaterThan(4));
    expect(texting.asked.length).toBeLessThanOrEqual(8);
    for (const appealId of appeals)
      expect(await texting.rows(appealId)).toMatchObject([{ status: 'PENDING', attempts: 0, unanswered: 0 }]);
    texting.bringIntakeBack();
    for (const appealId of appeals) await texting.becomes(appealId, { status: 'SENT', attempts: 1 });
    expect(texting.texts.sent).toHaveLength(appeals.length);
  });

  it('holds up none that needs another part', async () => {
    const { unitId } = await texting.giveTelephones();
    texting.takeIntakeAway();
    const appealId = await texting.register();
    await texting.becomes(appealId, { status: 'PENDING', last_error: 'INTAKE' });
    const other = await registerAppeal(texting.service, texting.time.now());
    await callUnit(texting.service, other.appealId, unitId, texting.time.now());
    await eventually(() => expect(texting.texts.sent).toMatchObject([{ phone: unitPhone }]));
    expect(await texting.rows(appealId)).toMatchObject([{ status: 'PENDING', attempts: 0 }]);
  });

  it('holds up none where intake is there and cannot answer for its matter alone', async () => {
    texting.intake = () => Promise.reject(new CallRefused('contactForMessage', 'INTERNAL'));
    const appealId = await texting.register();
    await texting.becomes(appealId, { status: 'PENDING', attempts: 0, last_error: 'INTAKE INTERNAL' });
    texting.bringIntakeBack();
    await texting.becomes(await texting.register(), { status: 'SENT' });
    await texting.becomes(appealId, { status: 'SENT', attempts: 1 });
  });

  it('counts nothing while no connection is made, and its number is revealed once', async () => {
    const { texts, asked, service } = texting;
    texts.trouble = new NotReached('no connection');
    const appealId = await texting.register();
    await eventually(() => expect(texts.tried.length).toBeGreaterThan(1));
    const uncounted = { status: 'PENDING', attempts: 0, unanswered: 0, last_error: 'PROVIDER' };
    await texting.becomes(appealId, uncounted);
    texts.trouble = null;
    await texting.becomes(appealId, { status: 'SENT', attempts: 1, unanswered: 0 });
    expect(new Set(texts.tried).size).toBe(1);
    expect(asked).toEqual([appealId]);
    await eventually(() => expect(service.probe.of(TextMessageSent, appealId)).toHaveLength(1));
  });

  it('counts what the provider refused, whose words are not kept', async () => {
    texting.texts.trouble = new Refused(`no such number: ${phone}`);
    const appealId = await texting.register();
    await texting.becomes(appealId, { status: 'PENDING', attempts: 1, unanswered: 0, last_error: 'Refused' });
    for (let attempts = 2; attempts <= 5; attempts += 1) {
      await texting.makeDue(appealId);
      await texting.becomes(appealId, { attempts, status: attempts < 5 ? 'PENDING' : 'FAILED' });
    }
    expect(texting.asked).toEqual([appealId]);
  });

  it('is repeated twice under its id where nobody knows what became of it, and not a third time', async () => {
    const { texts } = texting;
    texts.trouble = new Error('socket hang up');
    const appealId = await texting.register();
    for (const times of [1, 2]) {
      await texting.becomes(appealId, { status: 'PENDING', attempts: times, unanswered: times });
      await texting.makeDue(appealId);
    }
    await texting.becomes(appealId, { status: 'FAILED', attempts: 3, unanswered: 3, last_error: 'Error' });
    expect(texts.tried).toHaveLength(3);
    expect(new Set(texts.tried).size).toBe(1);
  });

  it('is given up where processes died three times while they sent it', async () => {
    const { texts, service } = texting;
    const gate = new Gate();
    texts.holding = gate.opened;
    const appealId = await texting.register();
    // on its way it counts as one that nobody answered, so that a death there leaves it so
    await texting.becomes(appealId, { status: 'PENDING', attempts: 1, unanswered: 1 });
    await service.sql(
      `UPDATE text_message SET attempts = 3, unanswered = 3, claim = gen_random_uuid(), next_at = clock_timestamp() WHERE appeal_id = $1`,
      [appealId],
    );
    await texting.becomes(appealId, { status: 'FAILED', last_error: 'NO_ANSWER' });
    expect(texts.tried).toHaveLength(1);
    gate.open();
    // the process that was thought dead knows better
    await texting.becomes(appealId, { status: 'SENT', attempts: 1 });
  });

  it('is leased for ten seconds at most, and longer only as long as somebody works on it', async () => {
    const { texts, service } = texting;
    const gate = new Gate();
    texts.holding = gate.opened;
    const appealId = await texting.register();
    await eventually(() => expect(texts.tried).toHaveLength(1));
    const lease = async () => {
      const [row] = await service.sql<{ until: Date; seconds: number }>(
        'SELECT next_at AS until, extract(epoch FROM next_at - clock_timestamp())::float8 AS seconds FROM text_message WHERE appeal_id = $1',
        [appealId],
      );
      return row ?? { until: new Date(0), seconds: 0 };
    };
    const taken = await lease();
    expect(taken.seconds).toBeGreaterThan(0);
    expect(taken.seconds).toBeLessThanOrEqual(10);
    await eventually(async () => expect((await lease()).until > taken.until).toBe(true));
    gate.open();
    await texting.becomes(appealId, { status: 'SENT' });
  });

  it('is taken by another process when the lease of a dead one has ended, and is not counted for its death', async () => {
    const { service } = texting;
    texting.takeIntakeAway();
    const appealId = await texting.register();
    await service.sql(
      `UPDATE text_message SET claim = gen_random_uuid(), next_at = clock_timestamp() + interval '1 second' WHERE appeal_id = $1`,
      [appealId],
    );
    texting.bringIntakeBack();
    await texting.becomes(appealId, { status: 'SENT', attempts: 1 });
  });

  it('is given back by a process that stops before it left the house', async () => {
    const { service, texts, asked } = texting;
    const gate = new Gate();
    texting.intake = () => gate.opened.then(() => ({ phone }));
    const appealId = await texting.register();
    await eventually(() => expect(asked).toHaveLength(1));
    const stopped = service.running.app.get(TextMessages).onApplicationShutdown();
    gate.open();
    await stopped;
    expect(texts.tried).toEqual([]);
    const free = await service.sql(
      `SELECT attempts, status FROM text_message WHERE appeal_id = $1 AND claim IS NULL AND next_at <= clock_timestamp()`,
      [appealId],
    );
    expect(free).toEqual([{ attempts: 0, status: 'PENDING' }]);
  });
});

describe('a call to somebody of ours', () => {
  it('waits for the reference data, and does not take an empty copy for somebody without a number', async () => {
    const empty = { fetch: () => Promise.resolve({ revision: 0, entries: [] }) };
    const texting = await Texting.start({ directory: empty });
    const { appealId } = await registerAppeal(texting.service, texting.time.now());
    await texting.service.sql(
      `INSERT INTO text_message (id, appeal_id, template, person_id, created_at, next_at) VALUES (gen_random_uuid(), $1, 'DUTY_CALL', 'p1', now(), now())`,
      [appealId],
    );
    await texting.becomes(appealId, { status: 'PENDING', attempts: 0, last_error: 'DIRECTORY' });
    await texting.stop();
  });
});

describe('a provider that never answers', () => {
  it('is waited for so long, and what it was given counts as unanswered', async () => {
    const texting = await Texting.start({ textAnswerMilliseconds: 50 });
    const gate = new Gate();
    texting.texts.holding = gate.opened;
    const appealId = await texting.register();
    await texting.becomes(appealId, { status: 'PENDING', unanswered: 1, last_error: 'NoAnswer' });
    gate.open();
    await texting.stop();
  });
});
