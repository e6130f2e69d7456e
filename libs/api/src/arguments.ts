import {
  coerceInputValue,
  getNullableType,
  isInputObjectType,
  GraphQLString,
  isListType,
  type GraphQLInputObjectType,
  type GraphQLInputType,
} from 'graphql';
import { writtenName, writtenText } from '@weisu/written-text';
import type { OperationName } from './generated/operations.js';
import type { LoadArgs, OperationArgs } from './generated/types.js';
import { operationNamed } from './operation-table.js';
import { argumentTypes } from './service-schema.js';

/** Arguments that do not fit the contract. `path` is empty when the arguments as a whole are meant. */
export class ArgumentError extends Error {
  readonly code = 'INVALID_ARGUMENT';

  constructor(
    readonly path: string,
    readonly reason: string,
  ) {
    super(path ? `${path}: ${reason}` : reason);
    this.name = 'ArgumentError';
  }
}

export type ArgumentsOf<Name extends OperationName> = Name extends keyof OperationArgs
  ? OperationArgs[Name]
  : LoadArgs;

/** How many keys one load takes; the gateway splits what is more. */
export const maxLoadKeys = 1000;

let types: ReadonlyMap<OperationName, GraphQLInputObjectType> | undefined;

/** Arguments and fields that hold the name of a person or an address, whose ideographs stay as given. */
const names: ReadonlySet<string> = new Set(
  'name person officer agent present absent address place'.split(' '),
);

/**
 * What came over the wire, as the service's use case takes it: defaults filled in, DateTime as Date, and what people wrote as `writtenText` keeps it.
 * An explicit null for an argument with a default means the default. Throws ArgumentError.
 */
export function coerceArguments<Name extends OperationName>(
  operationName: Name,
  rawArgs: unknown,
): ArgumentsOf<Name> {
  types ??= argumentTypes();
  const type = types.get(operationName);
  if (!type) throw new Error(`Unknown operation ${operationName}`);
  const given = withoutDefaultedNulls(rawArgs ?? {}, type);
  refuseUnstorable(given, []);
  // what services tell each other is stored already
  const { kind } = operationNamed(operationName) ?? {};
  const kept = kind === 'query' || kind === 'mutation' ? written(given, type, '') : given;
  const coerced = coerceInputValue(kept, type, (path, _value, error) => {
    throw new ArgumentError(pathText(path), error.message);
  }) as ArgumentsOf<Name>;
  refuseTooManyKeys(coerced);
  return coerced;
}

function written(value: unknown, type: GraphQLInputType, name: string): unknown {
  const bare = getNullableType(type);
  if (typeof value === 'string' && bare === GraphQLString)
    return names.has(name) ? writtenName(value) : writtenText(value);
  if (isListType(bare)) {
    return Array.isArray(value)
      ? value.map((item) => written(item, bare.ofType, name))
      : written(value, bare.ofType, name);
  }
  if (!isInputObjectType(bare) || !isRecord(value)) return value;
  const fields = bare.getFields();
  return Object.fromEntries(
    Object.entries(value).map(([field, item]) => {
      const declared = fields[field];
      return [field, declared ? written(item, declared.type, field) : item];
    }),
  );
}

function refuseTooManyKeys(args: object): void {
  if ('keys' in args && Array.isArray(args.keys) && args.keys.length > maxLoadKeys) {
    throw new ArgumentError('keys', `At most ${maxLoadKeys} keys are loaded at once.`);
  }
}

function withoutDefaultedNulls(value: unknown, type: GraphQLInputType): unknown {
  const bare = getNullableType(type);
  if (isListType(bare)) {
    return Array.isArray(value) ? value.map((item) => withoutDefaultedNulls(item, bare.ofType)) : value;
  }
  if (!isInputObjectType(bare) || !isRecord(value)) return value;
  const fields = bare.getFields();
  const kept = Object.entries(value).flatMap(([name, item]) => {
    const field = fields[name];
    if (!field) return [[name, item]];
    return item === null && field.defaultValue !== undefined
      ? []
      : [[name, withoutDefaultedNulls(item, field.type)]];
  });
  return Object.fromEntries(kept);
}

/** PostgreSQL stores no NUL character, in text or in jsonb; found here it is the caller's error and not the server's. */
function refuseUnstorable(value: unknown, path: readonly (string | number)[]): void {
  if (typeof value === 'string' && value.includes('\u0000')) {
    throw new ArgumentError(pathText(path), 'A text may not contain the NUL character.');
  }
  if (Array.isArray(value)) value.forEach((item, index) => refuseUnstorable(item, [...path, index]));
  else if (isRecord(value)) {
    for (const [name, item] of Object.entries(value)) refuseUnstorable(item, [...path, name]);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** ['handlers', 0, 'role'] → handlers[0].role */
function pathText(path: readonly (string | number)[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '');
}
