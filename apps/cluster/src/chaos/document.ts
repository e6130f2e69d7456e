import { buildPublicSchema, gatewayScalars } from '@weisu/api';

const schema = buildPublicSchema(gatewayScalars);

/** The document of one operation, with a variable for each of its arguments. */
export function documentOf(operation: string, selection: string): string {
  const field =
    schema.getQueryType()?.getFields()[operation] ?? schema.getMutationType()?.getFields()[operation];
  if (!field) throw new Error(`the contract has no operation ${operation}`);
  const kind = schema.getQueryType()?.getFields()[operation] ? 'query' : 'mutation';
  const variables = field.args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const values = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  return `${kind}(${variables}) { ${operation}(${values}) ${selection && `{ ${selection} }`} }`;
}
