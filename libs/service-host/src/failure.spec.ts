import { ArgumentError } from '@weisu/api';
import { DomainError, errorCatalogue, type ErrorCode } from '@weisu/contracts';
import { AuthenticationError, AuthorisationError, IdentityProviderError } from '@weisu/identity';
import {
  QueryFailedError,
  QueryRunnerAlreadyReleasedError,
  QueryRunnerProviderAlreadyReleasedError,
} from 'typeorm';
import { failureOf } from './index.js';

const database = (code: string) =>
  new QueryFailedError('SELECT', [], Object.assign(new Error('张三'), { code }));

describe('the map from errors to codes', () => {
  it.each(Object.keys(errorCatalogue) as ErrorCode[])(
    'answers %s with its status and both sentences',
    (code) => {
      const { status, en, zh } = errorCatalogue[code];
      expect(failureOf(new DomainError(code))).toEqual({ code, status, message: en, messageZh: zh });
    },
  );

  it.each([
    { error: new AuthenticationError('no'), code: 'UNAUTHENTICATED' },
    { error: new AuthorisationError('no'), code: 'FORBIDDEN' },
    { error: new IdentityProviderError('no'), code: 'UNAVAILABLE' },
    { error: new ArgumentError('input', 'missing'), code: 'INVALID_ARGUMENT' },
    { error: database('22P02'), code: 'NOT_FOUND' },
    { error: database('57P01'), code: 'UNAVAILABLE' },
    { error: database('53100'), code: 'UNAVAILABLE' },
    { error: database('53300'), code: 'UNAVAILABLE' },
    { error: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), code: 'UNAVAILABLE' },
    { error: new Error('Connection terminated unexpectedly'), code: 'UNAVAILABLE' },
    { error: new QueryRunnerAlreadyReleasedError(), code: 'UNAVAILABLE' },
    { error: new QueryRunnerProviderAlreadyReleasedError(), code: 'UNAVAILABLE' },
    { error: Object.assign(new Error('Not Found'), { status: 404 }), code: 'NOT_FOUND' },
    { error: Object.assign(new Error('张三'), { statusCode: 415 }), code: 'INVALID_ARGUMENT' },
    { error: database('23505'), code: 'INTERNAL' },
    { error: Object.assign(new Error('张三'), { statusCode: 500 }), code: 'INTERNAL' },
    { error: new TypeError('张三'), code: 'INTERNAL' },
    { error: null, code: 'INTERNAL' },
    { error: 'thrown', code: 'INTERNAL' },
  ])('answers $code for $error, without a word that quotes a value', ({ error, code }) => {
    const failure = failureOf(error);
    expect(failure.code).toBe(code);
    expect(failure.message).not.toContain('张三');
  });
});
