import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { messagingFigures, readRows, type Figure, type Meter, type Time } from '@weisu/messaging';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { DataSource } from 'typeorm';

/** Seconds. The goals are 15 and 60 ms for an event and 300 ms for a page; beyond 10 s the gateway has given up. */
const buckets = [0.005, 0.015, 0.03, 0.06, 0.12, 0.3, 0.6, 1.2, 3, 10];

type Lag = Readonly<{ topic: string; partition: number; lag: number }>;

/** What of a running service is read when somebody looks. */
export type Watched = Readonly<{
  source: DataSource;
  time: Time;
  /** A broker that can tell how far a consumer group is behind has a method `lag`. */
  transport: object;
  group: string;
  relay: Readonly<{ lanesHeld: number }>;
  figures: readonly Figure[];
  onError: (error: unknown) => void;
}>;

/** The numbers of one service, in a registry of its own. Labels are operations, types and codes: never an id, a name or a text. */
export class Metrics {
  readonly registry = new Registry();
  private readonly operations = this.histogram(
    'weisu_operation_duration_seconds',
    'Operations of the contract, by the code they were answered with.',
    ['operation', 'code'],
  );
  private readonly requests = this.histogram(
    'weisu_http_request_duration_seconds',
    'Requests at the gateway, by route and status.',
    ['route', 'method', 'status'],
  );
  private readonly reactions = this.histogram(
    'weisu_event_reaction_duration_seconds',
    'Events with a reaction here, from the first attempt to the outcome.',
    ['type', 'outcome'],
  );
  private readonly published = this.counter(
    'weisu_events_published_total',
    'Events that the broker acknowledged.',
    ['type'],
  );
  private readonly publishFailures = this.counter(
    'weisu_publish_failures_total',
    'Batches that the broker did not acknowledge; each is published again.',
  );
  private readonly replays = this.counter(
    'weisu_idempotent_replays_total',
    'Mutations answered from the stored answer of their Idempotency-Key.',
    ['operation'],
  );
  private readonly scrapeFailures = this.counter(
    'weisu_scrape_failures_total',
    'Numbers that could not be read; they are absent until they can.',
    ['name'],
  );

  constructor(service: string) {
    this.registry.setDefaultLabels({ service });
    this.publishFailures.inc(0);
  }

  /** What messaging tells it. */
  readonly meter: Meter = {
    published: (type) => this.published.inc({ type }),
    publishFailed: () => this.publishFailures.inc(),
    handled: (type, outcome, seconds) => this.reactions.observe({ type, outcome }, seconds),
  };

  operation(operation: string, code: string, seconds: number): void {
    this.operations.observe({ operation, code }, seconds);
  }

  request(route: string, method: string, status: number, seconds: number): void {
    this.requests.observe({ route, method, status: String(status) }, seconds);
  }

  replayed(operation: string): void {
    this.replays.inc({ operation });
  }

  /** Memory, processor time, garbage collection and event-loop lag, as every Node process tells them. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }

  watch(watched: Watched): void {
    const { source, time, transport, group, relay, figures, onError } = watched;
    // one after another: whoever looks takes one connection of the pool, never all of them
    let turn = Promise.resolve();
    const read = (
      name: string,
      help: string,
      labels: readonly string[],
      fill: (gauge: Gauge) => Promise<void>,
    ) => {
      const fails = (error: unknown) => {
        this.scrapeFailures.inc({ name });
        onError(error);
      };
      new Gauge({
        name,
        help,
        labelNames: [...labels],
        registers: [this.registry],
        async collect() {
          // what is no longer there must not go on being told
          this.reset();
          if (!labels.length) this.remove();
          turn = turn.then(() => fill(this)).catch(fails);
          await turn;
        },
      });
    };
    for (const { name, help, labels = [], sql } of [...messagingFigures, ...figures])
      read(name, help, labels, async (gauge) => {
        const now = sql.includes('$1') ? [time.now()] : [];
        for (const { value, ...rest } of await readRows<{ value: number } & Record<string, string>>(
          source,
          sql,
          now,
        ))
          gauge.set(rest as Record<string, string>, value);
      });
    read(
      'weisu_database_pool_connections',
      'Connections of this replica to its database.',
      ['state'],
      async (gauge) => {
        const { totalCount, idleCount, waitingCount, options } = poolOf(source);
        gauge.set({ state: 'in use' }, totalCount - idleCount);
        gauge.set({ state: 'waited for' }, waitingCount);
        gauge.set({ state: 'allowed' }, options.max);
      },
    );
    read(
      'weisu_relay_lanes',
      'Lanes of the outbox that this replica carries; 8 among all replicas.',
      [],
      async (gauge) => gauge.set(relay.lanesHeld),
    );
    if (tellsLag(transport))
      read(
        'weisu_consumer_lag_messages',
        'Messages that the service has not taken yet.',
        ['topic', 'partition'],
        async (gauge) => {
          for (const { topic, partition, lag } of await transport.lag(group))
            gauge.set({ topic, partition: String(partition) }, lag);
        },
      );
  }

  private histogram<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
  ): Histogram<Label> {
    return new Histogram({ name, help, labelNames: [...labelNames], buckets, registers: [this.registry] });
  }

  private counter<Label extends string = never>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
  ): Counter<Label> {
    return new Counter({ name, help, labelNames: [...labelNames], registers: [this.registry] });
  }
}

export type MetricsServer = Readonly<{ port: number; close(): Promise<void> }>;

/** GET /metrics in the text form of Prometheus, on a port of its own that the gateway's network does not reach. */
export async function serveMetrics(
  { registry }: Metrics,
  port: number,
  host: string,
): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, host, listening);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** METRICS_PORT; 0 means none. Throws for what is no port. */
export function metricsPort(environment: Readonly<Record<string, string | undefined>>): number {
  const port = Number(environment['METRICS_PORT'] ?? 9464);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error('configuration: METRICS_PORT: must be a port, or 0 for none');
  return port;
}

type Pool = Readonly<{
  totalCount: number;
  idleCount: number;
  waitingCount: number;
  options: { max: number };
}>;

/** TypeORM does not tell of its pool; its PostgreSQL driver keeps pg's as `master`. */
const poolOf = (source: DataSource): Pool => (source.driver as unknown as { master: Pool }).master;

function tellsLag(transport: object): transport is { lag(group: string): Promise<readonly Lag[]> } {
  return 'lag' in transport && typeof transport.lag === 'function';
}
