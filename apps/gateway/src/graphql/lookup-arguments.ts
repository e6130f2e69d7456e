import { lookups, type OperationName } from '@weisu/api';
import {
  getNullableType,
  isInputObjectType,
  isListType,
  type GraphQLArgument,
  type GraphQLInputType,
} from 'graphql';

type Values = Readonly<Record<string, unknown>>;

/** Answers the ids that a text stands for. */
export type LookUp = (operation: OperationName, args: Values) => Promise<unknown>;

/** The arguments as the owner takes them: every looked-up field is replaced by the ids that another service found for it. */
export async function withLookups(
  declared: readonly GraphQLArgument[],
  given: Values,
  lookUp: LookUp,
): Promise<Values> {
  const resolved = await Promise.all(
    declared
      .filter(({ name }) => Object.hasOwn(given, name))
      .map(async ({ name, type }) => [name, await resolvedValue(type, given[name], lookUp)] as const),
  );
  return Object.fromEntries(resolved);
}

async function resolvedValue(type: GraphQLInputType, value: unknown, lookUp: LookUp): Promise<unknown> {
  const bare = getNullableType(type);
  if (isListType(bare)) {
    if (!Array.isArray(value)) return value;
    return Promise.all(value.map((item: unknown) => resolvedValue(bare.ofType, item, lookUp)));
  }
  if (!isInputObjectType(bare) || typeof value !== 'object' || value === null) return value;
  const declared = bare.getFields();
  const fields = await Promise.all(
    Object.entries(value as Values).map(async ([name, item]): Promise<readonly [string, unknown][]> => {
      const lookup = lookups[`${bare.name}.${name}`];
      const field = declared[name];
      if (!lookup) return [[name, field ? await resolvedValue(field.type, item, lookUp) : item]];
      return item === null ? [] : [[lookup.as, await lookUp(lookup.operation, { [name]: item })]];
    }),
  );
  return Object.fromEntries(fields.flat());
}
