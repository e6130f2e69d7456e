import { context, diag, DiagLogLevel, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-base';

import { inSpan, traceparentOf } from '@weisu/messaging';
import { z } from 'zod';
import type { Log } from './log.js';

export type { Span } from '@opentelemetry/api';
export { describeSpan, failSpan, inSpan, startSpan, traceparentOf } from '@weisu/messaging';

const schema = z.object({
  /** Where spans go, by OTLP over HTTP (JSON); without it nothing is traced. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  /** The part of all traces that is kept, 0 to 1. The gateway decides, and every service does as it decided. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
});

export type Tracing = Readonly<{ stop(): Promise<void> }>;

/** Traces of this process, when the environment says where they go. Throws for a setting that is wrong, with its name and not its value. */
export function startTracing(
  service: string,
  environment: Readonly<Record<string, string | undefined>>,
  log: Log,
): Tracing | null {
  const result = schema.safeParse(environment);
  if (!result.success)
    throw new Error(
      `configuration: ${result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`,
    );
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER_ARG: ratio } = result.data;
  if (!endpoint) return null;
  const lost = () => log.warn({ part: 'traces' }, 'spans were not taken by their collector');
  const silent = () => undefined;
  // the collector's answer may quote what was sent; that it failed is enough
  diag.setLogger(
    { error: lost, warn: silent, info: silent, debug: silent, verbose: silent },
    { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true },
  );
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` });
  return traceTo(service, new BatchSpanProcessor(exporter), ratio);
}

/** Hands the spans of this process to a processor. */
export function traceTo(service: string, processor: SpanProcessor, ratio = 1): Tracing {
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.namespace': 'weisu' }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [processor],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return {
    async stop() {
      await provider.shutdown();
      trace.disable();
      context.disable();
      propagation.disable();
    },
  };
}

type Headed = Readonly<{ operation: string; headers: Readonly<Record<string, string>> }>;

/** A call of another service as a span of its own, whose context goes with it. */
export function tracedCall<Call extends Headed, Answer>(
  service: string,
  call: Call,
  send: (call: Call) => Promise<Answer>,
): Promise<Answer> {
  const attributes = { 'weisu.operation': call.operation, 'weisu.callee': service.toLowerCase() };
  return inSpan(`call ${call.operation}`, { kind: 'CLIENT', attributes }, () => {
    const traceparent = traceparentOf();
    return send(traceparent ? { ...call, headers: { ...call.headers, traceparent } } : call);
  });
}
