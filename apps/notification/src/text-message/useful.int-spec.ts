import {
  announce,
  DutyCallAnswered,
  DutyCalled,
  PersonalDataErased,
  SummonsAcknowledged,
} from '@weisu/contracts';
import { eventually } from '@weisu/testing';
import { notificationDefinition, NotReached } from '../index.js';
import { callUnit, registerAppeal } from '../notification.fixture.js';
import { Texting } from './texting.fixture.js';

const noConnection = new NotReached('no connection');

describe('a text message that waits', () => {
  let texting: Texting;
  beforeEach(async () => {
    texting = await Texting.start();
  });
  afterEach(() => texting.stop());

  it('ends when its term has passed, and not before; figures tell of it', async () => {
    const { service, texts } = texting;
    texting.takeIntakeAway();
    const [old, young] = [await texting.register(), await texting.register()];
    const term = (appealId: string, left: string) =>
      service.sql(
        'UPDATE text_message SET useful_until = clock_timestamp() + $2::interval WHERE appeal_id = $1',
        [appealId, left],
      );
    await term(old, '-1 millisecond');
    await term(young, '1 hour');
    await texting.becomes(old, { status: 'EXPIRED', attempts: 0 });
    texting.bringIntakeBack();
    await texting.becomes(young, { status: 'SENT' });
    expect(texts.sent).toHaveLength(1);
    const figure = notificationDefinition.figures?.find(({ name }) => name === 'weisu_text_message_rows');
    expect(await service.sql(figure?.sql ?? '')).toContainEqual({ state: 'EXPIRED', value: 1 });
  });

  it('has the term of what it tells of', async () => {
    const { service, time } = texting;
    const { unitId } = await texting.giveTelephones();
    texting.texts.trouble = noConnection;
    await texting.close(await texting.register());
    const { appealId } = await registerAppeal(service, time.now());
    await callUnit(service, appealId, unitId, time.now());
    // the summons of the fixture is to be answered by 18:00 of the next day
    expect(
      await service.sql(
        'SELECT template, round(extract(epoch FROM useful_until - clock_timestamp()) / 3600)::int AS hours FROM text_message ORDER BY template',
      ),
    ).toEqual([
      { template: 'CLOSED', hours: 72 },
      { template: 'RECEIPT', hours: 24 },
      { template: 'SUMMONS', hours: 33 },
    ]);
  });

  it('is not sent to a unit that has answered, nor to a person on duty who has', async () => {
    const { service, texts, time } = texting;
    const { unitId, personId } = await texting.giveTelephones();
    texts.trouble = noConnection;
    const { appealId } = await registerAppeal(service, time.now());
    const { whistleId, summonsId } = await callUnit(service, appealId, unitId, time.now());
    const ring = {
      clockId: '0193a8f1-0000-7000-8000-000000000032',
      dutyCallId: '0193a8f1-0000-7000-8000-000000000031',
      personId,
    };
    const called = announce(DutyCalled, {
      ...ring,
      kind: 'ACCEPT',
      unitId,
      dueBy: new Date('2026-11-23T12:00:00+08:00'),
      backup: false,
      why: 'STARTED',
    });
    await service.probe.say(appealId, called, time.now());
    const pending = { status: 'PENDING' };
    expect(await texting.rows(appealId)).toMatchObject([pending, pending]);
    const summons = { whistleId, first: true, summonsId, unitId };
    const event = await service.probe.say(
      appealId,
      announce(SummonsAcknowledged, { ...summons, late: false }),
      time.now(),
    );
    await service.probe.repeat(event);
    await service.probe.say(appealId, announce(DutyCallAnswered, ring), time.now());
    const answered = { status: 'EXPIRED', last_error: 'ANSWERED' };
    expect(await texting.rows(appealId)).toMatchObject([answered, answered]);
    texts.trouble = null;
    await texting.becomes(await texting.register(), { status: 'SENT' });
    expect(texts.sent).toHaveLength(1);
    expect(await texting.rows(appealId)).toMatchObject([answered, answered]);
  });

  it('waits on for the morning when its part is back at night; a receipt does not', async () => {
    const { service, texts, time } = texting;
    texts.trouble = noConnection;
    const closed = await registerAppeal(service, time.now());
    await texting.close(closed.appealId);
    const receipt = await texting.register();
    await eventually(() => expect(texts.tried.length).toBeGreaterThan(0));
    time.set('2026-11-23T22:30:00+08:00');
    await texting.becomes(closed.appealId, { status: 'PENDING', attempts: 0, last_error: 'NIGHT' });
    texts.trouble = null;
    await texting.becomes(receipt, { status: 'SENT' });
    expect(texts.sent).toHaveLength(1);
    const [wait] = await service.sql<{ hours: number }>(
      'SELECT extract(epoch FROM next_at - clock_timestamp())::float8 / 3600 AS hours FROM text_message WHERE appeal_id = $1',
      [closed.appealId],
    );
    expect(wait?.hours).toBeGreaterThan(9.4);
    expect(wait?.hours).toBeLessThanOrEqual(9.5);
  });

  it('is not sent to who was erased, though the number was known', async () => {
    const { service, texts, time } = texting;
    texts.trouble = noConnection;
    const appealId = await texting.register();
    await eventually(() => expect(texts.tried).toHaveLength(1));
    const erased = { appealId, erasureId: appealId, ground: 'REQUEST' as const, attachmentIds: [] };
    await service.probe.say(appealId, announce(PersonalDataErased, erased), time.now());
    texts.trouble = null;
    await texting.becomes(await texting.register(), { status: 'SENT' });
    expect(await texting.rows(appealId)).toMatchObject([{ status: 'UNREACHABLE' }]);
    expect(texts.sent).toHaveLength(1);
  });

  it('is not due before the number of its matter was heard', async () => {
    const { service, time, asked } = texting;
    const appealId = '0193a8f1-0000-7000-8000-000000000041';
    await texting.close(appealId);
    await texting.becomes(await texting.register(), { status: 'SENT' });
    expect(asked).not.toContain(appealId);
    expect(await texting.rows(appealId)).toMatchObject([{ status: 'PENDING', attempts: 0 }]);
    const { number } = await registerAppeal(service, time.now(), { appealId });
    await texting.becomes(appealId, { status: 'SENT', attempts: 1 });
    expect(texting.texts.sent.at(-1)?.text).toContain(number);
  });
});
