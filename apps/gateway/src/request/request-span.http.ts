import { failSpan, startSpan, type Span } from '@weisu/service-host';
import { context, trace } from '@opentelemetry/api';
import type { FastifyReply, FastifyRequest } from 'fastify';

const spans = new WeakMap<FastifyRequest, Span>();

/**
 * Begins the trace of a request. A `traceparent` that a client sends is not taken: whoever is outside would decide what is kept, and could hang
 * its requests on a trace of someone else.
 */
export function openSpan(request: FastifyRequest): void {
  const route = request.routeOptions.url ?? 'no route';
  const attributes = { 'http.request.method': request.method, 'http.route': route };
  spans.set(
    request,
    startSpan(`${request.method} ${route}`, { kind: 'SERVER', attributes, traceparent: '' }),
  );
}

/** Runs what answers the request inside its span. */
export function enterSpan(request: FastifyRequest, proceed: () => void): void {
  const span = spans.get(request);
  if (span) context.with(trace.setSpan(context.active(), span), proceed);
  else proceed();
}

export function closeSpan(request: FastifyRequest, reply: FastifyReply): void {
  const span = spans.get(request);
  if (!span) return;
  span.setAttribute('http.response.status_code', reply.statusCode);
  if (reply.statusCode >= 500) failSpan(span, { code: String(reply.statusCode) });
  span.end();
}
