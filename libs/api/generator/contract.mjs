// Reads the SDL and says what it means: operations, joins, lookups. Every writer works from this and never from the SDL itself.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildASTSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  print,
  Source,
} from 'graphql';

const SERVICES = ['directory', 'intake', 'dispatch', 'mediation', 'evaluation', 'notification'];
const ROOTS = { Query: 'query', Mutation: 'mutation', Internal: 'internal' };

// A reference to one of these without @load is loaded by its owner, the directory; the suffix makes the key's name.
const REFERENCES = {
  Unit: { operation: 'unitsById', suffix: 'Id' },
  Area: { operation: 'areasByCode', suffix: 'Code' },
  Person: { operation: 'peopleById', suffix: 'Id' },
};

export function readContract(folder) {
  const read = (name) => parse(new Source(readFileSync(join(folder, `${name}.graphql`), 'utf8'), name));
  const publicDocument = foldExtensions(['base', ...SERVICES].flatMap((name) => read(name).definitions));
  const internalDocument = read('internal');
  const schema = buildASTSchema({
    kind: Kind.DOCUMENT,
    definitions: [...publicDocument.definitions, ...internalDocument.definitions],
  });
  const types = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith('__'));
  const objects = types.filter((type) => isObjectType(type) && !(type.name in ROOTS));
  const inputs = types.filter(isInputObjectType);
  const roles = schema
    .getType('Role')
    .getValues()
    .map((value) => value.name);
  const joins = objects.flatMap(joinsOf);
  const lookups = inputs.flatMap(lookupsOf);
  const operations = [
    ...Object.entries(ROOTS).flatMap(([root, kind]) => operationsOf(schema.getType(root), kind)),
    ...lookups.map((lookup) => lookupOperation(lookup, roles)),
    ...loadOperations(joins, roles),
  ];
  refuseDoubles(operations);
  return {
    publicSdl: print(publicDocument),
    internalSdl: print(internalDocument),
    schema,
    types,
    objects,
    inputs,
    roles,
    joins,
    lookups,
    operations,
  };
}

/** `extend type X` becomes part of `type X`, so that a tool that knows no extensions reads the same schema. */
function foldExtensions(definitions) {
  const extensions = definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_EXTENSION);
  const folded = definitions
    .filter((node) => node.kind !== Kind.OBJECT_TYPE_EXTENSION)
    .map((node) =>
      node.kind === Kind.OBJECT_TYPE_DEFINITION
        ? {
            ...node,
            fields: [node, ...extensions.filter((e) => e.name.value === node.name.value)].flatMap(
              (e) => e.fields,
            ),
          }
        : node,
    );
  return { kind: Kind.DOCUMENT, definitions: folded };
}

/** The arguments of a directive with its defaults, or undefined when the field does not have it. */
function directiveOn(field, name) {
  const node = field.astNode.directives.find((directive) => directive.name.value === name);
  if (!node) return undefined;
  const defaults = name === 'load' ? { by: 'id' } : {};
  const given = node.arguments.map(({ name: { value: key }, value }) => [key, literal(value)]);
  return { ...defaults, ...Object.fromEntries(given) };
}

const literal = (node) => (node.kind === Kind.LIST ? node.values.map(literal) : node.value);
const isList = (type) => isListType(getNullableType(type));
const serviceOfFile = (field) => field.astNode.loc.source.name.toUpperCase();

export const identityOf = (type) => ['id', 'code'].find((name) => type.getFields()[name]);

function operationsOf(type, kind) {
  return Object.values(type.getFields()).map((field) => {
    const owner = directiveOn(field, 'owner')?.service ?? (directiveOn(field, 'ownerEvery') && 'EVERY');
    const open = Boolean(directiveOn(field, 'public'));
    const roles = directiveOn(field, 'allow')?.roles;
    const internal = directiveOn(field, 'internal');
    const permitted = kind === 'internal' ? Boolean(internal) : open !== Boolean(roles);
    if (!owner || !permitted)
      throw new Error(`${type.name}.${field.name} needs one @owner and one permission`);
    const actingFor = directiveOn(field, 'actingFor')?.allowed;
    if ((actingFor === undefined) === (kind === 'mutation'))
      throw new Error(
        `${type.name}.${field.name}: every mutation, and nothing else, says @actingFor(allowed: …)`,
      );
    return {
      name: field.name,
      kind,
      owner,
      public: open,
      actingFor: actingFor ?? true,
      roles: roles ?? [],
      ...(internal && { clients: internal.clients, changes: internal.changes ?? false }),
      returns: getNamedType(field.type).name,
      list: isList(field.type),
      nullable: !isNonNullType(field.type),
      ...subjectOf(type, field, kind),
      field,
    };
  });
}

/** What `@subject` says, its paths held against the arguments. An operation that takes an id or a number says which subject it names, or why none. */
function subjectOf(type, field, kind) {
  const where = `${type.name}.${field.name}`;
  const subject = directiveOn(field, 'subject');
  if (kind === 'internal') return subject ? { subject } : {};
  const paths = field.args.flatMap(({ name, type: of }) => pathsOf(name, of));
  const needs = paths.some(({ path, of }) => of === 'ID' || /(^|\.)number$/.test(path));
  if (needs && !subject)
    throw new Error(`${where} takes an id or a number: say which subject it names, or why none (@subject)`);
  if (!subject || subject.none) return {};
  for (const path of [subject.ids, subject.numbers, subject.externals].flatMap((list) => list ?? []))
    if (!paths.some((one) => one.path === path)) throw new Error(`${where} has no argument ${path}`);
  return { subject };
}

/** Every argument by its path, through inputs and lists. */
function pathsOf(path, type, above = []) {
  const of = getNamedType(type);
  if (!isInputObjectType(of) || above.includes(of)) return [{ path, of: of.name }];
  return Object.values(of.getFields()).flatMap((field) =>
    pathsOf(`${path}.${field.name}`, field.type, [...above, of]),
  );
}

function joinsOf(type) {
  const identity = identityOf(type);
  const found = Object.values(type.getFields()).flatMap((field) => {
    const join = explicitJoin(field) ?? referenceJoin(field);
    return join ? [{ ...join, type, field }] : [];
  });
  // Two or more fields that name one operation by the identity share its answer, and each takes its own property;
  // a lone one takes the whole answer.
  const sharing = (operation) =>
    found.filter((join) => join.operation === operation && join.by === identity).length > 1;
  const joins = found.map((join) => {
    const take = join.by === identity && sharing(join.operation) ? 'property' : 'whole';
    const keyList = /(Ids|Codes)$/.test(join.by);
    return { ...join, take, keyList, list: take === 'whole' && isList(join.field.type) && !keyList };
  });
  return joins.map((join) => ({ ...join, via: viaOf(join, joins, identity) }));
}

function explicitJoin(field) {
  const load = directiveOn(field, 'load');
  if (!load) return undefined;
  const owner = directiveOn(field, 'owner')?.service;
  if (!owner) throw new Error(`${field.name} has @load without @owner`);
  const also = field.astNode.directives
    .filter((directive) => directive.name.value === 'alsoFrom')
    .map(({ arguments: given }) =>
      Object.fromEntries(given.map(({ name, value }) => [name.value, value.value])),
    )
    .map(({ service, operation }) => ({ owner: service, operation }));
  return { ...load, owner, ...(also.length && { also }) };
}

function referenceJoin(field) {
  const reference = REFERENCES[getNamedType(field.type).name];
  if (!reference) return undefined;
  const by = isList(field.type)
    ? `${field.name.replace(/s$/, '')}${reference.suffix}s`
    : `${field.name}${reference.suffix}`;
  return { operation: reference.operation, owner: 'DIRECTORY', by };
}

/** A key is known to the service whose file declares the field: its load answers it when the parent came with its id only. */
function viaOf({ field, by }, joins, identity) {
  if (by === identity) return undefined;
  const source = joins.find((join) => join.take === 'property' && join.owner === serviceOfFile(field));
  return source && { operation: source.operation, by: source.by };
}

/** A matter, a file or what may be done with one: not seen, it may be one that was not heard of yet. */
const heardOf = new Set(['Appeal', 'Attachment', 'Possibilities']);

function loadOperations(joins, roles) {
  const loads = new Map();
  const all = joins.flatMap((join) => [join, ...(join.also ?? []).map((other) => ({ ...join, ...other }))]);
  for (const { operation: name, owner, take, list, type, field } of all) {
    const returns = take === 'property' ? type.name : getNamedType(field.type).name;
    const open = joins.some((join) => join.operation === name && join.public);
    const may = { public: open, actingFor: true, roles };
    const subject = !list && heardOf.has(returns) ? { subject: { ids: ['keys'] } } : {};
    const load = { name, kind: 'load', owner, ...may, returns, list, nullable: !list, ...subject };
    const known = loads.get(name) ?? load;
    if (JSON.stringify(known) !== JSON.stringify(load)) {
      throw new Error(`${type.name}.${field.name} and an earlier field expect different answers of ${name}`);
    }
    loads.set(name, load);
  }
  return [...loads.values()];
}

function lookupsOf(type) {
  return Object.values(type.getFields()).flatMap((field) => {
    const lookup = directiveOn(field, 'lookup');
    if (lookup && field.type.name !== 'String')
      throw new Error(`${type.name}.${field.name} is looked up but no String`);
    return lookup ? [{ ...lookup, type, field }] : [];
  });
}

function lookupOperation({ operation: name, service: owner, field }, roles) {
  return {
    name,
    kind: 'lookup',
    owner,
    public: false,
    actingFor: true,
    roles,
    returns: 'ID',
    list: true,
    nullable: false,
    field,
  };
}

function refuseDoubles(operations) {
  const names = operations.map((operation) => operation.name);
  const double = names.find((name, index) => names.indexOf(name) !== index);
  if (double) throw new Error(`two operations are called ${double}`);
}
