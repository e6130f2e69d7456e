import { graphqlSync, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { buildPublicSchema, gatewayScalars, instantOf, isAreaCode, isDay, serviceScalars } from './index.js';

describe('an area code', () => {
  it.each(['440303', '440303003', '440303003020', '440303003020001'])('may be %s', (code) => {
    expect(isAreaCode(code)).toBe(true);
  });
  it.each(['', '44030', '4403030', '440303003020001001', '44030A', ' 440303', '440303\n', 440303])(
    'is not %p',
    (code) => {
      expect(isAreaCode(code)).toBe(false);
    },
  );
});

describe('a day', () => {
  it.each(['2024-02-29', '2026-12-31'])('may be %s', (day) => {
    expect(isDay(day)).toBe(true);
  });
  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-11-31',
    '0000-01-01',
    '2026-1-1',
    '20261121',
    '2026-11-21T00:00:00Z',
  ])('is not %s', (day) => {
    expect(isDay(day)).toBe(false);
  });
});

describe('an instant', () => {
  it.each([
    { text: '2026-11-21T09:30:00+08:00', iso: '2026-11-21T01:30:00.000Z' },
    { text: '2026-11-21t01:30:00.5z', iso: '2026-11-21T01:30:00.500Z' },
    { text: '2026-11-21T01:30:00.123456789Z', iso: '2026-11-21T01:30:00.123Z' },
  ])('$text is $iso', ({ text, iso }) => {
    expect(instantOf(text)?.toISOString()).toBe(iso);
  });
  it.each([
    '2026-11-21',
    '2026-11-21 09:30:00Z',
    '2026-11-21T09:30Z',
    '2026-11-21T09:30:00',
    '2026-11-21T09:30:00+0800',
    '2026-02-30T09:30:00Z',
    '2026-11-21T24:00:00Z',
    '2026-11-21T09:60:00Z',
    '1763688600000',
  ])('is not %s', (text) => {
    expect(instantOf(text)).toBeUndefined();
  });
});

describe('an instant in an answer', () => {
  it.each([
    { from: 'a service in the same process', at: new Date('2026-11-21T01:30:00Z') },
    { from: 'the wire', at: '2026-11-21T01:30:00.000Z' },
  ])('is RFC 3339 whether it comes from $from', ({ at }) => {
    expect(answer(at)).toEqual({ data: { at: '2026-11-21T01:30:00.000Z' } });
  });

  it.each([new Date(Number.NaN), 'yesterday', 0])('is an error where it is %p', (at) => {
    expect(answer(at).errors?.[0]?.message).toContain('RFC 3339');
  });
});

describe('a DateTime argument', () => {
  const text = '2026-11-21T09:30:00+08:00';

  it('stays the text that it was in the gateway and is a Date in a service', () => {
    expect(gatewayScalars.DateTime.parseValue(text)).toBe(text);
    expect(serviceScalars.DateTime.parseValue(text)).toEqual(new Date(text));
  });

  it('is checked by the gateway in a document, as every scalar is', () => {
    const schema = buildPublicSchema(gatewayScalars);
    const ask = (source: string) => graphqlSync({ schema, source }).errors?.[0]?.message;
    expect(ask('{ area(code: "4403") { name } }')).toContain('6, 9, 12 or 15 digits');
    expect(ask('{ appeals(filter: { from: "today" }) { edges { cursor } } }')).toContain('RFC 3339');
    expect(ask('{ area(code: "440303") { name } }')).toBeUndefined();
  });
});

function answer(at: unknown) {
  const fields = { at: { type: gatewayScalars.DateTime } };
  const schema = new GraphQLSchema({ query: new GraphQLObjectType({ name: 'Query', fields }) });
  return graphqlSync({ schema, source: '{ at }', rootValue: { at } });
}
