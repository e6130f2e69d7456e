import { buildPublicSchema, gatewayScalars } from '@weisu/api';
import { getOperationAST, parse } from 'graphql';
import { excessOf } from './limits.js';
import { measure } from './selections.js';

const schema = buildPublicSchema(gatewayScalars);

function measured(query: string, variables = {}) {
  const document = parse(query);
  return measure(schema, document, getOperationAST(document)!, variables);
}

const page = (first: number, node: string) => `{ appeals(first: ${first}) { edges { node { ${node} } } } }`;

/** What the console asks for when an appeal is opened. */
const opened = `{ appeal(id: "1") {
  id number title text status area { name parent { name } } firstReceiver { name } evidence { name url }
  caseLeader { leader { name } team { name } duties { text } } account { claimedBy { name } } suggestion { leadUnits { name } }
  workOrders { id status unit { name } clocks { kind dueBy suspensions { from } rungs { at to } extensions { amount } } opinion { number } }
  whistles { id area { name } by { name } summonses { status unit { name } clocks { dueBy } reportIn { at evidence { url } }
    actions { note evidence { url } } } }
  requests { kind requestedBy { name } decidedBy { name } evidence { url } } clocks { kind dueBy }
  ledger { at type unit { area { parent { name } } } }
  mediations { number committee { name } mediators { name } parties { name } sessions { at } agreement { number } clocks { dueBy } }
  followUps { kind unit { name } } rating { stars }
} }`;

describe('a document', () => {
  it.each([
    { title: 'an opened appeal', query: opened },
    {
      title: 'a page of 50 with work orders and clocks',
      query: page(50, 'title workOrders { unit { name } clocks { dueBy } }'),
    },
    {
      title: 'a page of 100 with one list',
      query: page(100, 'title area { name } workOrders { unit { name } }'),
    },
    {
      title: 'the longest sensible chain',
      query: page(20, 'workOrders { appeal { ledger { unit { area { parent { name } } } } } }').replace(
        'first: 20',
        'first: 10',
      ),
    },
    {
      title: 'introspection',
      query: '{ __schema { types { fields { type { ofType { ofType { name } } } } } } }',
    },
  ])('with $title is within the limits', ({ query }) => {
    expect(excessOf(measured(query))).toBeNull();
  });

  it.each([
    {
      title: 'a page of 100 with lists in lists',
      query: page(100, 'workOrders { clocks { id } }'),
      code: 'QUERY_TOO_COSTLY',
    },
    { title: 'an endless page', query: page(100_000, 'id'), code: 'QUERY_TOO_COSTLY' },
    {
      title: 'fifty-one aliases',
      query: `{ me { ${Array.from({ length: 51 }, (_, n) => `a${n}: name`).join(' ')} } }`,
      code: 'QUERY_TOO_COSTLY',
    },
    {
      title: 'a circle of joins',
      query: page(20, 'workOrders { appeal { workOrders { appeal { workOrders { id } } } } }'),
      code: 'QUERY_TOO_COSTLY',
    },
    {
      title: 'a chain of thirteen',
      query: `{ area(code: "1") ${'{ parent '.repeat(12)}{ name }${'}'.repeat(12)} }`,
      code: 'QUERY_TOO_DEEP',
    },
  ])('with $title is refused: $code', ({ query, code }) => {
    expect(excessOf(measured(query))).toMatchObject({ code });
  });

  it('pays for a list of facts as for one object, and for a list of things by each', () => {
    const clocks = (inside: string) =>
      measured(`{ workbench(first: 10) { edges { node { clocks { ${inside} } } } } }`).objects;
    expect(clocks('dueBy suspensions { from } rungs { at }') - clocks('dueBy')).toBe(10 * 5 * 2);
    expect(measured('{ requestsToDecide { evidence { url } } }').objects).toBe(20 * (1 + 5));
  });

  it('is measured with its fragments spread, each looked at once', () => {
    const bomb = Array.from(
      { length: 40 },
      (_, n) => `fragment f${n} on Area { a: parent { name } ...f${n + 1} ...f${n + 1} }`,
    );
    const { aliases } = measured(
      `{ area(code: "1") { ...f0 } } ${bomb.join(' ')} fragment f40 on Area { name }`,
    );
    expect(aliases).toBeGreaterThan(2 ** 39);
  });

  it('is measured with the values of its variables, or their defaults', () => {
    const query = (declared: string) => `query(${declared}) { appeals(first: $n) { edges { node { id } } } }`;
    expect(measured(query('$n: Int'), { n: 7 }).objects).toBe(21);
    expect(measured(query('$n: Int = 9')).objects).toBe(27);
    expect(measured(query('$n: Int')).objects).toBe(60);
  });
});
