import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Log } from '@weisu/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { detailsOf } from '../calling/proof-needed.js';
import { Refusal } from '../calling/refusal.js';
import { correlationIdOf } from './request-scope.http.js';

/** What a request that never reached GraphQL is told; at /graphql in the form of a GraphQL answer. */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const correlationId = correlationIdOf(request);
    const refused = error instanceof Refusal ? error : ofHttp(error as HttpError);
    if (refused.status >= 500) {
      this.log.failed({ part: 'request', correlationId, reason: refused.code }, refused.cause ?? error);
    }
    const { code, message, messageZh } = refused;
    const body = isGraphql(request)
      ? { errors: [{ message, extensions: { code, messageZh, correlationId } }] }
      : { error: { code, message, messageZh, correlationId, ...detailsOf(refused) } };
    void reply.status(statusOf(refused, error)).type('application/json; charset=utf-8').send(body);
  }
}

/** Of Fastify, or of Nest. */
type HttpError = Error & Readonly<{ statusCode?: number; status?: number }>;

/** Refused before any of our code: a body that is too large or no JSON, a media type that nobody reads, no such route. */
function ofHttp(error: HttpError): Refusal {
  const status = httpStatus(error);
  if (status === 404) return new Refusal('NOT_FOUND');
  if (status !== null) return new Refusal('QUERY_INVALID');
  return new Refusal('INTERNAL', undefined, undefined, { cause: error });
}

function statusOf(refused: Refusal, error: unknown): number {
  return (error instanceof Refusal ? null : httpStatus(error as HttpError)) ?? refused.status;
}

function httpStatus({ statusCode, status }: HttpError): number | null {
  const own = statusCode ?? status;
  return own !== undefined && own >= 400 && own < 500 ? own : null;
}

function isGraphql(request: FastifyRequest): boolean {
  return request.url.split('?', 1)[0] === '/graphql';
}
