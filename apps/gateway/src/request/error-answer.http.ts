import type { Log } from '@weisu/service-host';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../calling/refusal.js';
import { scopeOf } from './request-scope.http.js';

/** What a request that never reached GraphQL is told; at /graphql in the form of a GraphQL answer. */
export function answerRefusal(request: FastifyRequest, reply: FastifyReply, error: unknown, log: Log): FastifyReply {
  const { correlationId } = scopeOf(request);
  const refused = error instanceof Refusal ? error : ofFastify(error as FastifyError);
  if (refused.status >= 500) {
    log.failed({ part: 'request', correlationId, reason: refused.code }, refused.cause ?? error);
  }
  const { code, message, messageZh } = refused;
  const body = isGraphql(request)
    ? { errors: [{ message, extensions: { code, messageZh, correlationId } }] }
    : { error: { code, message, messageZh, correlationId } };
  return reply.status(statusOf(refused, error)).type('application/json; charset=utf-8').send(body);
}

/** Fastify's own refusals: a body that is too large or no JSON, a media type that nobody reads. */
function ofFastify(error: FastifyError): Refusal {
  const status = error.statusCode ?? 500;
  if (status === 404) return new Refusal('NOT_FOUND');
  return status >= 400 && status < 500 ? new Refusal('QUERY_INVALID') : new Refusal('INTERNAL', undefined, undefined, { cause: error });
}

function statusOf(refused: Refusal, error: unknown): number {
  const own = error instanceof Refusal ? undefined : (error as FastifyError).statusCode;
  return own !== undefined && own >= 400 && own < 500 ? own : refused.status;
}

function isGraphql(request: FastifyRequest): boolean {
  return request.url.split('?', 1)[0] === '/graphql';
}
