import { errorCatalogue, type ErrorCode } from '@weisu/contracts';
import type { GraphQLFormattedError } from 'graphql';
import { detailsOf } from '../calling/proof-needed.js';
import { Refusal } from '../calling/refusal.js';

/** Apollo's names for what is wrong with a request, in our words. */
const codes: Readonly<Record<string, ErrorCode>> = {
  GRAPHQL_PARSE_FAILED: 'QUERY_INVALID',
  GRAPHQL_VALIDATION_FAILED: 'QUERY_INVALID',
  OPERATION_RESOLUTION_FAILURE: 'QUERY_INVALID',
  PERSISTED_QUERY_NOT_FOUND: 'QUERY_INVALID',
  PERSISTED_QUERY_NOT_SUPPORTED: 'QUERY_INVALID',
  BAD_REQUEST: 'QUERY_INVALID',
  BAD_USER_INPUT: 'INVALID_ARGUMENT',
};

/** What is said about an error, and nothing that an error of ours would give away. */
export function formattedFailure(
  { message, path, locations, extensions }: GraphQLFormattedError,
  cause: unknown,
  correlationId: string | null,
): GraphQLFormattedError {
  const place = { ...(locations ? { locations } : {}), ...(path ? { path } : {}) };
  const failure = cause instanceof Refusal ? cause : asRefusal(message, extensions?.['code']);
  const { code, messageZh } = failure;
  return {
    message: failure.message,
    ...place,
    extensions: { code, messageZh, correlationId, ...detailsOf(failure) },
  };
}

function asRefusal(message: string, apolloCode: unknown): Refusal {
  const code = typeof apolloCode === 'string' ? codes[apolloCode] : undefined;
  return code ? new Refusal(code, `${errorCatalogue[code].en} ${message}`) : new Refusal('INTERNAL');
}

/** The status of an answer that came to execution: 401 when nothing else came of it, so that a client signs in again. */
export function statusOf(data: unknown, errors: readonly GraphQLFormattedError[] | undefined): number {
  const unauthenticated =
    errors?.length && errors.every(({ extensions }) => extensions?.['code'] === 'UNAUTHENTICATED');
  const values = typeof data === 'object' && data !== null ? Object.values(data) : [];
  return unauthenticated && values.every((value) => value === null) ? 401 : 200;
}
