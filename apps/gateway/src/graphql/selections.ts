import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isLeafType,
  isListType,
  isObjectType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** What a document asks for, fragments spread out. Fields of the introspection count nothing: they have limits of their own. */
export type Measure = Readonly<{
  /** Fields at the root. */
  operations: number;
  /** Fields under a name of the client's choice; without them an object answers each of its fields once. */
  aliases: number;
  /** Fields inside fields; a root field that is a scalar has depth 1. */
  depth: number;
  /** Objects that the answer may hold. */
  objects: number;
}>;

/** How many entries are reckoned for a list whose length the document does not name. */
export const reckoned = { atTheRoot: 20, nested: 5 } as const;

type Variables = Readonly<Record<string, unknown>>;
type Part = { aliases: number; depth: number; objects: number };
type Survey = Readonly<{
  schema: GraphQLSchema;
  variables: Variables;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** A fragment costs the same wherever it is spread, so that a document of n fragments takes n steps and not 2ⁿ. */
  known: Map<string, Part>;
}>;

export function measure(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): Measure {
  const fragments = fragmentsOf(document);
  const root = schema.getRootType(operation.operation);
  const survey: Survey = {
    schema,
    variables: { ...defaultsOf(operation), ...variables },
    fragments,
    known: new Map(),
  };
  const operations = rootFields(operation.selectionSet, fragments).length;
  const { aliases, depth, objects } = root
    ? measured(operation.selectionSet, root, survey, reckoned.atTheRoot)
    : nothing;
  return { operations, aliases, depth, objects };
}

/** The fields of the operation itself, fragments spread out; at most what one pass over each spread gives. */
export function rootFields(
  selections: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  visited: Set<string> = new Set(),
): FieldNode[] {
  return selections.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return rootFields(selection.selectionSet, fragments, visited);
    const fragment = fragments.get(selection.name.value);
    // graphql-js, too, visits a fragment once per set of fields
    if (!fragment || visited.has(selection.name.value)) return [];
    visited.add(selection.name.value);
    return rootFields(fragment.selectionSet, fragments, visited);
  });
}

export function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
}

function defaultsOf(operation: OperationDefinitionNode): Variables {
  const numbers = (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
    defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)]] : [],
  );
  return Object.fromEntries(numbers) as Variables;
}

const nothing: Readonly<Part> = { aliases: 0, depth: 0, objects: 0 };

function measured(
  selections: SelectionSetNode,
  parent: GraphQLObjectType,
  survey: Survey,
  listLength: number,
): Part {
  const total = { ...nothing };
  for (const selection of selections.selections) {
    const part =
      selection.kind === Kind.FIELD
        ? fieldPart(selection, parent, survey, listLength)
        : selection.kind === Kind.INLINE_FRAGMENT
          ? measured(selection.selectionSet, parent, survey, listLength)
          : fragmentPart(selection.name.value, parent, survey, listLength);
    total.aliases += part.aliases;
    total.objects += part.objects;
    total.depth = Math.max(total.depth, part.depth);
  }
  return total;
}

function fragmentPart(name: string, parent: GraphQLObjectType, survey: Survey, listLength: number): Part {
  const found = survey.known.get(name);
  if (found) return found;
  const fragment = survey.fragments.get(name);
  const part = fragment ? measured(fragment.selectionSet, parent, survey, listLength) : nothing;
  survey.known.set(name, part);
  return part;
}

function fieldPart(node: FieldNode, parent: GraphQLObjectType, survey: Survey, listLength: number): Part {
  const field = parent.getFields()[node.name.value];
  if (!field) return nothing;
  const aliases = node.alias ? 1 : 0;
  const type = getNamedType(field.type);
  if (!node.selectionSet || !isCompositeType(type) || !isObjectType(type))
    return { aliases, depth: 1, objects: 0 };
  const inside = measured(node.selectionSet, type, survey, reckoned.nested);
  const entries = entriesOf(node, field, parent, survey.variables, listLength);
  return {
    aliases: aliases + inside.aliases,
    depth: 1 + inside.depth,
    objects: entries * (1 + inside.objects),
  };
}

/** A page's length stands at the field that answers the connection, not at its edges. */
function entriesOf(
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  parent: GraphQLObjectType,
  variables: Variables,
  listLength: number,
): number {
  const first = field.args.find(({ name }) => name === 'first');
  if (first) {
    const asked = firstOf(node, variables);
    return asked ?? (typeof first.defaultValue === 'number' ? first.defaultValue : listLength);
  }
  const inConnection = parent.name.endsWith('Connection');
  if (!isListType(getNullableType(field.type)) || inConnection) return 1;
  return isValue(getNamedType(field.type)) ? 1 : listLength;
}

/** A pause, a rung, a day: nothing but facts, and no id. A list of them is a part of the row that it came with, and is reckoned as one object. */
function isValue(type: GraphQLNamedType): boolean {
  if (!isObjectType(type)) return false;
  const fields = type.getFields();
  return !fields['id'] && Object.values(fields).every((field) => isLeafType(getNamedType(field.type)));
}

function firstOf(node: FieldNode, variables: Variables): number | null {
  const value = node.arguments?.find(({ name }) => name.value === 'first')?.value;
  if (value?.kind === Kind.INT) return Math.max(0, Number(value.value));
  const given = value?.kind === Kind.VARIABLE ? variables[value.name.value] : null;
  return typeof given === 'number' ? Math.max(0, given) : null;
}
