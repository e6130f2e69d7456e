import { randomUUID } from 'node:crypto';
import type { Log } from '@weisu/service-host';
import { ask } from '../calling/service-caller.js';
import { deleteWithRenditions } from './deletion.js';
import type { KeepingOptions } from './evidence.operations.js';
import { deleteOrphans } from './orphans.job.js';

const hourMs = 3_600_000;
const roundsOfDay = 24;
/** A file that nothing refers to for so long was left behind. */
const lifeMs = 24 * hourMs;

/** Deletes what was uploaded and never attached. A deletion that failed is tried again in the next round. */
export class Expiry {
  private left = new Set<string>();

  constructor(private readonly options: KeepingOptions & Readonly<{ log: Log }>) {}

  async round(): Promise<void> {
    const { caller, serviceToken, storage, now, log } = this.options;
    const before = new Date(now().getTime() - lifeMs).toISOString();
    const self = { bearer: await serviceToken(), correlationId: randomUUID(), network: '' };
    const expired = (await ask(caller, self, 'expireFiles', { before })) as readonly string[];
    const keys = new Set([...this.left, ...expired]);
    this.left = new Set();
    for (const key of keys) {
      try {
        await deleteWithRenditions(storage, key);
      } catch (error) {
        this.left.add(key);
        log.failed({ part: 'expiry', key }, error);
      }
    }
  }
}

export function startExpiry(options: KeepingOptions & Readonly<{ log: Log }>): { stop(): Promise<void> } {
  const expiry = new Expiry(options);
  let running = Promise.resolve();
  let rounds = 0;
  const timer = setInterval(() => {
    running = expiry.round().catch((error: unknown) => options.log.failed({ part: 'expiry' }, error));
    // an hour after the start, then daily: every key that is stored is asked for
    if (rounds % roundsOfDay === 0)
      running = running
        .then(() => deleteOrphans(options))
        .then(
          () => undefined,
          (error: unknown) => options.log.failed({ part: 'orphans' }, error),
        );
    rounds += 1;
  }, hourMs);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
