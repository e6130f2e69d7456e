import {
  concatAST,
  GraphQLID,
  GraphQLInputObjectType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLString,
  isObjectType,
  Kind,
  parse,
  parseType,
  visit,
  type DocumentNode,
  type GraphQLInputFieldConfig,
  type GraphQLSchema,
  type InputValueDefinitionNode,
} from 'graphql';
import { lookups } from './generated/loads.js';
import { operations, type Operation, type OperationName } from './generated/operations.js';
import { internalSdl, publicSdl } from './generated/schema.js';
import { serviceScalars } from './scalars.js';
import { buildSchemaWith } from './schema.js';

type Fields = Record<string, GraphQLInputFieldConfig>;

const required = (type: typeof GraphQLString) => ({ type: new GraphQLNonNull(type) });
const keys = { type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(GraphQLID))) };
const roots = { query: 'Query', mutation: 'Mutation', internal: 'Internal' } as const;

/** For each operation the input object that its arguments form, so that graphql-js coerces all of them in one go. */
export function argumentTypes(): ReadonlyMap<OperationName, GraphQLInputObjectType> {
  const document = withLookupsResolved(concatAST([parse(publicSdl), parse(internalSdl)]));
  const schema = buildSchemaWith(document, serviceScalars);
  return new Map(
    Object.values(operations).map((operation) => [
      operation.name,
      new GraphQLInputObjectType({ name: operation.name, fields: fieldsOf(operation, schema) }),
    ]),
  );
}

function fieldsOf(operation: Operation, schema: GraphQLSchema): Fields {
  if (operation.kind === 'load') return { keys };
  if (operation.kind === 'lookup') return { [lookedUpField(operation.name)]: required(GraphQLString) };
  const root = schema.getType(roots[operation.kind]);
  const field = isObjectType(root) ? root.getFields()[operation.name] : undefined;
  if (!field) throw new Error(`The contract declares no operation ${operation.name}`);
  return Object.fromEntries(field.args.map(({ name, type, defaultValue }) => [name, { type, defaultValue }]));
}

/** AppealFilter.text is looked up by its own name: the operation takes `{ text }`. */
function lookedUpField(operationName: string): string {
  const place = Object.keys(lookups).find((key) => lookups[key]?.operation === operationName);
  const name = place?.split('.')[1];
  if (!name) throw new Error(`No field is looked up by ${operationName}`);
  return name;
}

/** The owner never sees the looked-up field: it receives the ids that the lookup answered. */
function withLookupsResolved(document: DocumentNode): DocumentNode {
  return visit(document, {
    [Kind.INPUT_OBJECT_TYPE_DEFINITION]: (node) => ({
      ...node,
      fields: node.fields?.map((field) => resolved(`${node.name.value}.${field.name.value}`, field)) ?? [],
    }),
  });
}

function resolved(place: string, field: InputValueDefinitionNode): InputValueDefinitionNode {
  const lookup = lookups[place];
  if (!lookup) return field;
  return { ...field, name: { ...field.name, value: lookup.as }, type: parseType('[ID!]'), directives: [] };
}
