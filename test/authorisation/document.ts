import { buildPublicSchema, gatewayScalars, loads, type Operation } from '@weisu/api';
import {
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';
import type { GraphqlAnswer } from '../district.fixture.js';
import type { Args } from './client.js';

export const schema = buildPublicSchema(gatewayScalars);

export const joinOf = (type: GraphQLObjectType, field: string): (typeof loads)[string] | undefined =>
  loads[`${type.name}.${field}`];

export function rootField(operation: Operation): GraphQLField<unknown, unknown> {
  const root = operation.kind === 'mutation' ? schema.getMutationType() : schema.getQueryType();
  const field = root?.getFields()[operation.name];
  if (!field) throw new Error(`the public schema has no ${operation.name}`);
  return field;
}

/** A document with one operation, its arguments as variables; the selection stands in braces, or is empty for a scalar. */
export function documentOf(operation: Operation, args: Args, selection: string): string {
  const field = rootField(operation);
  const given = field.args.filter(({ name }) => Object.hasOwn(args, name));
  const declared = given.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const passed = given.map(({ name }) => `${name}: $${name}`).join(', ');
  const head = declared ? `${operation.kind}(${declared})` : operation.kind;
  return `${head} { ${operation.name}${passed ? `(${passed})` : ''} ${selection} }`;
}

/**
 * Everything in an answer that is its own or embedded; with `joins` also the fields of its own that loads fill in. `lists` is how many
 * lists may stand in each other, so that a document stays within the gateway's limits.
 */
export function leavesOf(
  type: GraphQLOutputType,
  joins: 'with joined leaves' | 'own leaves',
  lists = Infinity,
): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return '';
  const fields = Object.values(named.getFields()).flatMap((field) => {
    const inner = getNamedType(field.type);
    if (joinOf(named, field.name)) {
      if (joins === 'own leaves' || isObjectType(inner)) return [];
      return [field.name];
    }
    if (!isObjectType(inner)) return [field.name];
    const left = isList(field.type) ? lists - 1 : lists;
    return left < 0 ? [] : [`${field.name} ${leavesOf(inner, joins, left)}`];
  });
  return `{ ${fields.length ? fields.join(' ') : '__typename'} }`;
}

/** What came of an operation: OK, the code of its refusal, or nothing (NULL, EMPTY). */
export type Outcome = string;

export function outcomeOf(operation: Operation, { data, errors }: GraphqlAnswer): Outcome {
  const [error] = errors;
  if (error) return error.extensions.code;
  const value = data?.[operation.name];
  if (value === null || value === undefined) return 'NULL';
  return isNothing(value) ? 'EMPTY' : 'OK';
}

function isNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value === 'object' && value !== null && 'edges' in value) return isNothing(value.edges);
  return value === 0 || value === false;
}

export const isList = (type: GraphQLOutputType): boolean => isListType(getNullableType(type));
