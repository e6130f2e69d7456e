import { announce, AppealClosed, AppealRated, systemActor } from '@weisu/contracts';
import { encode } from '@weisu/messaging';
import { InMemorySpanExporter, SimpleSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { eventually, startTestService, TestTime, tokenFor, actorOf, type TestService } from '@weisu/testing';
import { appealId, evaluation, script } from './evaluation.fixture.js';
import { inSpan, Log, startTracing, traceTo, type Tracing } from './index.js';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const caller = 'b7ad6b7169203331';
const officer = actorOf({ roles: ['RESIDENT'], subject: 'r-1' });

describe('the trace of an operation', () => {
  const exporter = new InMemorySpanExporter();
  let tracing: Tracing;
  let service: TestService;
  const named = (name: string): ReadableSpan | undefined =>
    exporter.getFinishedSpans().find((span) => span.name === name);
  const parentOf = (name: string) => named(name)?.parentSpanContext?.spanId;
  const idOf = (name: string) => named(name)?.spanContext().spanId;
  const call = (name: string, args: unknown, headers: Record<string, string> = {}) =>
    service.running.app
      .getHttpAdapter()
      .getInstance()
      .inject({
        method: 'POST',
        url: `/operations/${name}`,
        headers: { authorization: `Bearer ${tokenFor(officer)}`, ...headers },
        payload: { args },
      });
  const rating = { number: '20261123-000001-1', secret: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', stars: 5 };

  beforeAll(async () => {
    tracing = traceTo('evaluation', new SimpleSpanProcessor(exporter));
    service = await startTestService(evaluation, undefined, new TestTime('2026-11-23T09:00:00+08:00'));
  });
  beforeEach(() => {
    exporter.reset();
    script.query = () => Promise.resolve([]);
  });
  afterAll(async () => {
    await service.stop();
    await tracing.stop();
  });

  it('goes from its caller through the transaction and the outbox to the broker', async () => {
    const traceparent = `00-${traceId}-${caller}-01`;
    expect((await call('rateAppeal', rating, { traceparent })).statusCode).toBe(200);
    await service.settled();
    const publish = `publish ${AppealRated.type}`;
    await eventually(async () => expect(named(publish)).toBeDefined());

    expect(parentOf('operation rateAppeal')).toBe(caller);
    expect(parentOf('transaction')).toBe(idOf('operation rateAppeal'));
    expect(parentOf(publish)).toBe(idOf('transaction'));
    expect(service.probe.of(AppealRated, appealId)[0]?.traceparent).toBe(`00-${traceId}-${idOf(publish)}-01`);
    expect(exporter.getFinishedSpans().every((span) => span.spanContext().traceId === traceId)).toBe(true);
  });

  it('is taken up by who reacts, also after a malformed one', async () => {
    const closed = announce(AppealClosed, {
      appealId,
      solved: true,
      meansExhausted: false,
      waivers: 0,
      automatic: false,
    });
    const event = (sequence: number, trace: string) =>
      encode({
        id: `0193a8f0-0009-7000-8000-00000000000${sequence}`,
        source: '/weisu/dispatch',
        type: closed.type,
        subject: appealId,
        time: new Date('2026-11-23T01:00:00Z'),
        sequence,
        correlationId: 'a test',
        causationId: null,
        traceparent: trace,
        actor: systemActor,
        payload: closed.payload,
      });
    await service.transport.publish([event(1, `00-${traceId}-${caller}-01`)]);
    const reaction = `react to ${AppealClosed.type}`;
    expect(parentOf(reaction)).toBe(caller);
    expect(parentOf('transaction')).toBe(idOf(reaction));

    exporter.reset();
    await service.transport.publish([event(2, '这不是一个编号')]);
    expect(named(reaction)?.parentSpanContext).toBeUndefined();
    expect(await service.sql('SELECT 1 FROM dead_letter')).toEqual([]);
  });

  it('stands in every line of the log that is written meanwhile, and in no other', async () => {
    const lines: Record<string, string>[] = [];
    const log = Log.of('evaluation', 'info', {
      write: (line) => void lines.push(JSON.parse(line) as Record<string, string>),
    });
    await inSpan('a span', { traceparent: `00-${traceId}-${caller}-01` }, () => {
      log.info({ operation: 'rateAppeal' }, 'inside');
      log.failed({ part: 'relay' }, new SyntaxError('Unexpected token in "张三"'));
      return Promise.resolve();
    });
    log.info({}, 'outside');
    expect(lines.map((line) => [line['traceId'], line['spanId']])).toEqual([
      [traceId, idOf('a span')],
      [traceId, idOf('a span')],
      [undefined, undefined],
    ]);
    expect(JSON.stringify(lines)).not.toContain('张三');
  });

  it('holds names and ids, and of an error not a word', async () => {
    script.query = () => Promise.reject(new Error('张三 13800000000'));
    await call('threeRates', { from: '2026-11-01', until: '2026-12-01' });
    await call('rateAppeal', { ...rating, comment: '李四说的' });
    await call('张三的操作', {});
    const written = JSON.stringify(
      exporter
        .getFinishedSpans()
        .map(({ name, attributes, status, events }) => [name, attributes, status, events]),
    );
    expect(written).toMatch(/rateAppeal/);
    expect(written).not.toMatch(/[\u4e00-\u9fff]|138000|ABCDEFGH|20261123/);
  });
});

describe('tracing', () => {
  it('is off without a place to send spans to', () => {
    expect(startTracing('evaluation', {}, Log.of('evaluation', 'silent'))).toBeNull();
  });

  it('names a setting that is wrong and not its value', () => {
    expect(() =>
      startTracing('evaluation', { OTEL_TRACES_SAMPLER_ARG: '17' }, Log.of('evaluation', 'silent')),
    ).toThrow(/^configuration: OTEL_TRACES_SAMPLER_ARG: (?!.*17)/);
  });
});
