import { randomUUID } from 'node:crypto';
import { Pool } from 'undici';

/** One who is at the gateway without an account, from an address of this machine. */
export type Visitor = Readonly<{
  /** Milliseconds until the answer, its code and the challenge that came with it. `headers` beside the own ones. */
  submit(headers?: Readonly<Record<string, string>>): Promise<Visited>;
  close(): Promise<void>;
}>;

export type Visited = Readonly<{ milliseconds: number; code: string; challenge: unknown }>;

const document = `mutation Submit($input: SubmitAppealInput!) { submitAppeal(input: $input) { id number } }`;

/** Never come back, so that nobody says the same twice. */
let turns = 0;

/** `localAddress`: of 127.0.0.0/8. */
export function visitor(
  gatewayUrl: string,
  localAddress: string,
  grids: readonly string[],
  connections = 8,
): Visitor {
  const pool = new Pool(gatewayUrl, { connections, pipelining: 1, localAddress });
  return {
    async submit(headers = {}) {
      const turn = (turns += 1);
      const input = {
        text: `停水${turn} ${randomUUID()}：整栋楼从早上起没有水，请尽快派人处理`,
        areaCode: grids[turn % grids.length],
      };
      const began = performance.now();
      const { body } = await pool.request({
        method: 'POST',
        path: '/graphql',
        headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
        body: JSON.stringify({ query: document, variables: { input } }),
      });
      const { errors } = (await body.json()) as {
        errors?: readonly { extensions: { code: string; challenge?: unknown } }[];
      };
      const [error] = errors ?? [];
      return {
        milliseconds: performance.now() - began,
        code: error?.extensions.code ?? 'OK',
        challenge: error?.extensions.challenge ?? null,
      };
    },
    close: () => pool.close(),
  };
}
