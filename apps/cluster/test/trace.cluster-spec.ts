import { randomBytes } from 'node:crypto';
import { eventually } from '@weisu/testing';
import { closeDistrict, openDistrict, readState, type RunningDistrict } from '../src/index.js';
import { receiveTraces, type TraceReceiver } from '../src/trace-receiver.js';
import { servicesOf, tracesOfAppeal, traceTree } from '../src/trace-tree.js';

const submit = `mutation { submitAppeal(input: { text: "小区门口路灯不亮", areaCode: "440303003020001", phone: "13800138001" }) { id } }`;

describe('the trace of one appeal', () => {
  let district: RunningDistrict;
  let receiver: TraceReceiver;
  const ground = async () => {
    const state = await readState(process.env['WEISU_TEST_CLUSTER'] ?? '');
    if (!state) throw new Error('run by npm run test:cluster');
    return state.ground;
  };

  beforeAll(async () => {
    receiver = await receiveTraces();
    district = await openDistrict(await ground(), {
      name: `trace${randomBytes(4).toString('hex')}`,
      testClock: true,
      logLevel: 'warn',
      extra: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url },
    });
  }, 240_000);
  afterAll(async () => {
    if (district) await closeDistrict(await ground(), district);
    await receiver?.close();
  });

  it('goes from the gateway over Kafka into three services and more, and holds no personal data', async () => {
    const response = await fetch(`${district.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: submit }),
    });
    const { data } = (await response.json()) as { data: { submitAppeal: { id: string } } };
    const wanted = ['dispatch', 'evaluation', 'gateway', 'intake', 'mediation', 'notification'];
    const tree = await eventually(() => {
      const [first = ''] = tracesOfAppeal(receiver.spans, data.submitAppeal.id);
      expect(servicesOf(receiver.spans, first)).toEqual(expect.arrayContaining(wanted));
      const lines = traceTree(receiver.spans, first);
      // each process sends its spans when it has some; the relay's may be the last
      expect(lines.join('\n')).toMatch(/publish intake\.appeal-registered/);
      return Promise.resolve(lines);
    }, 25_000);
    process.stdout.write(`${tree.join('\n')}\n`);
    expect(JSON.stringify(receiver.spans)).not.toMatch(/路灯|13800138001/);
  });
});
