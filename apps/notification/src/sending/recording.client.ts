import { setTimeout as pause } from 'node:timers/promises';
import { awayWait } from '@weisu/clocks';
import { failureOf } from '@weisu/service-host';

/**
 * Writes down what became of a sending, again and again while our own database is away: the other side has had it, and must not have it again for
 * that. A process that stops tries once more and then lets it go: it is sent again when the lease ends, under the same id.
 */
export async function untilRecorded<Answer>(
  record: () => Promise<Answer>,
  stopping: AbortSignal,
): Promise<Answer> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await record();
    } catch (error) {
      if (stopping.aborted || failureOf(error).code !== 'UNAVAILABLE') throw error;
    }
    // a stop ends the wait early
    await pause(awayWait(failures, Math.random()), undefined, { signal: stopping }).catch(() => undefined);
  }
}
