import { WorkOrderAccepted } from '@weisu/contracts';
import { Inbox, Relay, republish, SystemTime, type Message, type Reaction } from './index.js';
import { counted, KeepingTransport, Outbox, schema, subjects } from './outbox.fixture.js';

const [subject = '', other = ''] = subjects;
const longAgo = new Date(0);
const anHourAgo = () => new Date(Date.now() - 3_600_000);

describe('sending a journal again', () => {
  let outbox: Outbox;
  let transport: KeepingTransport;

  const relayOf = () => new Relay({ url: outbox.url, schema, transport, onError: () => undefined });
  /** Carries what is in the outbox and answers what the broker got by it. */
  const carried = async () => {
    const before = transport.acknowledged.length;
    const relay = relayOf();
    relay.start();
    await outbox.emptied();
    await relay.stop();
    return transport.acknowledged.slice(before);
  };
  const consumer = () =>
    new Inbox({
      source: outbox.source,
      time: new SystemTime(),
      poke: () => undefined,
      reactionsTo: (type) => (type === WorkOrderAccepted.type ? [effect] : []),
      onDeadLetter: () => undefined,
      onPassedOverLost: thrown,
      onAheadFailed: thrown,
    });
  const effects = async () =>
    (await outbox.sql<{ name: string }>('SELECT name FROM effect ORDER BY ctid')).map(({ name }) => name);

  beforeAll(async () => {
    outbox = await Outbox.open();
  });
  beforeEach(async () => {
    transport = new KeepingTransport();
    await outbox.sql('TRUNCATE effect, inbox, outbox, journal, journal_head');
  });
  afterAll(() => outbox.close());

  it('gives a consumer what it had missed when the broker lost it, and nothing twice', async () => {
    for (const each of [subject, other, subject, subject]) await outbox.announceOn(each);
    const [first, second] = await carried();
    const inbox = consumer();
    for (const message of [first, second]) await inbox.handle(message as Message);

    expect(await republish(outbox.url, schema, anHourAgo())).toEqual({ entries: 4, waiting: 0 });
    for (const message of await carried()) await inbox.handle(message);
    expect((await effects()).toSorted()).toEqual(
      [`${other} 1`, ...counted(3).map((n) => `${subject} ${n}`)].toSorted(),
    );
  });

  it('keeps the order of a subject with what had not been acknowledged', async () => {
    for (const each of [subject, other, subject]) await outbox.announceOn(each);
    await carried();
    for (const each of [subject, subject]) await outbox.announceOn(each);

    expect(await republish(outbox.url, schema, anHourAgo())).toEqual({ entries: 5, waiting: 2 });
    transport = new KeepingTransport();
    await carried();
    expect(transport.sequencesOf(subject)).toEqual(counted(4));
    expect(transport.sequencesOf(other)).toEqual([1]);
  });

  it('keeps the order of a subject when the clock of the server was set back', async () => {
    for (const each of [subject, subject, subject]) await outbox.announceOn(each);
    await outbox.sql(`UPDATE journal SET recorded_at = recorded_at - interval '1 minute' WHERE sequence = 3`);
    await republish(outbox.url, schema, anHourAgo());
    await carried();
    expect(transport.sequencesOf(subject)).toEqual(counted(3));
  });

  it('leaves alone what was recorded before, unless it still waits', async () => {
    for (const each of [subject, other]) await outbox.announceOn(each);
    await outbox.sql(`UPDATE journal SET recorded_at = recorded_at - interval '2 hours'`);
    await outbox.sql('DELETE FROM outbox WHERE subject = $1', [other]);
    await outbox.announceOn(subject);

    expect(await republish(outbox.url, schema, anHourAgo())).toEqual({ entries: 2, waiting: 2 });
    await carried();
    expect(transport.sequencesOf(subject)).toEqual([1, 2]);
    expect(transport.sequencesOf(other)).toEqual([]);
  });

  it('is refused while a replica runs, and for what consumers have forgotten', async () => {
    await outbox.announceOn(subject);
    const relay = relayOf();
    relay.start();
    await outbox.emptied();
    await expect(republish(outbox.url, schema, anHourAgo())).rejects.toThrow(
      'a replica of dispatch is running',
    );
    await relay.stop();
    await expect(republish(outbox.url, schema, longAgo)).rejects.toThrow('nothing older than 13 days');
    expect(await outbox.sql('SELECT 1 FROM outbox')).toEqual([]);
  });
});

const effect: Reaction = async (event, work) =>
  void (await work.query('INSERT INTO effect VALUES ($1)', [`${event.subject} ${event.sequence}`]));

const thrown = (error: unknown): never => {
  throw error;
};
