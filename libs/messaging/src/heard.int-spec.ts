import { randomUUID } from 'node:crypto';
import { AppealMerged, announce, systemActor, WorkOrderAccepted, type Envelope } from '@weisu/contracts';
import {
  cursorsOf,
  encode,
  entriesBeyond,
  eventOf,
  Inbox,
  SystemTime,
  type Message,
  type Reaction,
} from './index.js';
import { PassedOver } from './heard.js';
import { appealId, Outbox, schema, subjects } from './outbox.fixture.js';

describe('how far a subject was heard', () => {
  let outbox: Outbox;
  let inbox: Inbox;
  let reaction: Reaction;
  const failures: unknown[] = [];
  const [one = '', other = ''] = subjects;

  beforeAll(async () => {
    outbox = await Outbox.open();
    inbox = new Inbox({
      source: outbox.source,
      time: new SystemTime(),
      poke: () => undefined,
      reactionsTo: (type) =>
        type === WorkOrderAccepted.type ? [(event, work) => reaction(event, work)] : [],
      onDeadLetter: () => undefined,
      onPassedOverLost: (error) => failures.push(error),
      onAheadFailed: (error) => failures.push(error),
      backOff: () => 0,
    });
  });
  beforeEach(async () => {
    failures.length = 0;
    reaction = async ({ subject, sequence }, work) =>
      void (await work.query('INSERT INTO effect VALUES ($1)', [`${subject} ${sequence}`]));
    await outbox.sql('TRUNCATE effect, inbox, dead_letter, heard');
  });
  afterAll(() => outbox.close());

  const heard = async (subject: string): Promise<number | undefined> =>
    (await cursorsOf(outbox.source, '/weisu/dispatch', [subject]))[0]?.after;
  const effects = async () =>
    (await outbox.sql<{ name: string }>('SELECT name FROM effect')).map(({ name }) => name);

  it('moves with every event that has a reaction, and never backwards', async () => {
    await inbox.handle(accepted(one, 1));
    await inbox.handle(accepted(one, 3));
    await inbox.handle(accepted(one, 2));
    expect([await heard(one), await heard(other)]).toEqual([3, 0]);
  });

  it('moves with what nobody here reacts to, a moment later', async () => {
    await inbox.handle(merged(one, 7));
    await inbox.handle(merged(one, 6));
    await inbox.settle();
    expect(await heard(one)).toBe(7);
  });

  it('counts a dead letter as heard, and replaying it moves nothing', async () => {
    reaction = () => Promise.reject(new Error('cannot be done'));
    await inbox.handle(accepted(one, 4));
    expect(await heard(one)).toBe(4);
    reaction = async (_event, work) => void (await work.query("INSERT INTO effect VALUES ('replayed')"));
    await inbox.handle(accepted(one, 9));
    expect(await inbox.replayDeadLetters()).toEqual({ replayed: 1, failed: 0 });
    expect([await heard(one), await effects()]).toEqual([9, ['replayed', 'replayed']]);
  });

  it('takes an event ahead of its delivery, which changes nothing then', async () => {
    const message = accepted(one, 1);
    expect(await inbox.takeAhead(message)).toBe(true);
    const rows = () => outbox.sql('SELECT name FROM effect');
    const before = await rows();
    await inbox.handle(message);
    await Promise.all([inbox.takeAhead(message), inbox.handle(message)]);
    expect(await rows()).toEqual(before);
    expect(before).toHaveLength(1);
  });

  it('leaves what fails ahead of its delivery to the delivery, unburied', async () => {
    const message = accepted(one, 1);
    reaction = () => Promise.reject(new Error('not yet'));
    expect(await inbox.takeAhead(message)).toBe(false);
    expect([await heard(one), failures.length, await outbox.sql('SELECT 1 FROM dead_letter')]).toEqual([
      0,
      1,
      [],
    ]);
    reaction = async (_event, work) => void (await work.query("INSERT INTO effect VALUES ('in time')"));
    await inbox.handle(message);
    expect(await effects()).toEqual(['in time']);
  });

  it('is asked for in order, by subject, beyond the cursor, and not further back than inboxes remember', async () => {
    for (const subject of [one, other, one, one]) await outbox.announceOn(subject);
    const beyond = async (after: number, now = new Date('2026-11-23T01:00:00Z')) =>
      (
        await entriesBeyond(
          outbox.source,
          [
            { subject: one, after },
            { subject: other, after: 0 },
          ],
          now,
        )
      ).map(({ subject, sequence }) => [subject === one ? 'one' : 'other', sequence]);
    expect(await beyond(1)).toEqual([
      ['one', 2],
      ['one', 3],
      ['other', 1],
    ]);
    expect(await beyond(3)).toEqual([['other', 1]]);
    // a matter of fifteen days
    expect(await beyond(0, new Date('2026-12-08T01:00:00Z'))).toEqual([]);
    await outbox.sql(`UPDATE journal SET recorded_at = now() - interval '15 days'`);
    expect(await beyond(0)).toEqual([]);
  });

  it('reads an entry as the event that is delivered', async () => {
    await outbox.announceOn(subjects[5]!);
    const [entry] = await entriesBeyond(
      outbox.source,
      [{ subject: subjects[5]!, after: 0 }],
      new Date('2026-11-23T01:00:00Z'),
    );
    expect(await inbox.takeAhead(encode(eventOf(schema, entry!)))).toBe(true);
    expect(await heard(subjects[5]!)).toBe(1);
  });
});

function accepted(subject: string, sequence: number): Message {
  const payload = { appealId, workOrderId: appealId, unitId: '440303.housing' };
  return told(subject, sequence, announce(WorkOrderAccepted, payload));
}

function merged(subject: string, sequence: number): Message {
  return told(subject, sequence, { type: AppealMerged.type, payload: { appealId, into: appealId } });
}

function told(
  subject: string,
  sequence: number,
  { type, payload }: Pick<Envelope, 'type' | 'payload'>,
): Message {
  return encode({
    ...{ id: randomUUID(), source: '/weisu/dispatch', type, subject, sequence, payload },
    ...{ time: new Date('2026-11-23T01:00:00Z'), correlationId: 'c', causationId: null, actor: systemActor },
  });
}

describe('a cursor that waits when the database was closed', () => {
  it('is forgotten, and fails nobody', async () => {
    const outbox = await Outbox.open();
    const failures: unknown[] = [];
    const passedOver = new PassedOver(outbox.source, (error) => failures.push(error));
    passedOver.note('/weisu/dispatch', 'a matter', 1);
    await outbox.close();
    await passedOver.flush();
    expect(failures).toEqual([]);
  });
});
