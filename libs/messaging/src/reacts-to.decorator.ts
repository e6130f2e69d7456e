import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { EventDefinition, EventOf } from '@weisu/contracts';
import type { Work } from './work.js';

/**
 * Marks a controller's method as a reaction: `@EventPattern` with the event as payload and the transaction of the effect as context,
 * checked against the contract by the compiler.
 */
export function ReactsTo<Definition extends EventDefinition>(definition: Definition) {
  return <Method extends (event: EventOf<Definition>, work: Work) => Promise<void>>(
    target: object,
    name: string,
    descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    EventPattern(definition.type)(target, name, descriptor as never);
    Payload()(target, name, 0);
    Ctx()(target, name, 1);
  };
}
