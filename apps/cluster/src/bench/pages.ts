import { tokenOf, desk } from './ground.js';
import type { RunningReplica } from '../district.js';
import { cpuSeconds } from './cpu-time.js';
import { closedLoop, median } from './load.js';
import { today } from './measure.js';
import { pgbench } from './pgbench.js';
import { running, type FullDistrict, type ScaleServers } from './scale-ground.js';
import { minimalSelects, opening, pageDocument } from './workbench.js';

/** A workbench with its counts, at one number of matters. */
export type PageRound = Readonly<{
  matters: number;
  p50: number;
  p99: number;
  answered: number;
  /** CPU milliseconds of one page in PostgreSQL and in dispatch. */
  postgres: number;
  dispatch: number;
}>;

export type PageSizes = Readonly<{
  /** As often as there were rounds, each with every size. */
  rounds: readonly (readonly PageRound[])[];
  /** Milliseconds of one client's pgbench for the same rows by count(*) and sorting, which is what the page cost before. */
  counting: readonly Readonly<{ matters: number; milliseconds: number }>[];
}>;

/** Few, so that a page's time is its own and not that of the queue before two cores. */
const connections = 2;

const warmUp = 6;

export async function measurePages(
  servers: ScaleServers,
  districts: readonly FullDistrict[],
  { seconds, rounds }: Readonly<{ seconds: number; rounds: number }>,
  say: (line: string) => void,
): Promise<PageSizes> {
  const taken: PageRound[][] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const ofRound: PageRound[] = [];
    for (const district of districts) {
      const wanted = { directory: 1, intake: 1, dispatch: 2, gateway: 1 };
      const one = await running(servers, district, wanted, (replicas, url) =>
        measureOne(servers, district, replicas, { url, seconds }),
      );
      ofRound.push(one);
      say(
        `pages ${round}/${rounds} at ${one.matters}: p50 ${one.p50.toFixed(1)} ms, p99 ${one.p99.toFixed(1)} ms, CPU of PostgreSQL ${one.postgres.toFixed(2)} ms, of dispatch ${one.dispatch.toFixed(2)} ms a page (${one.answered} pages)`,
      );
    }
    taken.push(ofRound);
  }
  const counting = [];
  for (const { rows, place } of districts) {
    const script = minimalSelects(pageDocument, { ...desk, day: today(new Date()), bearer: '' });
    const perSecond = await pgbench(place.ownerUrl, script, { clients: 1, seconds: 5 });
    counting.push({ matters: rows.matters, milliseconds: 1_000 / perSecond });
    say(`count(*) and sorting at ${rows.matters}: ${(1_000 / perSecond).toFixed(1)} ms`);
  }
  return { rounds: taken, counting };
}

async function measureOne(
  { state }: ScaleServers,
  { rows }: FullDistrict,
  replicas: readonly RunningReplica[],
  { url, seconds }: Readonly<{ url: string; seconds: number }>,
): Promise<PageRound> {
  const bearer = await tokenOf(state.ground.keycloakUrl, state.ground.accountsFile, desk.account);
  const next = () => opening(pageDocument, { ...desk, day: today(new Date()), bearer });
  await closedLoop(url, { connections, seconds: warmUp }, next);
  const before = await used(state.servers, replicas);
  const { p50, p99, answered } = await closedLoop(url, { connections, seconds }, next);
  const after = await used(state.servers, replicas);
  return {
    matters: rows.matters,
    p50,
    p99,
    answered,
    postgres: ((after.postgres - before.postgres) * 1_000) / answered,
    dispatch: ((after.dispatch - before.dispatch) * 1_000) / answered,
  };
}

async function used(
  servers: ScaleServers['state']['servers'],
  replicas: readonly RunningReplica[],
): Promise<{ postgres: number; dispatch: number }> {
  const postgres = servers.find(({ name }) => name === 'PostgreSQL')?.process.pid ?? 0;
  const dispatch = replicas.filter(({ app }) => app === 'dispatch').map(({ process }) => process.pid);
  const [first = 0, ...others] = await cpuSeconds([
    { pid: postgres, whole: true },
    ...dispatch.map((pid) => ({ pid, whole: false })),
  ]);
  return { postgres: first, dispatch: others.reduce((sum, one) => sum + one, 0) };
}

/** Of each round what a page cost against the smallest size of the same round; the median of the rounds. */
export function pageRatios({ rounds }: PageSizes, of: (round: PageRound) => number): Map<number, number> {
  const sizes = rounds[0]?.map(({ matters }) => matters) ?? [];
  return new Map(
    sizes.map((matters, index) => {
      const ratios = rounds.flatMap((round) => {
        const [smallest] = round;
        const here = round[index];
        return smallest && here ? [of(here) / of(smallest)] : [];
      });
      return [matters, median(ratios)];
    }),
  );
}
