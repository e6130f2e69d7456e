import type { AddressInfo } from 'node:net';
import type { Service } from '@weisu/api';
import type { ErrorCode } from '@weisu/contracts';
import { AuthenticationError, type Actor, type TokenVerifier } from '@weisu/identity';
import { Log } from '@weisu/service-host';
import { fastify } from 'fastify';
import { createHttpCaller } from '@weisu/service-host';
import type { GatewayConfig } from './config.js';
import { createGateway, type Gateway, type GatewayOptions } from './gateway.http.js';

export type ReceivedCall = Readonly<{
  operation: string;
  args: Record<string, unknown>;
  headers: Record<string, unknown>;
}>;
export type Answers = Record<string, (args: never, call: ReceivedCall) => unknown>;

/** How a service refuses over the wire. */
export class PeerRefusal extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly status: number,
  ) {
    super(`refused with ${code}`);
  }
}

export type ServicePeer = Readonly<{
  url: string;
  calls: ReceivedCall[];
  answers: Answers;
  close(): Promise<void>;
}>;

/** The other end of the wire: answers operations over real HTTP in the form that every service does. */
export async function openServicePeer(answers: Answers): Promise<ServicePeer> {
  const calls: ReceivedCall[] = [];
  const server = fastify();
  server.get('/ready', () => ({ status: 'ready' }));
  server.post<{ Params: { name: string }; Body: { args: Record<string, unknown> } }>(
    '/operations/:name',
    async (request, reply) => {
      const call = { operation: request.params.name, args: request.body.args, headers: request.headers };
      calls.push(call);
      try {
        const answer = answers[call.operation];
        if (!answer) throw new PeerRefusal('NOT_FOUND', 404);
        return { data: (await answer(call.args as never, call)) ?? null };
      } catch (error) {
        if (!(error instanceof PeerRefusal)) throw error;
        void reply.status(error.status);
        return { error: { code: error.code, message: error.message, messageZh: '不行' } };
      }
    },
  );
  await server.listen({ port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return { url, calls, answers, close: () => server.close() };
}

export const street: Actor = {
  subject: 'street-subject',
  name: '东门街道',
  roles: ['STREET'],
  unitId: 'unit-1',
  areaCode: '440303003',
  posts: [],
  client: 'console',
};

/** `street-token` is the street's official, `street-token-2` and so on are others of the street. */
export const verifier: TokenVerifier = {
  async verify(bearer) {
    const [known, other = ''] = /^street-token(-\d)?$/.exec(bearer) ?? [];
    if (known === undefined) throw new AuthenticationError('bad token');
    return { ...street, subject: `${street.subject}${other}` };
  },
};

export const inHours = (hours: number): Date => new Date(Date.UTC(2026, 10, 21, hours));

export const usualConfig: GatewayConfig = {
  trustedProxies: ['127.0.0.1'],
  publicOperationsPerMinute: 60,
  addressKey: 'a key of the test, long enough to be one',
  proofKeys: ['another key of the test, long enough to be one'],
  introspection: false,
};

/** A gateway in front of one peer that plays all services. */
export async function openGateway(
  peer: Pick<ServicePeer, 'url'>,
  options: Partial<GatewayOptions> = {},
): Promise<Gateway & { stop(): Promise<void> }> {
  const services: readonly Service[] = [
    'DIRECTORY',
    'INTAKE',
    'DISPATCH',
    'MEDIATION',
    'EVALUATION',
    'NOTIFICATION',
  ];
  const caller = createHttpCaller(Object.fromEntries(services.map((service) => [service, peer.url])));
  const gateway = await createGateway({
    caller,
    verifier,
    serviceToken: async () => 'gateway-token',
    storage: {
      list: async function* () {},
      free: async () => null,
      put: () => Promise.reject(new Error('no storage in this test')),
      get: async () => null,
      delete: async () => undefined,
    },
    now: () => inHours(1),
    config: usualConfig,
    log: Log.of('gateway', 'silent'),
    ...options,
  });
  return {
    ...gateway,
    async stop() {
      await gateway.close();
      await caller.close();
    },
  };
}

export type GraphqlAnswer = Readonly<{
  status: number;
  headers: Record<string, unknown>;
  data: Record<string, unknown> | null;
  errors: { message: string; path?: unknown; extensions: Record<string, unknown> }[] | undefined;
}>;

export type Ask = (
  query: string,
  options?: Readonly<{ variables?: object; headers?: Record<string, string>; token?: string | null }>,
) => Promise<GraphqlAnswer>;

/** As an official of the street, or with another token, or with none. */
export async function askGateway(
  gateway: Gateway,
  query: string,
  { variables, headers, token = 'street-token' }: Parameters<Ask>[1] = {},
): Promise<GraphqlAnswer> {
  const {
    statusCode,
    headers: answered,
    body,
  } = await gateway.inject({
    method: 'POST',
    url: '/graphql',
    headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
    payload: { query, variables },
  });
  const { data, errors } = JSON.parse(body) as Pick<GraphqlAnswer, 'data' | 'errors'>;
  return { status: statusCode, headers: answered, data, errors };
}
