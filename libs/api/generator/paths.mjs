// Lists every way through the joins: from a type that an operation answers, over one join or two, embedded objects in between.
import { getNamedType, isObjectType } from 'graphql';

/** The types that operations answer and that reach a join: each with the operations that answer it and the paths that begin there. */
export function startsOf({ schema, operations, joins }) {
  const joined = new Map(joins.map((join) => [`${join.type.name}.${join.field.name}`, join]));
  const answered = operations.filter(({ kind }) => kind === 'query' || kind === 'mutation');
  const names = [...new Set(answered.map(({ returns }) => nodeOf(schema.getType(returns)).name))];
  return names
    .map((name) => ({
      name,
      askedBy: answered.filter(({ returns }) => nodeOf(schema.getType(returns)).name === name),
      firstJoins: joinsFrom(schema.getType(name), joined).map((first) => ({
        path: [name, ...first.path],
        operation: first.operation,
        seconds: joinsFrom(first.target, joined).map((second) => ({
          path: [name, ...first.path, ...second.path],
          operation: second.operation,
        })),
      })),
    }))
    .filter(({ firstJoins }) => firstJoins.length);
}

/** A connection stands for its nodes. */
function nodeOf(type) {
  const edges = type.name.endsWith('Connection') && getNamedType(type.getFields().edges.type);
  return edges ? getNamedType(edges.getFields().node.type) : type;
}

/** The joins of a type and of the objects that its answer embeds. */
function joinsFrom(type, joined) {
  if (!isObjectType(type)) return [];
  return Object.values(type.getFields()).flatMap((field) => {
    const target = getNamedType(field.type);
    const join = joined.get(`${type.name}.${field.name}`);
    if (join) return [{ path: [field.name], operation: join.operation, target }];
    return joinsFrom(target, joined).map((inner) => ({ ...inner, path: [field.name, ...inner.path] }));
  });
}
