import { randomUUID } from 'node:crypto';
import { announce, AppealClosed, DomainError, systemActor } from '@weisu/contracts';
import { encode, eventOf, type JournalEntry } from '@weisu/messaging';
import { actorOf, eventually, startTestService, TestTime, type TestService } from '@weisu/testing';
import { appealId, evaluation, script } from '../evaluation.fixture.js';

const number = '20261123-000001-0';
const time = new TestTime('2026-11-23T09:00:00+08:00');
const street = actorOf({ roles: ['STREET'], areaCode: '440303003', unitId: 'desk' });

type Asked = Readonly<{ owner: string; operation: string; args: unknown }>;

/** What dispatch would say of the matter. */
const closedEntry = (sequence: number, automatic = false): JournalEntry => ({
  ...{ id: randomUUID(), subject: appealId, sequence, type: AppealClosed.type, at: time.now() },
  ...{ actor_subject: 'system', actor_kind: systemActor.kind, actor_unit: null, actor_delegate: null },
  ...{ correlation_id: 'c', causation_id: null, traceparent: null },
  payload: announce(AppealClosed, { appealId, automatic, solved: true, meansExhausted: false, waivers: 0 })
    .payload,
});

describe('a service that would refuse what it has not heard of', () => {
  let service: TestService;
  let asked: Asked[];
  let journal: JournalEntry[];
  let answer: (call: Asked) => Promise<unknown>;

  beforeAll(async () => {
    service = await startTestService({ ...evaluation, hears: ['INTAKE', 'DISPATCH'] }, undefined, time, {
      callInternal: async (owner, operation, args) => {
        asked.push({ owner, operation, args });
        return JSON.parse(JSON.stringify(await answer({ owner, operation, args }))) as unknown;
      },
      catchUpLimits: { signedIn: 20, network: 3, networks: 100 },
    });
  });
  beforeEach(async () => {
    asked = [];
    journal = [];
    answer = ({ owner, operation, args }) => {
      if (operation === 'subjectsOf')
        return Promise.resolve(
          (args as { keys: string[] }).keys.includes(number) ? [{ key: number, subject: appealId }] : [],
        );
      const [{ subject, after } = { subject: '', after: 0 }] = (
        args as { subjects: { subject: string; after: number }[] }
      ).subjects;
      return Promise.resolve(
        owner === 'DISPATCH' && subject === appealId
          ? journal.filter(({ sequence }) => sequence > after)
          : [],
      );
    };
    script.query = () => Promise.resolve([]);
    await service.sql('TRUNCATE told, inbox, heard, dead_letter, stored_answer');
  });
  afterAll(() => service.stop());

  const told = async () =>
    (await service.sql<{ what: string }>('SELECT what FROM told ORDER BY what')).map(({ what }) => what);
  /** Refuses until the matter was closed. */
  const whenClosed = () => {
    script.query = async () => {
      if (!(await told()).includes('first')) throw new DomainError('RATING_CLOSED');
      return [];
    };
  };
  const rate = (network: string, of = number, key: string = randomUUID()) =>
    service.call('rateAppeal', { number: of, secret: 's', stars: 5 }, null, { network, idempotencyKey: key });

  it('hears what was said, decides again, and the delivery changes nothing', async () => {
    journal = [closedEntry(3)];
    whenClosed();
    await expect(rate('a')).resolves.toEqual({ stars: 5 });
    const before = await told();
    expect(before).toEqual(['first', 'rated', 'second after 1']);
    const [entry] = journal;
    await service.running.inbox.handle(encode(eventOf('dispatch', entry!)));
    expect(await told()).toEqual(before);
    // and the next one asks beyond what was heard
    script.query = () => Promise.reject(new DomainError('RATED_ALREADY'));
    await expect(rate('a')).rejects.toMatchObject({ code: 'RATED_ALREADY' });
    expect(asked.findLast(({ owner }) => owner === 'DISPATCH')?.args).toEqual({
      subjects: [{ subject: appealId, after: 3 }],
    });
  });

  it('decides under the same key, once', async () => {
    journal = [closedEntry(1)];
    whenClosed();
    const key = randomUUID();
    await rate('b', number, key);
    await expect(rate('b', number, key)).resolves.toEqual({ stars: 5 });
    expect((await told()).filter((what) => what === 'rated')).toHaveLength(1);
  });

  it('asks nobody where nothing is refused', async () => {
    await rate('c');
    expect(asked).toEqual([]);
  });

  it('asks the same, as often, for a number that nobody gave and for one of a neighbour', async () => {
    script.query = () => Promise.reject(new DomainError('NOT_FOUND'));
    await expect(rate('d')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const known = asked.map(({ owner, operation }) => `${owner} ${operation}`).sort();
    asked = [];
    await expect(rate('d', '20261123-999999-0')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(asked.map(({ owner, operation }) => `${owner} ${operation}`).sort()).toEqual(known);
    expect(known).toEqual(['DISPATCH readSubjects', 'INTAKE readSubjects', 'INTAKE subjectsOf']);
  });

  it('says that it cannot say when an owner cannot be asked, and what it knows where that decides', async () => {
    answer = () => Promise.reject(new Error('connect ECONNREFUSED'));
    script.query = () => Promise.reject(new DomainError('NOT_FOUND'));
    await expect(rate('e')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    script.query = () => Promise.reject(new DomainError('RATED_ALREADY'));
    await expect(rate('e')).rejects.toMatchObject({ code: 'RATED_ALREADY' });
  });

  it('says that it cannot say where an owner is silent: what it would refuse may have changed', async () => {
    let late: () => void = () => undefined;
    answer = () => new Promise((done) => (late = () => done([])));
    script.query = () => Promise.reject(new DomainError('RATING_CLOSED'));
    await expect(rate('f')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    late();
  });

  it('has its limit for each network, and none of another is touched by it', async () => {
    script.query = () => Promise.reject(new DomainError('NOT_FOUND'));
    const codes = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        rate('attacker', `2026112${n}-000001-0`).catch((error: unknown) => (error as { code: string }).code),
      ),
    );
    expect(codes.filter((code) => code === 'NOT_FOUND')).toHaveLength(3);
    expect(codes.filter((code) => code === 'TRY_LATER')).toHaveLength(5);
    journal = [closedEntry(1)];
    whenClosed();
    await expect(rate('resident')).resolves.toEqual({ stars: 5 });
  });

  it('stops at what fails, leaves it to its delivery, and buries nothing', async () => {
    journal = [closedEntry(1), closedEntry(2, true), closedEntry(3)];
    script.query = () => Promise.reject(new DomainError('RATING_CLOSED'));
    await expect(rate('g')).rejects.toMatchObject({ code: 'RATING_CLOSED' });
    expect(await service.sql('SELECT sequence FROM heard')).toEqual([{ sequence: 1 }]);
    expect(await service.sql('SELECT 1 FROM dead_letter')).toEqual([]);
    // buried by its delivery it counts as heard, and what follows is taken
    await service.running.inbox.handle(encode(eventOf('dispatch', journal[1]!)));
    await expect(rate('g')).rejects.toMatchObject({ code: 'RATING_CLOSED' });
    expect(await service.sql('SELECT sequence FROM heard')).toEqual([{ sequence: 3 }]);
    expect(await service.sql('SELECT 1 FROM dead_letter')).toHaveLength(1);
  });

  it('shares one reading among those who ask while others run', async () => {
    const release: (() => void)[] = [];
    answer = ({ operation }) =>
      operation === 'subjectsOf'
        ? Promise.resolve([{ key: number, subject: appealId }])
        : new Promise((done) => release.push(() => done([])));
    script.query = () => Promise.reject(new DomainError('RATING_CLOSED'));
    const calls = Array.from({ length: 12 }, () =>
      service.call('rateAppeal', { number, secret: 's', stars: 5 }, street).catch(() => undefined),
    );
    // four readings of two owners run, the others wait for the next one
    await eventually(() => expect(release).toHaveLength(8));
    for (const done of release.splice(0)) done();
    await eventually(() => expect(release).toHaveLength(2));
    for (const done of release.splice(0)) done();
    await Promise.all(calls);
    expect(asked.filter(({ operation }) => operation === 'readSubjects')).toHaveLength(10);
  });
});
