import type { Service } from '@weisu/api';
import { tracedCall } from './tracing.js';
import { BalancedPool, errors, type Dispatcher } from 'undici';

export type ServiceCall = Readonly<{
  operation: string;
  args: unknown;
  headers: Readonly<Record<string, string>>;
}>;

export type ServiceAnswer = Readonly<{ status: number; body: unknown }>;

/** The way to a service: over HTTP, or into the same process. Neither throws for an answer that refuses. */
export type ServiceCaller = Readonly<{
  call(service: Service, call: ServiceCall): Promise<ServiceAnswer>;
  ready(service: Service): Promise<boolean>;
}>;

export type HttpCaller = ServiceCaller & Readonly<{ close(): Promise<void> }>;

/** Longer than any operation takes; a service that needs more is as good as gone for whoever waits. */
export const callTimeoutMs = 10_000;

/** The boundaries of a whole district, and not much more. */
export const maxAnswerBytes = 16 * 1024 * 1024;

/** Addresses of the services; of one with several replicas and nothing that balances before them, comma separated. */
export type ServiceAddresses = Readonly<Partial<Record<Service, string>>>;

type Balanced = Readonly<{ pool: BalancedPool; replicas: number }>;

/**
 * Services over HTTP with kept connections. A replica that is not there is left out for a while and the next one is asked, as long as
 * nothing can have happened yet.
 */
export function createHttpCaller(addresses: ServiceAddresses): HttpCaller {
  const pools = new Map(Object.entries(addresses).map(([service, list]) => [service, balanced(list)]));
  const poolFor = (service: Service): Balanced => {
    const pool = pools.get(service);
    if (!pool) throw new Error(`configuration: ${service}_URL is missing`);
    return pool;
  };
  return {
    call: (service, call) =>
      tracedCall(service, call, async ({ operation, args, headers }) => {
        const { statusCode, body } = await request(poolFor(service), {
          method: 'POST',
          path: `/operations/${operation}`,
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify({ args }),
          signal: AbortSignal.timeout(callTimeoutMs),
        });
        return { status: statusCode, body: await body.json() };
      }),
    async ready(service) {
      try {
        const signal = AbortSignal.timeout(callTimeoutMs);
        const { statusCode, body } = await request(poolFor(service), {
          method: 'GET',
          path: '/ready',
          signal,
        });
        await body.dump();
        return statusCode === 200;
      } catch {
        // what cannot be reached is not ready, whatever the reason
        return false;
      }
    },
    async close() {
      await Promise.all([...pools.values()].map(({ pool }) => pool.close()));
    },
  };
}

async function request(
  { pool, replicas }: Balanced,
  options: Dispatcher.RequestOptions,
): Promise<Dispatcher.ResponseData> {
  for (let asked = 1; ; asked += 1) {
    try {
      return await pool.request(options);
    } catch (error) {
      if (asked > replicas || !wasNotSent(error)) throw error;
    }
  }
}

/** The connection was never made: the service cannot have begun. */
function wasNotSent(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return error instanceof errors.ConnectTimeoutError || code === 'ECONNREFUSED' || code === 'ENOTFOUND';
}

function balanced(list: string): Balanced {
  const addresses = list.split(',').map((address) => address.trim().replace(/\/+$/, ''));
  const pool = new BalancedPool(addresses, {
    connections: 64,
    keepAliveTimeout: 30_000,
    connect: { timeout: 3_000 },
    headersTimeout: callTimeoutMs,
    bodyTimeout: callTimeoutMs,
    maxResponseSize: maxAnswerBytes,
  });
  return { pool, replicas: addresses.length };
}
