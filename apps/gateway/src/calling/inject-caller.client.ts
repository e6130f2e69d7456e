import type { Service } from '@weisu/api';
import { callTimeoutMs, tracedCall, type ServiceCaller } from '@weisu/service-host';

export type InjectedRequest = Readonly<{
  method: 'GET' | 'POST';
  url: string;
  headers?: Record<string, string>;
  payload?: string;
}>;

/** Fastify's `inject` of one service. */
export type Inject = (request: InjectedRequest) => Promise<Readonly<{ statusCode: number; body: string }>>;

/** Services in the same process: the same route, codec and time-out as over the wire, without the wire. */
export function createInjectCaller(injectOf: (service: Service) => Inject): ServiceCaller {
  return {
    call: (service, call) =>
      tracedCall(service, call, async ({ operation, args, headers }) => {
        const { statusCode, body } = await withinTimeout(
          injectOf(service)({
            method: 'POST',
            url: `/operations/${operation}`,
            headers: { ...headers, 'content-type': 'application/json' },
            payload: JSON.stringify({ args }),
          }),
        );
        return { status: statusCode, body: JSON.parse(body) as unknown };
      }),
    async ready(service) {
      try {
        const { statusCode } = await withinTimeout(injectOf(service)({ method: 'GET', url: '/ready' }));
        return statusCode === 200;
      } catch {
        // what does not answer is not ready, whatever the reason
        return false;
      }
    },
  };
}

async function withinTimeout<Answer>(answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${callTimeoutMs} ms`)), callTimeoutMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
