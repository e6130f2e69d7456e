import { operationNamed, type Operation, type OperationName, type Service } from '@weisu/api';
import { isErrorCode, Refusal } from './refusal.js';

export type ServiceCall = Readonly<{
  operation: string;
  args: unknown;
  headers: Readonly<Record<string, string>>;
}>;

export type ServiceAnswer = Readonly<{ status: number; body: unknown }>;

/** The way to a service: over HTTP, or into the same process. Neither throws for an answer that refuses. */
export type ServiceCaller = Readonly<{
  call(service: Service, call: ServiceCall): Promise<ServiceAnswer>;
  ready(service: Service): Promise<boolean>;
}>;

/** On whose behalf a service is asked. */
export type Caller = Readonly<{ bearer: string | null; correlationId: string; address: string }>;

/** Longer than any operation takes; a service that needs more is as good as gone for whoever waits. */
export const callTimeoutMs = 10_000;

/** The boundaries of a whole district, and not much more. */
export const maxAnswerBytes = 16 * 1024 * 1024;

/** Asks the owner of an operation and answers its data. Throws Refusal with the code of the service, or UNAVAILABLE. */
export async function ask(
  services: ServiceCaller,
  caller: Caller,
  operationName: OperationName,
  args: unknown,
  idempotencyKey: string | null = null,
): Promise<unknown> {
  const { owner, name } = ownedOperation(operationName);
  const headers = {
    'x-correlation-id': caller.correlationId,
    'x-client-address': caller.address,
    ...(caller.bearer ? { authorization: `Bearer ${caller.bearer}` } : {}),
    ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
  };
  const { status, body } = await answerOf(services, owner, { operation: name, args, headers });
  const { data, error } = (body ?? {}) as { data?: unknown; error?: unknown };
  if (status === 200 && data !== undefined) return data;
  throw refusalOf(error);
}

async function answerOf(services: ServiceCaller, owner: Service, call: ServiceCall): Promise<ServiceAnswer> {
  try {
    return await services.call(owner, call);
  } catch (cause) {
    throw new Refusal('UNAVAILABLE', undefined, undefined, { cause });
  }
}

function ownedOperation(name: OperationName): Readonly<{ name: string; owner: Service }> {
  const operation: Operation | undefined = operationNamed(name);
  if (!operation || operation.owner === 'EVERY') throw new Error(`${name} has no single owner`);
  return { name, owner: operation.owner };
}

function refusalOf(error: unknown): Refusal {
  const { code, message, messageZh } = (error ?? {}) as Record<string, unknown>;
  if (!isErrorCode(code)) return new Refusal('UNAVAILABLE');
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return new Refusal(code, text(message), text(messageZh));
}
