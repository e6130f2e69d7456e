import 'reflect-metadata';
import type { DataSource, EntityManager } from 'typeorm';

/** For keys of a service's own (ids of what belongs to a matter, numbers of matters), the subjects of their journal entries. Unknown keys are left out. */
export type FindSubjects = (
  source: EntityManager | DataSource,
  keys: readonly string[],
) => Promise<readonly Readonly<{ key: string; subject: string }>[]>;

const mark = Symbol('weisu:subjects of');

/** Marks the method of a provider that finds the subjects of the service's own keys; a service has one at most. */
export function SubjectsOf() {
  return (target: object, name: string): void => {
    Reflect.defineMetadata(mark, name, target);
  };
}

export function subjectFinderOf(instance: object): FindSubjects | null {
  const prototype: unknown = Object.getPrototypeOf(instance);
  if (typeof prototype !== 'object' || prototype === null) return null;
  const name = Reflect.getOwnMetadata(mark, prototype) as string | undefined;
  const method = name === undefined ? undefined : (instance as Record<string, FindSubjects>)[name];
  return method ? method.bind(instance) : null;
}
