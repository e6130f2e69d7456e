import type { Service } from '@weisu/api';

/** Calls an internal operation of another service in this service's own name. Rejects when it refuses or cannot be reached. */
export type InternalCall = (owner: Service, operation: string, args: unknown) => Promise<unknown>;

/** What a service makes its configuration of, wherever it runs. */
export type Surroundings = Readonly<{
  environment: Readonly<Record<string, string | undefined>>;
  callInternal: InternalCall;
}>;
