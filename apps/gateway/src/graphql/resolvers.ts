import { loads, operationNamed, type Load, type Operation, type OperationName } from '@weisu/api';
import {
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import { Refusal } from '../calling/refusal.js';
import { join, type Entity } from './joins.js';
import { withLookups } from './lookup-arguments.js';
import type { RequestLoaders } from './request-loaders.js';
import { rootFields } from './selections.js';

/** What the resolvers of one request work with. */
export type ResolverContext = Readonly<{
  signedIn: boolean;
  idempotencyKey: string | null;
  loaders: RequestLoaders;
  ask(
    operation: OperationName,
    args: unknown,
    idempotencyKey?: string | null,
    proof?: string | null,
  ): Promise<unknown>;
  /** Does what a public operation does, for who is not signed in in turn and beyond the first ones for a proof, whose id `work` is given. Throws Refusal. */
  admitted(
    operation: Operation,
    args: unknown,
    work: (proof: string | null) => Promise<unknown>,
  ): Promise<unknown>;
}>;

type Resolver = GraphQLFieldResolver<unknown, ResolverContext, Readonly<Record<string, unknown>>>;

/** Gives every field of the contract its resolver, from the tables that are generated from the contract. */
export function withResolvers(schema: GraphQLSchema): GraphQLSchema {
  const roots = [schema.getQueryType(), schema.getMutationType()];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const load = loads[`${type.name}.${field.name}`];
      if (roots.includes(type))
        field.resolve = operationResolver(field) as GraphQLFieldResolver<unknown, unknown>;
      else if (load) field.resolve = joinResolver(field, load) as GraphQLFieldResolver<unknown, unknown>;
    }
  }
  return schema;
}

function operationResolver(field: GraphQLField<unknown, unknown>): Resolver {
  const operation: Operation | undefined = operationNamed(field.name);
  if (!operation || (operation.kind !== 'query' && operation.kind !== 'mutation')) {
    throw new Error(`No service answers ${field.name}`);
  }
  const name = operation.name as OperationName;
  return async (_root, given, context, info) => {
    const key = operation.kind === 'query' ? null : idempotencyKeyOf(context, info);
    const answered = async (proof: string | null): Promise<unknown> => {
      const args = await withLookups(field.args, given, (lookup, wanted) => context.ask(lookup, wanted));
      return context.ask(name, args, key, proof);
    };
    const answer = await (operation.public ? context.admitted(operation, given, answered) : answered(null));
    if (operation.kind === 'mutation') context.loaders.forget();
    return answer;
  };
}

/** Several mutations in one document are several effects: each has a key of its own, told apart by its name in the answer. */
function idempotencyKeyOf({ idempotencyKey }: ResolverContext, info: GraphQLResolveInfo): string | null {
  if (!idempotencyKey) return null;
  const siblings = rootFields(info.operation.selectionSet, new Map(Object.entries(info.fragments)));
  return siblings.length > 1 ? `${idempotencyKey}#${info.path.key}` : idempotencyKey;
}

function joinResolver(field: GraphQLField<unknown, unknown>, load: Load): Resolver {
  const required = isNonNullType(field.type);
  return async (parent, _args, context) => {
    // who is not signed in is shown nothing by a load that is not public: the answer is known without asking
    const mayAsk = context.signedIn || operationNamed(load.operation)?.public;
    const loadEntry = mayAsk ? context.loaders.entry : () => Promise.resolve(null);
    const value = await join(parent as Entity, field.name, load, loadEntry);
    if (required && (value === null || value === undefined)) throw new Refusal('NOT_FOUND');
    return value;
  };
}
