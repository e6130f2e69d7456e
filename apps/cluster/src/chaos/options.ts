import { parseArgs } from 'node:util';

export type ChaosOptions = Readonly<{
  minutes: number;
  /** Attempts per second, of all clients together. */
  rate: number;
  seed: number;
  /** Switches the inbox of every service off, from outside: the run has to find violations. */
  plantInboxOff: boolean;
  /** The folder of a cluster that runs; null starts one and ends it. */
  cluster: string | null;
  /** Leaves the district for whoever wants to look into it. */
  keep: boolean;
}>;

export const chaosUsage = `usage: npm run chaos -- [--minutes 10] [--rate 20] [--seed 1] [--plant inbox-off] [--cluster FOLDER] [--keep]
exit code: 0 no violation; 1 violations, or something did not come back; 2 it could not begin`;

/** Throws an Error that says what is wrong. */
export function chaosOptions(args: readonly string[]): ChaosOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '10' },
      rate: { type: 'string', default: '20' },
      seed: { type: 'string', default: '1' },
      plant: { type: 'string' },
      cluster: { type: 'string' },
      keep: { type: 'boolean', default: false },
    },
  });
  const minutes = numberIn('minutes', values.minutes, 0.5, 24 * 60);
  const rate = numberIn('rate', values.rate, 0.1, 1_000);
  const seed = numberIn('seed', values.seed, 0, 2 ** 32 - 1);
  if (!Number.isInteger(seed)) throw new Error('--seed is a whole number');
  if (values.plant !== undefined && values.plant !== 'inbox-off')
    throw new Error('--plant knows inbox-off alone');
  return {
    minutes,
    rate,
    seed,
    plantInboxOff: values.plant === 'inbox-off',
    cluster: values.cluster ?? null,
    keep: values.keep,
  };
}

function numberIn(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= least && value <= most))
    throw new Error(`--${name} is a number from ${least} to ${most}`);
  return value;
}
