import {
  context,
  propagation,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Span,
} from '@opentelemetry/api';

export type SpanOptions = Readonly<{
  kind?: 'SERVER' | 'CLIENT' | 'PRODUCER' | 'CONSUMER' | 'INTERNAL';
  /** Names of operations, services and events, and ids: never a text, a name, a number or an address of a person. */
  attributes?: Attributes;
  /** W3C trace context of whoever caused it, as it came over the wire; what is malformed begins a trace of its own. */
  traceparent?: string | undefined;
}>;

const traceparentForm = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * Runs `effect` in a span. Nothing is recorded, and next to nothing done, in a process that exports no traces: then the interface of
 * OpenTelemetry is empty. An error leaves its code or name in the span: its message may quote what people wrote.
 */
export async function inSpan<Result>(
  name: string,
  options: SpanOptions,
  effect: () => Promise<Result>,
): Promise<Result> {
  const span = startSpan(name, options);
  try {
    return await context.with(trace.setSpan(context.active(), span), effect);
  } catch (error) {
    failSpan(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/** A span that whoever begins it ends; it is not the active one. */
export function startSpan(name: string, { kind = 'INTERNAL', attributes, traceparent }: SpanOptions): Span {
  const parent = traceparent === undefined ? context.active() : contextOf(traceparent);
  return trace
    .getTracer('weisu')
    .startSpan(name, { kind: SpanKind[kind], ...(attributes ? { attributes } : {}) }, parent);
}

export function failSpan(span: Span, error: unknown): void {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  const type = [code, name, typeof error].find((word) => typeof word === 'string' && word !== '');
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('error.type', String(type));
}

/** Adds ids and names to the span that runs now. */
export function describeSpan(attributes: Attributes): void {
  trace.getActiveSpan()?.setAttributes(attributes);
}

/** W3C `traceparent` of a span, or of the one that runs now; null where nothing is traced. */
export function traceparentOf(span?: Span): string | null {
  const headers: Record<string, string> = {};
  propagation.inject(span ? trace.setSpan(context.active(), span) : context.active(), headers);
  return headers['traceparent'] ?? null;
}

/** Whether it is one at all: another system may send anything. */
export function isTraceparent(text: string | undefined): text is string {
  return text !== undefined && traceparentForm.test(text);
}

/** Ids of the span that runs now, for log lines. */
export function spanIds(): Readonly<{ traceId: string; spanId: string }> | null {
  const span = trace.getActiveSpan()?.spanContext();
  return span && trace.isSpanContextValid(span) ? { traceId: span.traceId, spanId: span.spanId } : null;
}

function contextOf(traceparent: string): Context {
  return propagation.extract(trace.deleteSpan(context.active()), { traceparent });
}
