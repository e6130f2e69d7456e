// Writes the constants: the SDL, the operation table, the load table and the lookup table.

export function writeSchema({ publicSdl, internalSdl }) {
  const text = (sdl) => sdl.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
  return `/** The public contract as one document. */
export const publicSdl = \`${text(publicSdl)}\`;

/** Operations between services; it extends the public contract and is never served. */
export const internalSdl = \`${text(internalSdl)}\`;
`;
}

export function writeOperations({ operations }) {
  const table = Object.fromEntries(
    operations.map(({ field: _field, ...operation }) => [operation.name, operation]),
  );
  return `import type { Role, Service } from './types.js';

/** Which arguments (paths through inputs and lists) name a subject of journals: ids, numbers of matters, a system and its own number. */
export type NamedSubject = Readonly<{
  ids?: readonly string[];
  numbers?: readonly string[];
  externals?: readonly string[];
  /** Another service that knows some of the ids. */
  from?: Service;
  /** It is heard before the first decision, too. */
  before?: 'DISCLOSES' | 'CARRIED_OUT_LATER';
}>;

type Described = Readonly<{
  name: string;
  /** Callable without a token. */
  public: boolean;
  /** Who acts for a unit that is away may call it; what outlives the absence it may not. */
  actingFor: boolean;
  /** The realm roles that may call it at all; a public or internal operation names none. */
  roles: readonly Role[];
  /** The named type of the answer; of one entry for a load. */
  returns: string;
  /** A list, or for a load many per key. */
  list: boolean;
  /** May be null, or for a load the entry of a key may. */
  nullable: boolean;
  subject?: NamedSubject;
}>;

export type PublicOperation = Described & Readonly<{ kind: 'query' | 'mutation' | 'load' | 'lookup'; owner: Service }>;

/** Callable by the named clients only; an owner of EVERY answers in each service for itself. */
export type InternalOperation = Described &
  Readonly<{ kind: 'internal'; owner: Service | 'EVERY'; clients: readonly string[]; changes: boolean }>;

export type Operation = PublicOperation | InternalOperation;

export const operations = ${JSON.stringify(table)} as const satisfies Readonly<Record<string, Operation>>;

export type OperationName = keyof typeof operations;
`;
}

export function writeLoads({ joins, lookups }) {
  const loads = joins.map(({ type, field, operation, owner, by, keyList, take, list, absent, via, also }) => [
    `${type.name}.${field.name}`,
    {
      operation,
      owner,
      by,
      keyList,
      take,
      list,
      ...(absent !== undefined && { absent }),
      ...(via && { via }),
      ...(also && { also: also.map((one) => one.operation) }),
    },
  ]);
  const resolved = lookups.map(({ type, field, operation, service, as }) => [
    `${type.name}.${field.name}`,
    { operation, owner: service, as },
  ]);
  return `import type { OperationName } from './operations.js';
import type { Service } from './types.js';

/** How the gateway joins a field that its parent's answer does not carry. */
export type Load = Readonly<{
  operation: OperationName;
  owner: Service;
  /** The parent's field that holds the key. */
  by: string;
  /** The parent holds a list of keys; the field is the list of their entries without the null ones. */
  keyList: boolean;
  /** The field is the whole entry of its key, or the entry's property of the field's own name. */
  take: 'whole' | 'property';
  /** One key answers many. */
  list: boolean;
  /** The value when the load answers nothing. */
  absent?: string;
  /** Which load of the parent itself answers the key, when the parent came with its id only. */
  via?: Readonly<{ operation: OperationName; by: string }>;
  /** Loads whose lists follow that of the first, each under the same key. */
  also?: readonly OperationName[];
}>;

/** By \`Type.field\`. */
export const loads: Readonly<Record<string, Load>> = ${JSON.stringify(Object.fromEntries(loads))};

/** An input field that another service turns into ids before the owner is asked. */
export type Lookup = Readonly<{ operation: OperationName; owner: Service; as: string }>;

/** By \`Input.field\`. */
export const lookups: Readonly<Record<string, Lookup>> = ${JSON.stringify(Object.fromEntries(resolved))};
`;
}
