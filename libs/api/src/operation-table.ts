import { operations, type Operation, type OperationName } from './generated/operations.js';
import type { Service } from './generated/types.js';

export function isOperationName(name: string): name is OperationName {
  return Object.hasOwn(operations, name);
}

export function operationNamed(name: string): Operation | undefined {
  return isOperationName(name) ? operations[name] : undefined;
}

/** Everything that a service has to answer, what every service answers included. */
export function operationsOf(service: Service): readonly Operation[] {
  return Object.values<Operation>(operations).filter(({ owner }) => owner === service || owner === 'EVERY');
}
