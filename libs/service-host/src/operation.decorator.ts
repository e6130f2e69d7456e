import 'reflect-metadata';
import type { OperationName } from '@weisu/api';
import type { OperationContext } from './operation-context.js';

export type OperationOptions = Readonly<{
  /**
   * What of the answer is stored under the Idempotency-Key, where the answer itself holds a secret or a person's data; the answer of a
   * repetition is then made again by `restore`. Default: the whole answer.
   */
  remember?: (answer: never) => unknown;
  restore?: (service: never, stored: unknown, context: OperationContext) => Promise<unknown>;
}>;

const key = Symbol('weisu:operation');

/** Marks a method as the use case of the operation of its own name. */
export function Operation(options: OperationOptions = {}) {
  return (target: object, name: string): void => {
    Reflect.defineMetadata(key, options, target, name);
  };
}

export type OperationHandler = Readonly<{
  name: OperationName;
  options: OperationOptions;
  instance: object;
  call: (args: unknown, context: OperationContext) => Promise<unknown>;
}>;

/** The operations of one provider, by the names of its decorated methods. */
export function operationsOfProvider(instance: object): OperationHandler[] {
  const prototype: unknown = Object.getPrototypeOf(instance);
  if (typeof prototype !== 'object' || prototype === null) return [];
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const options = Reflect.getMetadata(key, prototype, name) as OperationOptions | undefined;
    if (!options) return [];
    const method = (
      instance as Record<string, (args: unknown, context: OperationContext) => Promise<unknown>>
    )[name];
    if (!method) return [];
    return [{ name: name as OperationName, options, instance, call: method.bind(instance) }];
  });
}
