import { randomBytes } from 'node:crypto';
import {
  clusterFolder,
  readState,
  saveState,
  startServers,
  stopCluster,
  type ClusterState,
} from '../cluster.js';
import {
  closeDistrict,
  createDatabase,
  databaseOf,
  makePlace,
  planReplicas,
  runCommand,
  startReplica,
  type RunningReplica,
} from '../district.js';
import { stopProcess, whenInterrupted } from '../processes.js';
import type { App, DistrictPlace, Replica } from '../service-environment.js';
import { fillRows, withOwner, type Rows } from './scale-rows.js';

/** A district full of rows, of whose services only those run that a measurement is about: two cores have enough to do. */
export type FullDistrict = Readonly<{
  rows: Rows;
  place: DistrictPlace;
  planned: readonly Replica[];
  /** Seconds that the migration took which counts what was there before. */
  countedIn: number;
}>;

export type ScaleServers = Readonly<{
  state: ClusterState;
  close(): Promise<void>;
}>;

/** Those that run, else its own. */
export async function openServers(say: (line: string) => void): Promise<ScaleServers> {
  const folder = clusterFolder(process.env);
  const running = await readState(folder);
  if (running) return { state: running, close: () => Promise.resolve() };
  whenInterrupted(() => stopCluster(folder));
  say('starting PostgreSQL, Kafka and Keycloak');
  return { state: await startServers(folder), close: () => stopCluster(folder).then(() => undefined) };
}

const countsOfBefore = '0201-counts-of-before';

/** The counters are made by the migration, as in a district that had these matters before it. */
export async function openFullDistrict(
  { state }: ScaleServers,
  rows: Rows,
  say: (line: string) => void,
): Promise<FullDistrict> {
  const options = { name: `scale${randomBytes(3).toString('hex')}`, testClock: false, logLevel: 'warn' };
  await createDatabase(state.ground.adminUrl, databaseOf(options), 'weisu_template');
  const place = await makePlace(state.ground, options);
  const planned = await planReplicas();
  const began = performance.now();
  await withOwner(place.ownerUrl, (owner) =>
    owner.query('DELETE FROM dispatch.migration WHERE name = $1', [countsOfBefore]),
  );
  await fillRows(place.ownerUrl, rows);
  const filled = performance.now();
  const owner = { OWNER_DATABASE_URL: place.ownerUrl, DATABASE_PASSWORD: state.ground.databasePassword };
  await runCommand('dispatch', ['migrate'], owner);
  const countedIn = (performance.now() - filled) / 1_000;
  await withOwner(place.ownerUrl, async (client) => {
    for (const table of ['matter_tally', 'matter_count', 'open_order', 'matter_changed'])
      await client.query(`VACUUM ANALYZE dispatch.${table}`);
  });
  say(
    `${place.name}: ${rows.matters} matters in ${((filled - began) / 1_000).toFixed(0)} s, counted by the migration in ${countedIn.toFixed(1)} s`,
  );
  return { rows, place, planned, countedIn };
}

/** So many of each service; the others are not there. What was started is in the cluster's state, so that cluster:down ends it when this process cannot. */
export async function running<Answer>(
  { state }: ScaleServers,
  { place, planned }: FullDistrict,
  wanted: Partial<Record<App, number>>,
  act: (replicas: readonly RunningReplica[], url: string) => Promise<Answer>,
): Promise<Answer> {
  const some = planned.filter(({ app, index }) => index <= (wanted[app] ?? 0));
  const replicas: RunningReplica[] = [];
  const folder = clusterFolder(process.env);
  const url = `http://127.0.0.1:${planned.find(({ app }) => app === 'gateway')?.port ?? 0}`;
  try {
    for (const replica of some) {
      replicas.push(await startReplica(place, replica, planned));
      await saveState(folder, { ...state, districts: [...state.districts, { place, url, replicas }] });
    }
    return await act(replicas, url);
  } finally {
    await Promise.all(replicas.map(({ process }) => stopProcess(process)));
    await saveState(folder, state);
  }
}

export const closeFullDistrict = ({ state }: ScaleServers, { place }: FullDistrict): Promise<void> =>
  closeDistrict(state.ground, { place, url: '', replicas: [] });
