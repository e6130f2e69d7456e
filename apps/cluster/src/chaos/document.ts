import { buildPublicSchema, gatewayScalars } from '@weisu/api';

const schema = buildPublicSchema(gatewayScalars);

/** The document of one operation, with a variable for each argument that is given: one that this version added is unknown to a gateway of the version before. */
export function documentOf(operation: string, selection: string, given: readonly string[]): string {
  const field =
    schema.getQueryType()?.getFields()[operation] ?? schema.getMutationType()?.getFields()[operation];
  if (!field) throw new Error(`the contract has no operation ${operation}`);
  const kind = schema.getQueryType()?.getFields()[operation] ? 'query' : 'mutation';
  const args = field.args.filter(({ name }) => given.includes(name));
  const variables = args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const values = args.map(({ name }) => `${name}: $${name}`).join(', ');
  return `${kind}(${variables}) { ${operation}(${values}) ${selection && `{ ${selection} }`} }`;
}
