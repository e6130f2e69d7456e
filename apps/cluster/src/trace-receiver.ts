import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { SeenSpan } from './trace-tree.js';

const attribute = z.object({
  key: z.string(),
  value: z.object({
    stringValue: z.string().optional(),
    intValue: z.union([z.number(), z.string()]).optional(),
  }),
});

/** The part of OTLP's JSON form that a tree needs (opentelemetry-proto, trace/v1). Instants are nanoseconds since 1970, as text. */
const exported = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(attribute) }),
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              traceId: z.string(),
              spanId: z.string(),
              parentSpanId: z.string().optional(),
              name: z.string(),
              startTimeUnixNano: z.string(),
              endTimeUnixNano: z.string(),
              attributes: z.array(attribute).default([]),
            }),
          ),
        }),
      ),
    }),
  ),
});

/** What every service of a district exports in some minutes of use; beyond it the oldest go. */
const mostSpans = 200_000;

export type TraceReceiver = Readonly<{
  /** For OTEL_EXPORTER_OTLP_ENDPOINT. */
  url: string;
  spans: readonly SeenSpan[];
  close(): Promise<void>;
}>;

/** A collector for one machine: takes spans over OTLP/HTTP with JSON and keeps them in memory. */
export async function receiveTraces(port = 0): Promise<TraceReceiver> {
  const spans: SeenSpan[] = [];
  const server = createServer((request, response) => {
    void take(request).then(
      (taken) => {
        spans.push(...taken);
        if (spans.length > mostSpans) spans.splice(0, spans.length - mostSpans);
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      },
      () => response.writeHead(400).end(),
    );
  });
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function take(request: IncomingMessage): Promise<SeenSpan[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return spansOf(JSON.parse(Buffer.concat(chunks).toString('utf8')));
}

/** Throws a ZodError for what is not an export of spans. */
export function spansOf(body: unknown): SeenSpan[] {
  return exported.parse(body).resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = textsOf(resource.attributes)['service.name'] ?? 'unknown';
    return scopeSpans.flatMap((scope) =>
      scope.spans.map((span) => ({
        traceId: span.traceId,
        spanId: span.spanId,
        parentSpanId: span.parentSpanId || null,
        name: span.name,
        service,
        startMs: Number(BigInt(span.startTimeUnixNano) / 1_000n) / 1_000,
        endMs: Number(BigInt(span.endTimeUnixNano) / 1_000n) / 1_000,
        attributes: textsOf(span.attributes),
      })),
    );
  });
}

function textsOf(attributes: readonly z.infer<typeof attribute>[]): Record<string, string> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [key, String(value.stringValue ?? value.intValue ?? '')]),
  );
}
