import type { Service } from '@weisu/api';
import { Pool } from 'undici';
import { callTimeoutMs, maxAnswerBytes, type ServiceCaller } from './service-caller.js';

export type HttpCaller = ServiceCaller & Readonly<{ close(): Promise<void> }>;

/** Services over HTTP with kept connections. */
export function createHttpCaller(urls: Readonly<Record<Service, string>>): HttpCaller {
  const pools = new Map(Object.entries(urls).map(([service, url]) => [service, poolOf(url)]));
  const poolFor = (service: Service): Pool => {
    const pool = pools.get(service);
    if (!pool) throw new Error(`no address for ${service}`);
    return pool;
  };
  return {
    async call(service, { operation, args, headers }) {
      const { statusCode, body } = await poolFor(service).request({
        method: 'POST',
        path: `/operations/${operation}`,
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({ args }),
        signal: AbortSignal.timeout(callTimeoutMs),
      });
      return { status: statusCode, body: await body.json() };
    },
    async ready(service) {
      try {
        const signal = AbortSignal.timeout(callTimeoutMs);
        const { statusCode, body } = await poolFor(service).request({
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
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}

function poolOf(url: string): Pool {
  return new Pool(url, {
    connections: 64,
    keepAliveTimeout: 30_000,
    headersTimeout: callTimeoutMs,
    bodyTimeout: callTimeoutMs,
    maxResponseSize: maxAnswerBytes,
  });
}
