import { buildASTSchema, isScalarType, parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { publicSdl } from './generated/schema.js';
import type { Scalars } from './scalars.js';

/** The schema that the gateway serves, without resolvers. */
export function buildPublicSchema(scalars: Scalars): GraphQLSchema {
  return buildSchemaWith(parse(publicSdl), scalars);
}

/** A schema from a document, with our scalars' behaviour in place of the do-nothing ones that graphql-js puts there. */
export function buildSchemaWith(document: DocumentNode, scalars: Scalars): GraphQLSchema {
  const schema = buildASTSchema(document);
  for (const { name, serialize, parseValue, parseLiteral } of Object.values(scalars)) {
    const declared = schema.getType(name);
    if (!isScalarType(declared)) throw new Error(`The contract declares no scalar ${name}`);
    Object.assign(declared, { serialize, parseValue, parseLiteral });
  }
  return schema;
}
