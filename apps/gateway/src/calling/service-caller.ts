import { operationNamed, type Operation, type OperationName, type Service } from '@weisu/api';
import type { ServiceAnswer, ServiceCall, ServiceCaller } from '@weisu/service-host';
import { isErrorCode, Refusal } from './refusal.js';

/** On whose behalf a service is asked. */
export type Caller = Readonly<{
  bearer: string | null;
  correlationId: string;
  /** Keyed digest of the caller's network; empty for the gateway itself. */
  network: string;
  /** The unit that the caller stands in for. */
  actingFor?: string | null;
  /** Id of the proof of work that this call was paid for with. */
  proof?: string | null;
}>;

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
    'x-client-network': caller.network,
    ...(caller.bearer ? { authorization: `Bearer ${caller.bearer}` } : {}),
    ...(caller.bearer && caller.actingFor ? { 'x-weisu-acting-for': caller.actingFor } : {}),
    ...(caller.proof ? { 'x-weisu-proof-id': caller.proof } : {}),
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

/** For an internal operation: as the gateway itself, which stands in for nobody. */
export async function askAsGateway(
  { caller, serviceToken }: Readonly<{ caller: ServiceCaller; serviceToken: () => Promise<string> }>,
  onBehalfOf: Caller,
  operation: OperationName,
  args: unknown,
): Promise<unknown> {
  const bearer = await serviceToken().catch((cause: unknown) => {
    throw new Refusal('UNAVAILABLE', undefined, undefined, { cause });
  });
  return ask(caller, { ...onBehalfOf, bearer, actingFor: null }, operation, args);
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
