// Writes src/generated/types.ts: what a service receives (coerced inputs) and what it answers.
import { getNullableType, isEnumType, isListType, isNonNullType, isObjectType } from 'graphql';

const SCALARS = {
  ID: 'string',
  String: 'string',
  Int: 'number',
  Float: 'number',
  Boolean: 'boolean',
  AreaCode: 'string',
  DateTime: 'Date',
  Date: 'string',
  JSON: 'JsonValue',
};

export function writeTypes(contract) {
  return [
    `export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };`,
    ...contract.types.filter(isEnumType).map(writeEnum),
    ...contract.inputs.map((input) => writeInput(input, contract.lookups)),
    ...contract.objects.map((type) => writeAnswer(type, contract.joins)),
    writeArguments(contract.operations),
    writeOperationAnswers(contract.operations),
    writeLoadAnswers(contract),
  ].join('\n\n');
}

function writeEnum(type) {
  const values = type.getValues().map((value) => `'${value.name}'`);
  const list = listName(type.name);
  return `${doc(type)}export const ${list} = [${values.join(', ')}] as const;
${doc(type)}export type ${type.name} = (typeof ${list})[number];`;
}

/** AppealStatus → appealStatuses, Duty → duties. */
function listName(name) {
  const camel = name[0].toLowerCase() + name.slice(1);
  if (camel.endsWith('y')) return `${camel.slice(0, -1)}ies`;
  return camel.endsWith('s') ? `${camel}es` : `${camel}s`;
}

/** A field that a lookup resolves reaches the owner as a list of ids under its other name. */
function writeInput(type, lookups) {
  const fields = Object.values(type.getFields()).map((field) => {
    const lookup = lookups.find((one) => one.type === type && one.field === field);
    if (!lookup) return inputField(field);
    return `/** The answer of ${lookup.operation} to \`${field.name}\`. */\n${lookup.as}?: readonly string[] | null;`;
  });
  return `${doc(type)}export type ${type.name} = Readonly<{\n${fields.join('\n')}\n}>;`;
}

/** After coercion a value with a default is always there, and never null. */
function inputField(field) {
  const present = isNonNullType(field.type) || field.defaultValue !== undefined;
  const type = required(field.type);
  return `${doc(field)}${field.name}${present ? `: ${type}` : `?: ${type} | null`};`;
}

/** Several services answer parts of a type whose fields share a load: then everything but the id is optional. */
function writeAnswer(type, joins) {
  const own = joins.filter((join) => join.type === type);
  const partial = own.some((join) => join.take === 'property');
  const lines = new Map();
  for (const field of Object.values(type.getFields())) {
    const join = own.find((one) => one.field === field && one.take === 'whole');
    const name = join?.by ?? field.name;
    if (lines.has(name)) continue;
    if (join && type.getFields()[name]) continue;
    const base = join ? (join.keyList ? 'readonly string[]' : 'string') : required(field.type);
    const optional = partial && name !== 'id' ? '?' : '';
    const empty = isNonNullType(field.type) ? '' : ' | null';
    lines.set(name, `${join ? '' : doc(field)}${name}${optional}: ${base}${empty};`);
  }
  return `${doc(type)}export type ${type.name}Answer = Readonly<{\n${[...lines.values()].join('\n')}\n}>;`;
}

function writeArguments(operations) {
  const lines = operations
    .filter((operation) => operation.kind !== 'load')
    .map(({ name, kind, field }) => {
      const fields = kind === 'lookup' ? [`${field.name}: string;`] : field.args.map(inputField);
      return `${name}: ${fields.length ? `Readonly<{ ${fields.join(' ')} }>` : 'Readonly<Record<string, never>>'};`;
    });
  return `/** The arguments of each operation as a service receives them, coerced and with their defaults. */
export type OperationArgs = {\n${lines.join('\n')}\n};

/** The argument of every load operation. */
export type LoadArgs = Readonly<{ keys: readonly string[] }>;`;
}

function writeOperationAnswers(operations) {
  const lines = operations
    .filter((operation) => operation.kind !== 'load')
    .map(({ name, kind, field }) => {
      const type = kind === 'lookup' ? 'readonly string[]' : nullable(field.type);
      return `${name}: ${type};`;
    });
  return `/** What a service answers to each operation. */\nexport type OperationAnswer = {\n${lines.join('\n')}\n};`;
}

function writeLoadAnswers({ operations, schema }) {
  const lines = operations
    .filter((operation) => operation.kind === 'load')
    .map(({ name, returns, list }) => {
      const one = answerName(schema.getType(returns));
      return `${name}: readonly (${list ? `readonly ${one}[]` : `${one} | null`})[];`;
    });
  return `/** What a service answers to each load: one entry per key, in the order of the keys; null or empty for what the actor may not see. */
export type LoadAnswer = {\n${lines.join('\n')}\n};`;
}

/** The type without its outer null. */
function required(type) {
  const bare = getNullableType(type);
  if (!isListType(bare)) return answerName(bare);
  const element = nullable(bare.ofType);
  return `readonly ${element.includes(' | ') ? `(${element})` : element}[]`;
}

const nullable = (type) => required(type) + (isNonNullType(type) ? '' : ' | null');

function answerName(type) {
  if (isObjectType(type)) return `${type.name}Answer`;
  return SCALARS[type.name] ?? type.name;
}

const doc = ({ description }) => (description ? `/** ${description.replaceAll('*/', '* /')} */\n` : '');
