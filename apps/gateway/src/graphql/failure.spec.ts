import { Refusal } from '../calling/refusal.js';
import { formattedFailure, statusOf } from './failure.js';

const codeOf = (code: string) =>
  formattedFailure(
    { message: 'of Apollo', extensions: { code, stacktrace: ['at secret.ts:1'] } },
    new Error('secret'),
    'c',
  );

describe('an error', () => {
  it.each([
    ['GRAPHQL_PARSE_FAILED', 'QUERY_INVALID'],
    ['GRAPHQL_VALIDATION_FAILED', 'QUERY_INVALID'],
    ['BAD_REQUEST', 'QUERY_INVALID'],
    ['BAD_USER_INPUT', 'INVALID_ARGUMENT'],
    ['INTERNAL_SERVER_ERROR', 'INTERNAL'],
    ['SOMETHING_NEW', 'INTERNAL'],
  ])('of Apollo with %s is told as %s', (apollo, code) => {
    expect(codeOf(apollo)).toMatchObject({
      extensions: { code, correlationId: 'c', messageZh: expect.any(String) },
    });
  });

  it('of ours says nothing of itself', () => {
    const failure = codeOf('INTERNAL_SERVER_ERROR');
    expect(JSON.stringify(failure)).not.toMatch(/secret|of Apollo|stacktrace/);
  });

  it('of a service keeps its own sentences and its place', () => {
    const cause = new Refusal('STATE_FORBIDS', 'not now', '现在不行');
    expect(formattedFailure({ message: 'x', path: ['appeal'] }, cause, 'c')).toEqual({
      message: 'not now',
      path: ['appeal'],
      extensions: { code: 'STATE_FORBIDS', messageZh: '现在不行', correlationId: 'c' },
    });
  });
});

describe('the status of an answer', () => {
  const unauthenticated = { message: '', extensions: { code: 'UNAUTHENTICATED' } };
  it.each([
    { data: null, errors: [unauthenticated], status: 401 },
    { data: { appeal: null }, errors: [unauthenticated], status: 401 },
    { data: { appeal: null, area: {} }, errors: [unauthenticated], status: 200 },
    { data: null, errors: [unauthenticated, { message: '', extensions: { code: 'INTERNAL' } }], status: 200 },
    { data: { appeal: null }, errors: undefined, status: 200 },
  ])('$data with $errors is $status', ({ data, errors, status }) => {
    expect(statusOf(data, errors)).toBe(status);
  });
});
