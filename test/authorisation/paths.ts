import type { Operation } from '@weisu/api';
import { getNamedType, isObjectType, type GraphQLObjectType, type GraphQLOutputType } from 'graphql';
import { joinOf, leavesOf, rootField, schema } from './document.js';
import { called } from './operation-case.js';

/** A way through the joins from a type: field names, embedded objects among them, and the type at its end. */
export type Path = Readonly<{ steps: readonly string[]; target: GraphQLOutputType }>;

/** The joins that a type reaches at once: its own, and those of the objects that its answer embeds. */
export function joinsFrom(output: GraphQLOutputType): Path[] {
  const type = getNamedType(output);
  if (!isObjectType(type)) return [];
  return Object.values(type.getFields()).flatMap((field): Path[] => {
    if (joinOf(type, field.name)) return [{ steps: [field.name], target: field.type }];
    return joinsFrom(field.type).map(({ steps, target }) => ({ steps: [field.name, ...steps], target }));
  });
}

export const secondJoins = (first: Path): Path[] =>
  joinsFrom(first.target).map(({ steps, target }) => ({ steps: [...first.steps, ...steps], target }));

/** What an operation answers, and the steps from its answer to it: a connection stands for its nodes. */
export function startOf(
  operation: Operation,
): Readonly<{ type: GraphQLObjectType; steps: readonly string[] }> | null {
  const type = getNamedType(rootField(operation).type);
  if (!isObjectType(type)) return null;
  if (!type.name.endsWith('Connection')) return { type, steps: [] };
  const node = schema.getType(type.name.replace(/Connection$/, ''));
  return isObjectType(node) ? { type: node, steps: ['edges', 'node'] } : null;
}

/** The types that operations answer and that reach a join. */
export function startTypes(): GraphQLObjectType[] {
  const types = called.flatMap((operation) => startOf(operation)?.type ?? []);
  return [...new Set(types)].filter((type) => joinsFrom(type).length > 0);
}

export const nameOf = (type: GraphQLObjectType, path: Path): string => [type.name, ...path.steps].join('.');

type Tree = Map<string, Tree | string>;

/** One selection that holds every path, each ending in what its last object says itself. */
export function selectionOf(prefix: readonly string[], paths: readonly Path[]): string {
  const root: Tree = new Map();
  for (const { steps, target } of paths) {
    const way = [...prefix, ...steps];
    let tree = root;
    for (const [index, step] of way.entries()) {
      if (index === way.length - 1) {
        if (!tree.has(step)) tree.set(step, leavesOf(target, 'own leaves', 1));
        break;
      }
      const next = tree.get(step);
      const inner: Tree = next instanceof Map ? next : new Map();
      tree.set(step, inner);
      tree = inner;
    }
  }
  return printed(root);
}

const printed = (tree: Tree): string =>
  `{ ${[...tree].map(([name, inner]) => `${name} ${typeof inner === 'string' ? inner : printed(inner)}`).join(' ')} }`;

/** Everything that an answer holds at the end of a path. */
export function valuesAt(value: unknown, steps: readonly string[]): unknown[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((one) => valuesAt(one, steps));
  const [step, ...rest] = steps;
  return step === undefined ? [value] : valuesAt((value as Record<string, unknown>)[step], rest);
}
