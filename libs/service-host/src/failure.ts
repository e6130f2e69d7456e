import { ArgumentError } from '@weisu/api';
import { DomainError, errorCatalogue, type ErrorCode } from '@weisu/contracts';
import { AuthenticationError, AuthorisationError, IdentityProviderError } from '@weisu/identity';
import { connectionLost } from '@weisu/messaging';
import { QueryFailedError } from 'typeorm';

/** How an error leaves a service: a stable code and sentences in both languages, nothing else. */
export type Failure = Readonly<{ code: ErrorCode; status: number; message: string; messageZh: string }>;

const unreachable = /^(08|57P|53)|^(ECONNREFUSED|ECONNRESET|ETIMEDOUT)$/;

/** `detail` names what to act on, such as the things that block closing: it stands in both sentences. */
function failure(code: ErrorCode, message?: string, detail?: string): Failure {
  const { status, en, zh } = errorCatalogue[code];
  return { code, status, message: message ?? en, messageZh: detail ? `${zh}（${detail}）` : zh };
}

/** The one map from errors to codes. Whatever is not named here is INTERNAL, without a word of its own message. */
export function failureOf(error: unknown): Failure {
  if (error instanceof DomainError) return failure(error.code, error.message, error.detail);
  if (error instanceof ArgumentError) return failure('INVALID_ARGUMENT', error.message, error.message);
  if (error instanceof AuthenticationError) return failure('UNAUTHENTICATED');
  if (error instanceof AuthorisationError) return failure('FORBIDDEN');
  if (error instanceof IdentityProviderError) return failure('UNAVAILABLE');
  const refused = refusedByServer(error);
  if (refused) return refused;
  const code = sqlStateOf(error);
  // an id that is not a UUID names nothing
  if (code === '22P02') return failure('NOT_FOUND');
  if (unreachable.test(code) || connectionLost(error)) return failure('UNAVAILABLE');
  return failure('INTERNAL');
}

/** What the HTTP server refuses before an operation is reached: no such route, a body that is too large or no JSON. */
function refusedByServer(error: unknown): Failure | null {
  const asked = error as { status?: unknown; statusCode?: unknown } | null;
  const status = asked?.statusCode ?? asked?.status;
  if (typeof status !== 'number' || status < 400 || status > 499) return null;
  if (status === 404) return failure('NOT_FOUND');
  const detail = status === 413 ? 'The request is too large.' : 'The request is not JSON as it should be.';
  return { ...failure('INVALID_ARGUMENT', detail), status };
}

function sqlStateOf(error: unknown): string {
  const source: unknown = error instanceof QueryFailedError ? error.driverError : error;
  const code = (source as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}
