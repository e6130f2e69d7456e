import { spansOf } from './trace-receiver.js';
import { servicesOf, tracesOfAppeal, traceTree } from './trace-tree.js';

const export_ = (service: string, spans: readonly object[]) => ({
  resourceSpans: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: service } }] },
      scopeSpans: [{ spans }],
    },
  ],
});

const span = (
  spanId: string,
  parentSpanId: string | undefined,
  name: string,
  fromMs: number,
  tookMs: number,
) => ({
  traceId: 'a'.repeat(32),
  spanId,
  ...(parentSpanId ? { parentSpanId } : {}),
  name,
  startTimeUnixNano: `${1_795_482_000_000 + fromMs}000000`,
  endTimeUnixNano: `${1_795_482_000_000 + fromMs + tookMs}000000`,
  attributes: name.startsWith('react')
    ? [{ key: 'weisu.appeal.id', value: { stringValue: 'appeal-1' } }]
    : [{ key: 'http.response.status_code', value: { intValue: 200 } }],
});

const spans = [
  ...spansOf(export_('dispatch', [span('d1', 'i1', 'react to intake.appeal-registered.v1', 30, 4)])),
  ...spansOf(export_('evaluation', [span('e1', 'i1', 'react to intake.appeal-registered.v1', 31, 2)])),
  ...spansOf(
    export_('gateway', [
      span('g1', undefined, 'POST /graphql', 0, 20),
      span('g2', 'g1', 'call submitAppeal', 1, 18),
    ]),
  ),
  ...spansOf(
    export_('intake', [
      span('i1', 'g2', 'operation submitAppeal', 2, 15),
      span('i9', 'lost', 'transaction', 40, 1),
    ]),
  ),
];

describe('the tree of a trace', () => {
  it('shows each span below the one that caused it, in the order of time, whatever order they arrived in', () => {
    expect(traceTree(spans, 'a'.repeat(32))).toEqual([
      `trace ${'a'.repeat(32)}`,
      '     +0.0     20.0 ms  gateway  POST /graphql',
      '     +1.0     18.0 ms  └─ gateway  call submitAppeal',
      '     +2.0     15.0 ms     └─ intake  operation submitAppeal',
      '    +30.0      4.0 ms        ├─ dispatch  react to intake.appeal-registered.v1',
      '    +31.0      2.0 ms        └─ evaluation  react to intake.appeal-registered.v1',
      '    +40.0      1.0 ms  intake  transaction',
    ]);
  });

  it('is found by the appeal, and names the services that took part', () => {
    expect(tracesOfAppeal(spans, 'appeal-1')).toEqual(['a'.repeat(32)]);
    expect(tracesOfAppeal(spans, 'appeal-2')).toEqual([]);
    expect(servicesOf(spans, 'a'.repeat(32))).toEqual(['dispatch', 'evaluation', 'gateway', 'intake']);
  });
});
