import { announce, AppealClosed, DomainError } from '@weisu/contracts';
import { InProcessTransport } from '@weisu/messaging';
import {
  actorOf,
  callOperation,
  createTestDatabase,
  EventProbe,
  TestTime,
  testVerifier,
  tokenFor,
  type TestDatabase,
} from '@weisu/testing';
import pg from 'pg';
import { appealId, evaluation, script, unfinished } from './evaluation.fixture.js';
import { createService, Log, type RunningService } from './index.js';

const officer = actorOf({ roles: ['DISTRICT'], areaCode: '440303', subject: 'officer-1' });
const rates = { from: '2026-11-01', until: '2026-12-01' };
const rating = { number: '20261123-000001-1', secret: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', stars: 5 };

describe('the routes of a service', () => {
  let database: TestDatabase;
  let transport: InProcessTransport;
  let running: RunningService;
  const lines: string[] = [];
  const time = new TestTime('2026-11-23T09:00:00+08:00');

  const started = (definition = evaluation) =>
    createService(definition, undefined, {
      databaseUrl: database.url,
      transport,
      time,
      verifier: testVerifier,
      log: Log.of('evaluation', 'debug', { write: (line) => void lines.push(line) }),
    });
  const server = () => running.app.getHttpAdapter().getInstance();
  const call = (
    operation: Parameters<typeof callOperation>[1],
    args: unknown,
    actor: typeof officer | null,
  ) => callOperation(running, operation, args, actor);
  const told = async () => {
    const client = new pg.Client({ connectionString: database.adminUrl });
    await client.connect();
    const { rows } = await client.query<{ what: string }>('DELETE FROM evaluation.told RETURNING what');
    await client.end();
    return rows.map(({ what }) => what);
  };

  beforeAll(async () => {
    database = await createTestDatabase([evaluation]);
    transport = new InProcessTransport();
    running = await started();
  });
  beforeEach(() => {
    script.query = () => Promise.resolve([]);
    lines.length = 0;
  });
  afterAll(async () => {
    await running.stop();
    await database.drop();
  });

  it('answer a join without a token as nobody, and give the keys in their order', async () => {
    expect(await call('followUpsByAppeal', { keys: ['b', 'a'] }, null)).toEqual([
      [{ id: 'b', seenBy: 'anonymous' }],
      [{ id: 'a', seenBy: 'anonymous' }],
    ]);
    expect(script.load).toEqual(['b', 'a']);
  });

  it('refuse a join with a bad token instead of taking it for nobody', async () => {
    const response = await server().inject({
      method: 'POST',
      url: '/operations/followUpsByAppeal',
      headers: { authorization: 'Bearer made-up' },
      payload: { args: { keys: ['a'] } },
    });
    expect([response.statusCode, response.json()]).toMatchObject([
      401,
      { error: { code: 'UNAUTHENTICATED' } },
    ]);
  });

  it('give an internal operation only to the clients it names', async () => {
    const service = (client: string) => actorOf({ roles: ['SERVICE'], subject: 's', client });
    expect(await call('readJournal', { first: 10 }, service('dispatch'))).toEqual([]);
    for (const actor of [service('stranger'), officer, actorOf({ roles: ['ADMIN'], client: 'dispatch' })])
      await expect(call('readJournal', { first: 10 }, actor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(call('readJournal', { first: 10 }, null)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it.each(['nothing', 'submitAppeal', 'constructor', '__proto__'])('know no operation %s', async (name) => {
    await expect(call(name as never, {}, officer)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each([
    {
      what: 'a body too large',
      status: 413,
      url: '/operations/threeRates',
      payload: `{"args":"${'x'.repeat(1_100_000)}"}`,
    },
    { what: 'a body that is no JSON', status: 400, url: '/operations/threeRates', payload: '{"args":' },
    { what: 'a form', status: 415, url: '/operations/threeRates', payload: 'a=b', type: 'text/csv' },
    { what: 'an unknown path', status: 404, url: '/operation', payload: '{}' },
  ])('refuse $what in the form of every other refusal', async ({ status, url, payload, type }) => {
    const headers = { 'content-type': type ?? 'application/json' };
    const response = await server().inject({ method: 'POST', url, headers, payload });
    expect(response.statusCode).toBe(status);
    expect(Object.keys(response.json<{ error: object }>().error).sort()).toEqual([
      'code',
      'message',
      'messageZh',
    ]);
    expect(response.body).not.toMatch(/ at |node_modules|statusCode/);
  });

  it('take what is no id of ours for something that does not exist', async () => {
    await expect(call('followUpTasks', {}, officer)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('tell of an unexpected error its code alone', async () => {
    script.query = () => Promise.reject(new TypeError('reading 张三'));
    const refused = await call('threeRates', rates, officer).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'INTERNAL', message: expect.not.stringContaining('张三') });
  });

  it('write what happened into the log, and nothing of arguments, answers or tokens', async () => {
    script.query = () => Promise.resolve([{ name: '李四' }]);
    await call('threeRates', { ...rates, unitId: 'unit-of-张三' }, officer);
    await expect(call('rateAppeal', { ...rating, comment: '张三 13800000000' }, null)).rejects.toMatchObject({
      code: 'RATED_ALREADY',
    });
    await expect(
      call('recordFollowUp', { id: '张三', input: { contacted: true } }, officer),
    ).rejects.toMatchObject({ code: 'INTERNAL' });
    await expect(call('threeRates', { from: '张三', until: 1 }, officer)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    const log = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(log.map(({ operation, message, code }) => [operation, message, code])).toEqual([
      ['threeRates', 'operation', undefined],
      ['rateAppeal', 'refused', 'RATED_ALREADY'],
      ['recordFollowUp', 'failed', undefined],
      ['threeRates', 'refused', 'INVALID_ARGUMENT'],
    ]);
    expect(lines.join('')).not.toMatch(/张三|李四|13800000000|ABCDEFG|unit-of/);
    expect(lines.join('')).not.toContain(tokenFor(officer));
  });

  it('write a refusal that comes from the installation as an error, with what it comes from; the answer names none of it', async () => {
    const cause = new Error('no personal data key k9');
    script.query = () => Promise.reject(new DomainError('DATA_KEY_LOST', undefined, { cause }));
    const refused = await call('threeRates', rates, officer).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'DATA_KEY_LOST', messageZh: expect.stringContaining('密钥') });
    expect(JSON.stringify(refused)).not.toContain('k9');
    const [line = ''] = lines;
    expect(JSON.parse(line)).toMatchObject({
      level: 50,
      operation: 'threeRates',
      reason: 'DATA_KEY_LOST',
      message: 'failed',
      error: { cause: { message: 'no personal data key k9', stack: expect.any(Array) } },
    });
    expect(lines).toHaveLength(1);
  });

  it('run two reactions to one event one after the other, each once, and undo both when one fails', async () => {
    const probe = await EventProbe.on(transport);
    const closed = { appealId, solved: true, meansExhausted: false, waivers: 0 };
    await probe.say(appealId, announce(AppealClosed, { ...closed, automatic: false }), time.now());
    expect(await told()).toEqual(['first', 'second after 1']);
    await probe.say(appealId, announce(AppealClosed, { ...closed, automatic: true }), time.now());
    expect(await told()).toEqual([]);
  });

  it('are healthy while the process lives and ready while the database answers', async () => {
    expect((await server().inject('/health')).json()).toEqual({ status: 'up' });
    expect((await server().inject('/ready')).statusCode).toBe(200);
    const other = await started();
    await other.source.destroy();
    const ready = await other.app.getHttpAdapter().getInstance().inject('/ready');
    expect([ready.statusCode, ready.json()]).toEqual([503, { status: 'database unreachable' }]);
    await other.app.close();
  });

  it.each(['over the wire', 'by inject'])('finish the request in hand before they stop: %s', async (way) => {
    const other = await started();
    let finish: () => void = () => undefined;
    const begun = new Promise<void>((resolve) => {
      script.query = () => {
        resolve();
        return new Promise((done) => (finish = () => done([])));
      };
    });
    const answer =
      way === 'by inject'
        ? callOperation(other, 'rateAppeal', rating, null)
        : other.app.listen(0, '127.0.0.1').then(async () => {
            const url = `${await other.app.getUrl()}/operations/rateAppeal`;
            const headers = { 'content-type': 'application/json' };
            const response = await fetch(url, {
              method: 'POST',
              headers,
              body: JSON.stringify({ args: rating }),
            });
            return ((await response.json()) as { data: unknown }).data;
          });
    await begun;
    const stopped = other.stop();
    finish();
    expect(await answer).toEqual({ stars: 5 });
    await stopped;
    expect(await told()).toEqual(['rated']);
  });

  it('are not opened while an operation of the contract has no use case', async () => {
    await expect(started(unfinished)).rejects.toThrow(/EVALUATION has no use case for: .*rateAppeal/);
  });
});
