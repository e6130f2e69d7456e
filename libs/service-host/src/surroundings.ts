import type { Service } from '@weisu/api';

/** The other service was there and said no; every other rejection of a call means that nobody heard an answer. */
export class CallRefused extends Error {
  override readonly name = 'CallRefused';

  constructor(
    operation: string,
    /** The code that it answered. */
    readonly refusal: string,
  ) {
    super(`${operation}: ${refusal}`);
  }
}

/**
 * Calls an internal operation of another service in this service's own name. Rejects with CallRefused when it refuses, with something else when it
 * cannot be reached.
 */
export type InternalCall = (owner: Service, operation: string, args: unknown) => Promise<unknown>;

/** What a service makes its configuration of, wherever it runs. */
export type Surroundings = Readonly<{
  environment: Readonly<Record<string, string | undefined>>;
  callInternal: InternalCall;
}>;
