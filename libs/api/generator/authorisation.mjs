// Writes docs/authorisation.md: which role may call what, from the same table that the services enforce.

import { startsOf } from './paths.mjs';
import { staleReasons } from './stale.mjs';

export function writeAuthorisation(contract) {
  const { operations, joins, lookups, roles } = contract;
  const starts = startsOf(contract);
  const reasons = staleReasons(operations);
  const ofKind = (...kinds) => operations.filter(({ kind }) => kinds.includes(kind));
  return `# Who may call what

Generated from \`libs/api/*.graphql\` by \`npm run generate\`. A dot is the upper bound: the duties in the governance profile say which unit
does what, and the area in the token says where. Public operations need no token.

Who acts for a unit that is away (\`x-weisu-acting-for\`) reads as that unit and calls the mutations that have a dot under “acting for”. The others
outlive the absence and are refused with NOT_WHILE_ACTING_FOR: ${operations
    .filter(({ kind, actingFor }) => kind === 'mutation' && !actingFor)
    .map(({ name }) => code(name))
    .join(', ')}.

${['query', 'mutation'].map((kind) => section(kind, ofKind(kind), roles)).join('\n\n')}

## Loads

Joins that the gateway makes for fields of another service. Every role may reach them; each key is filtered by what the actor may see, and
without a token the answer is empty or null.

${table(
  ['operation', 'owner', 'answers', 'fields'],
  ofKind('load').map((load) => [
    code(load.name),
    load.owner,
    load.list ? `${load.returns} list` : load.returns,
    joins
      .filter((join) => [join, ...(join.also ?? [])].some(({ operation }) => operation === load.name))
      .map((join) => code(`${join.type.name}.${join.field.name}`))
      .join(' '),
  ]),
)}

## Paths

Where an answer begins, and every path of two joins from there. A path reaches as far as its first object: what the caller may not see is
absent from it, and so is everything behind it. \`test/authorisation.e2e-spec.ts\` walks each path as each role, from the role's own
matter, from a neighbour's and without a token.

${table(
  ['begins at', 'asked by', 'no token', ...roles],
  starts.map(({ name, askedBy }) => [
    code(name),
    askedBy.map((operation) => code(operation.name)).join(' '),
    askedBy.some((operation) => operation.public) ? '●' : '',
    ...roles.map((role) => (askedBy.some((operation) => mayCall(operation, role)) ? '●' : '')),
  ]),
)}

${starts.map(pathsSection).join('\n\n')}

## What a success rests on

A service decides on what it has heard. What would be refused is decided once more after catching up on the subject (docs/adr/0036); this is why no success on what
is not the latest does harm. A mutation without a reason is no contract (\`libs/api/generator/stale.mjs\`).

${table(
  ['operation', 'owner', 'why'],
  ofKind('mutation').map(({ name, owner }) => [code(name), owner, reasons.get(name)]),
)}

## Lookups

Filters that another service resolves to ids first, with the caller's own token.

${table(
  ['operation', 'owner', 'filter'],
  lookups.map((one) => [code(one.operation), one.service, code(`${one.type.name}.${one.field.name}`)]),
)}

## Internal operations

Between services, with a client-credentials token; not part of the public schema.

${table(
  ['operation', 'owner', 'clients'],
  ofKind('internal').map((one) => [
    code(one.name),
    one.owner === 'EVERY' ? 'every service' : one.owner,
    one.clients.join(', '),
  ]),
)}
`;
}

const TITLES = { query: 'Queries', mutation: 'Mutations' };

function section(kind, operations, roles) {
  const rows = operations.map((operation) => [
    code(operation.name),
    operation.owner,
    operation.public ? '●' : '',
    ...(kind === 'mutation' ? [operation.actingFor ? '●' : ''] : []),
    ...roles.map((role) => (mayCall(operation, role) ? '●' : '')),
  ]);
  const head = ['operation', 'owner', 'no token', ...(kind === 'mutation' ? ['acting for'] : []), ...roles];
  return `## ${TITLES[kind]}\n\n${table(head, rows)}`;
}

function pathsSection({ name, firstJoins }) {
  const rows = firstJoins.map(({ path, operation, seconds }) => [
    code(path.join('.')),
    code(operation),
    seconds.map((second) => code(second.path.join('.'))).join(' '),
  ]);
  return `### From ${name}\n\n${table(['first join', 'load', 'paths of two joins'], rows)}`;
}

const mayCall = (operation, role) => operation.public || operation.roles.includes(role);
const code = (text) => `\`${text}\``;
const row = (cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
