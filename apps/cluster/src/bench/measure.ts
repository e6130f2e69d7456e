import { loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { cpuSeconds } from './cpu-time.js';
import { desk, settled, type BenchGround } from './ground.js';
import { closedLoop, median, type LoadResult, type Shot } from './load.js';
import { pgbench } from './pgbench.js';

export type Settings = Readonly<{ seconds: number; connections: number; rounds: number }>;

/** One side by side comparison: the whole path against the least that the database has to do for it. */
export type Round = Readonly<{
  ours: LoadResult;
  /** Transactions per second. */
  limit: number;
  ratio: number;
  /** CPU milliseconds of one request (beyond what its programs use when nobody asks) and of one transaction. */
  ourCpu: number;
  limitCpu: number;
  /** CPU milliseconds of one request in each program. */
  parts: Readonly<Record<string, number>>;
  load: number;
}>;

export type Comparison = Readonly<{
  name: string;
  rounds: readonly Round[];
  ratio: number;
  spread: readonly [number, number];
  /** How the CPU time of the two sides compares: what the ratio would be if nobody else used the machine and all cores were busy. */
  cpuRatio: number;
  clients: number;
}>;

export type Scenario = Readonly<{
  name: string;
  limitUrl: string;
  limitScript: string;
  /** Asked anew for each round: tokens live five minutes. */
  shots(): Promise<(turn: number) => Shot>;
}>;

/** Seconds until the engine has compiled what is hot. */
const warmUp = 8;

/** The number of clients with which pgbench gets most out of this server for this script. */
async function bestClients({ limitUrl, limitScript }: Scenario): Promise<number> {
  let best = { clients: 8, perSecond: 0 };
  for (const clients of [8, 16, 32]) {
    const perSecond = await pgbench(limitUrl, limitScript, { clients, seconds: 4 });
    if (perSecond > best.perSecond) best = { clients, perSecond };
  }
  return best.clients;
}

/**
 * Rounds of half the limit, ours, and the other half, so that both sides have the same minute of a machine that others use, too. The ratio of the
 * comparison is the median of the rounds.
 */
export async function compare(
  ground: BenchGround,
  scenario: Scenario,
  { seconds, connections, rounds, idling }: Settings & { idling: Idling },
  say: (line: string) => void,
): Promise<Comparison> {
  await closedLoop(ground.district.url, { connections, seconds: warmUp }, await scenario.shots());
  await settled(ground.pool);
  const clients = await bestClients(scenario);
  const half = { clients, seconds: Math.max(1, Math.round(seconds / 2)) };
  const taken: Round[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    await settled(ground.pool);
    const next = await scenario.shots();
    const before = await limitOf(ground, scenario, half);
    const began = await oursSoFar(ground);
    const beganAt = performance.now();
    const ours = await closedLoop(ground.district.url, { connections, seconds }, next);
    // what the consumers still have to do for these requests is theirs, too
    await settled(ground.pool);
    const took = (performance.now() - beganAt) / 1_000;
    const used = (await oursSoFar(ground)).map(([name, at], index): [string, number] => {
      const quiet = (idling[name] ?? 0) * took;
      return [name, Math.max(0, at - (began[index]?.[1] ?? 0) - quiet)];
    });
    const ourCpu = used.reduce((sum, [, seconds]) => sum + seconds, 0) / ours.answered;
    const after = await limitOf(ground, scenario, half);
    const limit = (before.perSecond + after.perSecond) / 2;
    const limitCpu = (before.cpu + after.cpu) / 2;
    const ratio = ours.perSecond / limit;
    taken.push({
      ours,
      limit,
      ratio,
      ourCpu: ourCpu * 1_000,
      limitCpu: limitCpu * 1_000,
      parts: Object.fromEntries(used.map(([name, seconds]) => [name, (seconds * 1_000) / ours.answered])),
      load: loadavg()[0] ?? 0,
    });
    say(
      `${scenario.name} ${round}/${rounds}: ${ours.perSecond.toFixed(0)}/s (p50 ${ours.p50.toFixed(0)} ms, p99 ${ours.p99.toFixed(0)} ms) of ${limit.toFixed(0)}/s = ${ratio.toFixed(3)}; CPU ${(ourCpu * 1_000).toFixed(1)} : ${(limitCpu * 1_000).toFixed(2)} ms = ${(limitCpu / ourCpu).toFixed(3)}`,
    );
    say(`  CPU ms of one: ${partsOf(taken.at(-1)?.parts ?? {})}`);
  }
  const ratios = taken.map(({ ratio }) => ratio);
  return {
    name: scenario.name,
    rounds: taken,
    ratio: median(ratios),
    spread: [Math.min(...ratios), Math.max(...ratios)],
    cpuRatio: median(taken.map(({ ourCpu, limitCpu }) => limitCpu / ourCpu)),
    clients,
  };
}

/** CPU seconds so far of the load itself, the gateway, every service, Kafka and PostgreSQL; not of Keycloak, which is asked once before. */
async function oursSoFar({ district, state }: BenchGround): Promise<(readonly [string, number])[]> {
  const programs = [
    ['load', process.pid] as const,
    ...district.replicas.map(({ app, index, process: { pid } }) => [`${app} ${index}`, pid] as const),
    ...state.servers
      .filter(({ name }) => name !== 'Keycloak')
      .map((one) => [one.name, one.process.pid] as const),
  ];
  // the services were started by this process, but are counted for themselves; PostgreSQL is all its sessions
  const seconds = await cpuSeconds(programs.map(([name, pid]) => ({ pid, whole: name === 'PostgreSQL' })));
  return programs.map(([name], index) => [name, seconds[index] ?? 0]);
}

/** pgbench is a child of this process, and PostgreSQL serves nobody else meanwhile. */
async function limitOf(
  { state }: BenchGround,
  { limitUrl, limitScript }: Scenario,
  options: Readonly<{ clients: number; seconds: number }>,
): Promise<{ perSecond: number; cpu: number }> {
  const postgres = state.servers.find(({ name }) => name === 'PostgreSQL')?.process.pid ?? 0;
  const programs = [
    { pid: process.pid, whole: false },
    { pid: postgres, whole: true },
  ];
  const [own = 0, servers = 0] = await cpuSeconds(programs);
  const perSecond = await pgbench(limitUrl, limitScript, options);
  const [ownThen = 0, serversThen = 0] = await cpuSeconds(programs);
  const used = ownThen - own + serversThen - servers;
  return { perSecond, cpu: used / (perSecond * options.seconds) };
}

/** Today in Shanghai. */
export const today = (now: Date): string =>
  new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

export const deskOf = async (ground: BenchGround) => ({
  unitId: desk.unitId,
  areaCode: desk.areaCode,
  day: today(new Date()),
  bearer: await ground.token(desk.account),
});

/** What costs most comes first. */
export function partsOf(parts: Readonly<Record<string, number>>, factor = 1): string {
  return Object.entries(parts)
    .sort(([, one], [, other]) => other - one)
    .map(([name, part]) => `${name} ${(part * factor).toFixed(1)}`)
    .join(', ');
}

/** Parts of a core that each program takes while nobody asks anything. */
export type Idling = Readonly<Record<string, number>>;

export async function idle(ground: BenchGround, seconds: number): Promise<Idling> {
  await settled(ground.pool);
  const before = await oursSoFar(ground);
  await delay(seconds * 1_000);
  const after = await oursSoFar(ground);
  return Object.fromEntries(
    after.map(([name, at], index) => [name, (at - (before[index]?.[1] ?? 0)) / seconds]),
  );
}
