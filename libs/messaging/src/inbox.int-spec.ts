import { randomUUID } from 'node:crypto';
import { AppealMerged, DomainError, systemActor, type Envelope } from '@weisu/contracts';
import { eventually } from '@weisu/testing';
import {
  encode,
  Inbox,
  InProcessTransport,
  Relay,
  SystemTime,
  type Message,
  type Reaction,
} from './index.js';
import { appealId, openSource, Outbox, schema, subjects } from './outbox.fixture.js';

describe('the inbox', () => {
  let outbox: Outbox;
  let reactions: Reaction[];
  let buried: string[];

  const inboxOf = (source = outbox.source) =>
    new Inbox({
      source,
      time: new SystemTime(),
      poke: () => undefined,
      reactionsTo: (type) => (type === AppealMerged.type || type.includes('accepted') ? reactions : []),
      onDeadLetter: ({ id }) => buried.push(id),
      onPassedOverLost: thrown,
      onAheadFailed: thrown,
      backOff: () => 0,
    });
  const effects = async () =>
    (await outbox.sql<{ name: string }>('SELECT name FROM effect')).map(({ name }) => name);
  const letters = () =>
    outbox.sql<{ event_id: string; error: string; attempts: number }>('SELECT * FROM dead_letter');
  const effect: Reaction = async (event, work) =>
    void (await work.query('INSERT INTO effect VALUES ($1)', [event.subject]));

  beforeAll(async () => {
    outbox = await Outbox.open();
  });
  beforeEach(async () => {
    reactions = [effect];
    buried = [];
    await outbox.sql('TRUNCATE effect, inbox, dead_letter, outbox');
  });
  afterAll(() => outbox.close());

  it('takes an event that is delivered three times at once into effect once, also in two instances', async () => {
    const other = await openSource(outbox.url);
    const inboxes = [inboxOf(), inboxOf(), inboxOf(other)];
    const message = merged('once');
    await Promise.all(inboxes.map((inbox) => inbox.handle(message)));
    await inboxes[0]!.handle(message);
    expect(await effects()).toEqual(['once']);
    await other.destroy();
  });

  it('has the effect once when the consumer dies between effect and acknowledgement', async () => {
    const transport = new InProcessTransport();
    const inbox = inboxOf();
    let deaths = 2;
    await transport.subscribe({
      group: 'ledger',
      topics: ['dispatch'],
      handle: async (message) => {
        await inbox.handle(message);
        if (deaths-- > 0) throw new Error('killed before the acknowledgement');
      },
    });
    await outbox.announceOn(subjects[0]!);
    await outbox.announceOn(subjects[0]!);
    const errors: unknown[] = [];
    const relay = new Relay({ url: outbox.url, schema, transport, onError: (error) => errors.push(error) });
    relay.start();
    await outbox.emptied();
    await relay.stop();
    expect(errors).toHaveLength(2);
    expect(await effects()).toEqual([subjects[0], subjects[0]]);
  });

  it('undoes the effect of a consumer that dies within it', async () => {
    let deaths = 1;
    reactions = [
      effect,
      () =>
        deaths-- > 0
          ? Promise.reject(Object.assign(new Error('the server is gone'), { code: '57P01' }))
          : Promise.resolve(),
    ];
    const message = merged('undone');
    await expect(inboxOf().handle(message)).rejects.toThrow('the server is gone');
    expect(await effects()).toEqual([]);
    await inboxOf().handle(message);
    expect(await effects()).toEqual(['undone']);
    expect(await letters()).toEqual([]);
  });

  it('waits for a disk that is full instead of burying what could not be written', async () => {
    let full = true;
    reactions = [
      effect,
      async (_event, work) => {
        if (full)
          await work.query(`DO $$ BEGIN RAISE EXCEPTION 'disk full' USING ERRCODE = 'disk_full'; END $$`);
      },
    ];
    const message = merged('later');
    await expect(inboxOf().handle(message)).rejects.toThrow('disk full');
    expect(await effects()).toEqual([]);
    full = false;
    await inboxOf().handle(message);
    expect(await effects()).toEqual(['later']);
    expect(await letters()).toEqual([]);
  });

  it('runs the reactions of an event one after the other in one transaction', async () => {
    reactions = [effect, effect, () => Promise.reject(new DomainError('STATE_FORBIDS'))];
    await inboxOf().handle(merged('all or none'));
    expect(await effects()).toEqual([]);
    expect(buried).toHaveLength(1);
  });

  it('buries what fails every attempt, with its error, and goes on', async () => {
    let attempts = 0;
    reactions = [
      async (event, work) => {
        if (event.subject !== 'poison') return effect(event, work);
        attempts += 1;
        throw new Error('cannot be done');
      },
    ];
    const poison = merged('poison');
    await inboxOf().handle(poison);
    await inboxOf().handle(merged('next'));
    expect(attempts).toBe(5);
    expect(await effects()).toEqual(['next']);
    expect(await letters()).toMatchObject([
      { event_id: poison.headers['ce_id'], error: 'cannot be done', attempts: 5 },
    ]);
  });

  it('tries a refusal of the domain twice: the missing part may just have come', async () => {
    let attempts = 0;
    reactions = [() => Promise.reject(((attempts += 1), new DomainError('NOT_FOUND')))];
    await inboxOf().handle(merged('refused'));
    expect(attempts).toBe(2);
    expect(buried).toHaveLength(1);
  });

  it.each([
    { flaw: 'without an id', broken: (message: Message) => withHeaders(message, { ce_id: '' }) },
    { flaw: 'with an id that is none', broken: (message: Message) => withHeaders(message, { ce_id: '17' }) },
    { flaw: 'outside its contract', broken: (message: Message) => ({ ...message, value: '{"appealId":1}' }) },
    { flaw: 'that is no JSON', broken: (message: Message) => ({ ...message, value: '{' }) },
  ])('buries a message $flaw once, instead of having it delivered for ever', async ({ broken }) => {
    const message = broken(merged('broken'));
    await inboxOf().handle(message);
    await inboxOf().handle(message);
    expect(await effects()).toEqual([]);
    expect(await letters()).toMatchObject([{ attempts: 10 }]);
  });

  it('leaves a message to be delivered again while the database is away', async () => {
    const gone = await openSource(outbox.url);
    await gone.destroy();
    await expect(inboxOf(gone).handle(merged('later'))).rejects.toThrow();
    expect(await letters()).toEqual([]);
  });

  it.each([
    'Connection terminated unexpectedly',
    'timeout exceeded when trying to connect',
    'Database connection provided by a query runner was already released, cannot continue to use its querying methods anymore.',
  ])('does not bury what failed because the connection broke off: %s', async (message) => {
    reactions = [() => Promise.reject(new Error(message))];
    await expect(inboxOf().handle(merged('interrupted'))).rejects.toThrow(message);
    expect(await letters()).toEqual([]);
  });

  it('buries a message that names no type, and one that no contract parses', async () => {
    const nameless: Message = { topic: 'intake', key: 'k', headers: {}, value: '' };
    await inboxOf().handle(nameless);
    await inboxOf().handle({ ...merged('broken'), value: '{"text":' });
    await inboxOf().handle({ ...merged('other'), value: '{"unknown":1}' });
    expect(await effects()).toEqual([]);
    expect((await letters()).map(({ attempts }) => attempts)).toEqual([5, 5, 5]);
  });

  it('passes by what nobody reacts to', async () => {
    reactions = [];
    await inboxOf().handle(merged('unheard'));
    expect(await outbox.sql('SELECT 1 FROM inbox')).toEqual([]);
  });

  it('replays dead letters: what succeeds is gone, what fails again stays', async () => {
    reactions = [() => Promise.reject(new Error('a defect'))];
    await inboxOf().handle(merged('mended'));
    await inboxOf().handle(merged('stubborn'));
    reactions = [
      (event, work) =>
        event.subject === 'mended' ? effect(event, work) : Promise.reject(new Error('still')),
    ];
    expect(await inboxOf().replayDeadLetters()).toEqual({ replayed: 1, failed: 1 });
    await eventually(async () => expect(await effects()).toEqual(['mended']));
    expect(await letters()).toMatchObject([{ error: 'still', attempts: 6 }]);
    reactions = [effect];
    await Promise.all([inboxOf().replayDeadLetters(), inboxOf().replayDeadLetters()]);
    expect(await effects()).toEqual(['mended', 'stubborn']);
    expect(await letters()).toEqual([]);
  });
});

function merged(subject: string): Message {
  const event: Envelope = {
    id: randomUUID(),
    source: '/weisu/dispatch',
    type: AppealMerged.type,
    subject,
    time: new Date('2026-11-23T01:00:00Z'),
    sequence: 1,
    correlationId: 'a test',
    causationId: null,
    actor: systemActor,
    payload: { appealId, intoId: appealId },
  };
  return encode(event);
}

function withHeaders(message: Message, headers: Record<string, string>): Message {
  return { ...message, headers: { ...message.headers, ...headers } };
}

const thrown = (error: unknown): never => {
  throw error;
};
