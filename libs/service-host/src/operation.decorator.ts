import 'reflect-metadata';
import type { OperationName } from '@weisu/api';
import type { OperationContext } from './operation-context.js';

/**
 * How a mutation that comes again under its Idempotency-Key is answered. By default only the id of its answer is kept, and `@ReadAgain` of the answer's
 * type reads it anew, with the rights of now: nobody gets words back that were erased, or that are not the caller's to see any more.
 */
export type OperationOptions = Readonly<{
  /** What is kept of an answer that has no id, or holds a secret; `restore` makes the answer of a repetition from it. */
  remember?: (answer: never) => unknown;
  restore?: (service: never, stored: unknown, context: OperationContext, args: never) => Promise<unknown>;
  /** The answer is kept as it is; says why there is nothing of a person in it. */
  whole?: string;
  /** It changes nothing: it runs again, and nothing is kept. */
  rerun?: true;
}>;

const key = Symbol('weisu:operation');
const readerKey = Symbol('weisu:read again');

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

/** Marks the method that reads answers of a type by their ids, for who asks now. Null, or left out: not there, or not the caller's to see. */
export function ReadAgain(type: string) {
  return (target: object, name: string): void => {
    Reflect.defineMetadata(readerKey, type, target, name);
  };
}

export type AnswerReader = Readonly<{
  type: string;
  read: (ids: readonly string[], context: OperationContext) => Promise<readonly unknown[]>;
}>;

type Method = (first: unknown, context: OperationContext) => Promise<unknown>;

/** The readers of one provider. */
export function readersOfProvider(instance: object): AnswerReader[] {
  return methodsOf<string>(instance, readerKey).map(({ marked: type, method }) => ({
    type,
    read: method as AnswerReader['read'],
  }));
}

/** The operations of one provider, by the names of its decorated methods. */
export function operationsOfProvider(instance: object): OperationHandler[] {
  return methodsOf<OperationOptions>(instance, key).map(({ name, marked: options, method }) => ({
    name: name as OperationName,
    options,
    instance,
    call: method,
  }));
}

function methodsOf<Mark>(
  instance: object,
  mark: symbol,
): Readonly<{ name: string; marked: Mark; method: Method }>[] {
  const prototype: unknown = Object.getPrototypeOf(instance);
  if (typeof prototype !== 'object' || prototype === null) return [];
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const marked = Reflect.getMetadata(mark, prototype, name) as Mark | undefined;
    if (marked === undefined) return [];
    const method = (instance as Record<string, Method>)[name];
    return method ? [{ name, marked, method: method.bind(instance) }] : [];
  });
}
