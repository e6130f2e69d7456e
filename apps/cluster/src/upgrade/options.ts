import { parseArgs } from 'node:util';

export type UpgradeOptions = Readonly<{
  /** The version that is upgraded; null is the one before the youngest migration. */
  from: string | null;
  /** Attempts per second, of all clients together. */
  rate: number;
  /** Who does what with which matter, and the order in which replicas are replaced. */
  seed: number;
  /** Seconds of load before the upgrade begins, and after it. */
  seconds: number;
}>;

export const upgradeUsage = `usage: npm run upgrade:rehearse -- [--from COMMIT] [--rate 20] [--seed 1] [--seconds 30]
exit code: 0 no violation; 1 violations; 2 it could not begin`;

/** Throws an Error that says what is wrong. */
export function upgradeOptions(args: readonly string[]): UpgradeOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      from: { type: 'string' },
      rate: { type: 'string', default: '20' },
      seed: { type: 'string', default: '1' },
      seconds: { type: 'string', default: '30' },
    },
  });
  const number = (name: 'rate' | 'seed' | 'seconds', least: number): number => {
    const value = Number(values[name]);
    if (values[name].trim() === '' || !(value >= least))
      throw new Error(`--${name} is a number from ${least}`);
    return value;
  };
  return {
    from: values.from ?? null,
    rate: number('rate', 0.1),
    seed: number('seed', 0),
    seconds: number('seconds', 1),
  };
}
