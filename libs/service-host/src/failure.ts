import { ArgumentError } from '@weisu/api';
import { DomainError, errorCatalogue, type ErrorCode } from '@weisu/contracts';
import { AuthenticationError, AuthorisationError, IdentityProviderError } from '@weisu/identity';
import { QueryFailedError } from 'typeorm';

/** How an error leaves a service: a stable code and sentences in both languages, nothing else. */
export type Failure = Readonly<{ code: ErrorCode; status: number; message: string; messageZh: string }>;

const unreachable = /^(08|57P|53)|^(ECONNREFUSED|ECONNRESET|ETIMEDOUT)$/;

function failure(code: ErrorCode, message?: string): Failure {
  const { status, en, zh } = errorCatalogue[code];
  return { code, status, message: message ?? en, messageZh: zh };
}

/** The one map from errors to codes. Whatever is not named here is INTERNAL, without a word of its own message. */
export function failureOf(error: unknown): Failure {
  if (error instanceof DomainError) return failure(error.code, error.message);
  if (error instanceof ArgumentError) return failure('INVALID_ARGUMENT', error.message);
  if (error instanceof AuthenticationError) return failure('UNAUTHENTICATED');
  if (error instanceof AuthorisationError) return failure('FORBIDDEN');
  if (error instanceof IdentityProviderError) return failure('UNAVAILABLE');
  const code = sqlStateOf(error);
  // an id that is not a UUID names nothing
  if (code === '22P02') return failure('NOT_FOUND');
  if (unreachable.test(code)) return failure('UNAVAILABLE');
  return failure('INTERNAL');
}

function sqlStateOf(error: unknown): string {
  const source: unknown = error instanceof QueryFailedError ? error.driverError : error;
  const code = (source as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}
