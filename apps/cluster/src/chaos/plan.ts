import { between, chanceOf, pick, type Chance } from './chance.js';

/** Everything that the plan does to a district. `ms` is how long it lasts, or how long until what ended comes back. */
export const faultKinds = [
  'kill',
  'stop',
  'pause',
  'kafka-kill',
  'kafka-stop',
  'kafka-pause',
  'kafka-cut',
  'postgres-fast',
  'postgres-crash',
  'keycloak-stop',
  'backends-cut',
  'database-cut',
  'database-delay',
  'disk-full',
  'redeliver',
] as const;
export type FaultKind = (typeof faultKinds)[number];

export type Fault = Readonly<{ atMs: number; kind: FaultKind; target: string; ms: number }>;

/** How often each kind comes, and how long it lasts in milliseconds. A Kafka session ends after 10 s: some pauses are longer. */
const shares: Readonly<Record<FaultKind, readonly [weight: number, leastMs: number, mostMs: number]>> = {
  kill: [10, 500, 5_000],
  stop: [3, 500, 3_000],
  pause: [4, 2_000, 15_000],
  'kafka-kill': [1, 500, 5_000],
  'kafka-stop': [1, 500, 5_000],
  'kafka-pause': [1, 2_000, 15_000],
  'kafka-cut': [1.5, 0, 0],
  'postgres-fast': [0.7, 500, 3_000],
  'postgres-crash': [1, 500, 3_000],
  'keycloak-stop': [0, 2_000, 5_000],
  'backends-cut': [2, 0, 0],
  'database-cut': [1.5, 500, 4_000],
  'database-delay': [2, 3_000, 10_000],
  'disk-full': [1, 3_000, 10_000],
  redeliver: [1.5, 0, 0],
};

/** Milliseconds between the beginnings of two faults. */
const gap = { least: 5_000, most: 17_000 } as const;

/** What others have to live with, whatever the dice say, so that a short run meets it, too. */
const always = ['kill', 'kafka-kill', 'postgres-crash', 'redeliver'] as const;

export type PlanOptions = Readonly<{
  seed: number;
  durationMs: number;
  /** Names of the replicas, `intake 1`. */
  replicas: readonly string[];
  /** Services whose journals are sent again; the first one certainly is. */
  announcers: readonly string[];
}>;

/** The same for the same seed and duration. Keycloak takes longest to come back, so it ends once, in the middle, of a run of five minutes or more. */
export function planOf({ seed, durationMs, replicas, announcers }: PlanOptions): Fault[] {
  const chance = chanceOf(seed);
  const faults: Fault[] = [];
  const forced: FaultKind[] = [...always];
  for (let atMs = gap.least; atMs < durationMs; atMs += between(gap.least, gap.most, chance)) {
    const certain = forced.shift();
    const kind = certain ?? kindBy(chance);
    const [, least, most] = shares[kind];
    faults.push({
      atMs,
      kind,
      target:
        certain === 'redeliver' ? (announcers[0] ?? '') : targetOf(kind, { replicas, announcers }, chance),
      ms: between(least, most, chance),
    });
  }
  if (durationMs >= 300_000)
    faults.push({ atMs: Math.round(durationMs / 2), kind: 'keycloak-stop', target: 'Keycloak', ms: 3_000 });
  return faults.toSorted((one, other) => one.atMs - other.atMs);
}

function kindBy(chance: Chance): FaultKind {
  const total = Object.values(shares).reduce((sum, [weight]) => sum + weight, 0);
  let left = chance() * total;
  for (const kind of faultKinds) {
    left -= shares[kind][0];
    if (left < 0) return kind;
  }
  return 'kill';
}

function targetOf(
  kind: FaultKind,
  { replicas, announcers }: Pick<PlanOptions, 'replicas' | 'announcers'>,
  chance: Chance,
): string {
  if (kind === 'kill' || kind === 'stop' || kind === 'pause') return pick(replicas, chance);
  if (kind === 'redeliver') return pick(announcers, chance);
  if (kind.startsWith('kafka')) return 'Kafka';
  if (kind === 'keycloak-stop') return 'Keycloak';
  return kind === 'disk-full' ? 'files' : 'PostgreSQL';
}

export function lineOf({ atMs, kind, target, ms }: Fault): string {
  return `${(atMs / 1_000).toFixed(1).padStart(7)} s  ${kind.padEnd(15)} ${target}${ms ? `  ${(ms / 1_000).toFixed(1)} s` : ''}`;
}
