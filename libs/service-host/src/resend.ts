import { parseArgs } from 'node:util';
import { republish } from '@weisu/messaging';
import type { Serving } from './place.js';
import type { ServiceDefinition } from './service.js';

const usage = 'usage: republish --since 2026-11-22T08:00:00+08:00';
/** Without an offset the instant would depend on the time zone of whoever types it. */
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** `republish --since …`: see `republish` of @weisu/messaging. Says how many events the service will send again when it starts. */
export async function resend(
  { schema }: Pick<ServiceDefinition, 'schema'>,
  config: Pick<Serving, 'DATABASE_URL' | 'RELAY_DATABASE_URL'>,
  rest: readonly string[],
  say: (line: string) => void,
): Promise<void> {
  const since = sinceOf(rest);
  const { entries, waiting } = await republish(
    config.RELAY_DATABASE_URL ?? config.DATABASE_URL,
    schema,
    since,
  );
  say(`${schema}: ${entries} events go out again, ${waiting} of them for the first time`);
}

function sinceOf(rest: readonly string[]): Date {
  const { values } = parseArgs({ args: [...rest], options: { since: { type: 'string' } } });
  const since = new Date(values.since ?? '');
  if (!instant.test(values.since ?? '') || Number.isNaN(since.getTime())) throw new Error(usage);
  if (since.getTime() > Date.now()) throw new Error(`${usage}: that instant has not come yet`);
  return since;
}
