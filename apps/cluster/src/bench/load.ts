import { Pool } from 'undici';

/** One request of a load, and what its answer must hold to count. */
export type Shot = Readonly<{
  query: string;
  variables: Readonly<Record<string, unknown>>;
  headers: Readonly<Record<string, string>>;
}>;

export type LoadResult = Readonly<{
  perSecond: number;
  /** Milliseconds from the request to its whole answer. */
  p50: number;
  p99: number;
  answered: number;
}>;

/**
 * So many connections, each of which asks again as soon as it was answered. Throws at the first answer that is not the wanted one: a load that is
 * refused is fast, and measures nothing.
 */
export async function closedLoop(
  gatewayUrl: string,
  options: Readonly<{ connections: number; seconds: number }>,
  next: (turn: number) => Shot,
): Promise<LoadResult> {
  const pool = new Pool(gatewayUrl, { connections: options.connections, pipelining: 1 });
  const times: number[] = [];
  const began = performance.now();
  const until = began + options.seconds * 1_000;
  let turn = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < until) {
      const sent = performance.now();
      await ask(pool, next(turn++));
      times.push(performance.now() - sent);
    }
  };
  try {
    await Promise.all(Array.from({ length: options.connections }, worker));
  } finally {
    await pool.close();
  }
  const took = (performance.now() - began) / 1_000;
  const sorted = times.toSorted((one, other) => one - other);
  return {
    perSecond: times.length / took,
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
    answered: times.length,
  };
}

async function ask(pool: Pool, { query, variables, headers }: Shot): Promise<void> {
  const { body } = await pool.request({
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const answer = (await body.json()) as { data?: unknown; errors?: unknown };
  if (!answer.data || answer.errors) throw new Error(`the gateway answered ${JSON.stringify(answer)}`);
}

/** Of values in ascending order; 0 when there are none. */
export function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  return sorted.length % 2
    ? (sorted[Math.floor(middle)] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
