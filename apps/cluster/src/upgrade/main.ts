import { stat, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { chanceOf } from '../chaos/chance.js';
import { clientsOf, linesOfClients, type ClientFigures } from '../chaos/clients.js';
import { Crowd, crowdEnvironment } from '../chaos/crowd.js';
import { linesOfFindings, type Finding } from '../chaos/findings.js';
import { Ledger } from '../chaos/ledger.js';
import { WebhookReceiver } from '../chaos/webhook-receiver.js';
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
  databaseOf,
  makePlace,
  prepareDatabase,
  runCommand,
  thisRelease,
} from '../district.js';
import { whenInterrupted } from '../processes.js';
import { print, say } from '../saying.js';
import { environmentOf, type DistrictPlace } from '../service-environment.js';
import { upgradeOptions, upgradeUsage, type UpgradeOptions } from './options.js';
import { releaseOf, type OldRelease } from './release.js';
import { Rollout, type Replaced } from './rollout.js';
import { contractAll, migrateAll, misfits, type Migrated } from './schema.js';

const results = join(tmpdir(), 'weisu-upgrade');
const seconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(1)} s`;

type Report = Readonly<{
  from: string;
  options: UpgradeOptions;
  expanded: readonly string[];
  replaced: readonly Replaced[];
  contracted: readonly string[];
  sideBySideMs: number;
  clients: ClientFigures;
  findings: readonly Finding[];
}>;

/** From the district of the old release to that of the new one, while a crowd works in it. */
async function upgrade(
  folder: string,
  state: ClusterState,
  old: OldRelease,
  options: UpgradeOptions,
): Promise<Report> {
  const name = `u${Date.now().toString(36)}`;
  const district = { name, testClock: true, logLevel: 'warn', extra: crowdEnvironment };
  say(`opening the district ${name} as ${old.commit.slice(0, 12)} makes it`);
  await prepareDatabase(state.ground, databaseOf(district), old);
  const place = await makePlace(state.ground, district);
  const rollout = await Rollout.begin(place, old);
  const remember = (): Promise<void> =>
    saveState(folder, { ...state, districts: [{ place, url: rollout.url, replicas: rollout.replicas }] });
  await remember();
  const pool = new pg.Pool({ connectionString: place.ownerUrl, max: 4 });
  pool.on('error', () => undefined); // queries tell by their own rejections
  const receiver = await WebhookReceiver.start(chanceOf(options.seed + 1));
  const ledger = new Ledger(join(results, `${name}-ledger.jsonl`));
  try {
    return await underLoad({ folder, state, remember, place, rollout, pool, receiver, ledger, old, options });
  } finally {
    await ledger.close();
    await pool.end();
    await receiver.stop();
    await rollout.end();
    await closeDistrict(state.ground, { place, url: '', replicas: [] });
    await saveState(folder, { ...state, districts: [] });
  }
}

type Running = Readonly<{
  folder: string;
  state: ClusterState;
  /** Everything that runs is in the state file, so that cluster:down ends it, too. */
  remember: () => Promise<void>;
  place: DistrictPlace;
  rollout: Rollout;
  pool: pg.Pool;
  receiver: WebhookReceiver;
  ledger: Ledger;
  old: OldRelease;
  options: UpgradeOptions;
}>;

async function underLoad(running: Running): Promise<Report> {
  const { folder, state, place, rollout, ledger, old, options } = running;
  const log = join(folder, 'postgres', 'postgres.log');
  const { size: logBegin } = await stat(log);
  const crowd = await Crowd.begin({
    gatewayUrl: rollout.url,
    keycloakUrl: place.keycloakUrl,
    accountsFile: state.ground.accountsFile,
    databaseUrl: place.ownerUrl,
    filesFolder: join(place.folder, 'files'),
    pool: running.pool,
    receiver: running.receiver,
    ledger,
    rate: options.rate,
    seed: options.seed,
    rebuild: () => rebuild(place, rollout),
    say,
  });
  say(`the crowd works with the old release for ${options.seconds} s`);
  await pause(options.seconds * 1_000);
  const expanded = await migrateAll(place, thisRelease);
  for (const { said } of expanded) say(`expand    ${said}`);
  // as a post-upgrade hook does that nobody told when the last old replica has gone: it has to find out
  const contracting = contractAll(place, thisRelease);
  contracting.catch(() => undefined); // awaited below
  const replaced: Replaced[] = [];
  const began = performance.now();
  const replacing = new Date();
  await rollout.replaceAll(thisRelease, chanceOf(options.seed), async (one) => {
    replaced.push(one);
    await running.remember();
    say(
      `replaced  ${one.name}: the new one ready after ${seconds(one.readyMs)}, the old one gone after ${seconds(one.endedMs)}${one.killed ? ' BY FORCE' : ''}`,
    );
  });
  const alone = performance.now();
  crowd.wasReplaced({ began: replacing, ended: new Date() });
  const contracted = await contracting;
  for (const { said } of contracted) say(`contract  ${said}`);
  say(`the crowd works with the new release for ${options.seconds} s`);
  await pause(options.seconds * 1_000);
  await crowd.end();
  const { finding } = await crowd.rest();
  return {
    from: old.commit,
    options,
    expanded: expanded.map(({ said }) => said),
    replaced,
    contracted: contracted.map(({ said }) => said),
    sideBySideMs: alone - began,
    clients: clientsOf(ledger, crowd.load),
    findings: [
      migrationsBetween(expanded, contracted),
      contractedAlone(replaced, contracted),
      nobodyKilled(replaced),
      nobodyRefused(ledger),
      await misfits(log, logBegin),
      finding,
      ...(await crowd.findings()),
    ],
  };
}

function rebuild(place: DistrictPlace, rollout: Rollout): Promise<string> {
  const replica = rollout.replicas.find(({ app }) => app === 'evaluation');
  if (!replica) throw new Error('evaluation does not run');
  return runCommand('evaluation', ['rebuild'], environmentOf(place, replica, rollout.addresses));
}

/** An upgrade between two versions with one schema proves nothing. */
function migrationsBetween(expanded: readonly Migrated[], contracted: readonly Migrated[]): Finding {
  const count = (jobs: readonly Migrated[]): number =>
    jobs.filter(({ said }) => said.includes('applied')).length;
  const [before, after] = [count(expanded), count(contracted)];
  const violations = before ? [] : ['no migration lies between the two versions: choose an earlier --from'];
  return { what: 'the schema changed', seen: `${before} services expanded, ${after} contracted`, violations };
}

/** What only the old version used was taken away after its last replica had ended, though the job began before the first one did. */
function contractedAlone(replaced: readonly Replaced[], contracted: readonly Migrated[]): Finding {
  // where the release takes nothing away there is nothing to wait for
  const changed = contracted.filter(({ said }) => said.includes('applied'));
  const violations = changed.flatMap(({ service, endedAt }) =>
    replaced
      .filter(({ app, goneAt }) => app === service && goneAt > endedAt)
      .map(({ name }) => `${service} was contracted ${seconds(endedAt)} in, while ${name} was there`),
  );
  return {
    what: 'contractions waited for the old version',
    seen: `${changed.length} of ${contracted.length} schemas`,
    violations,
  };
}

function nobodyKilled(replaced: readonly Replaced[]): Finding {
  const violations = replaced
    .filter(({ killed }) => killed)
    .map(({ name }) => `${name} did not end on SIGTERM`);
  return { what: 'replicas end by themselves', seen: `${replaced.length} replaced`, violations };
}

/** What was not answered was asked again with the same key, until it was; what was refused cannot be. */
function nobodyRefused(ledger: Ledger): Finding {
  const violations = ledger.deeds
    .filter(({ outcome }) => outcome !== 'DONE')
    .map(({ operation, outcome, code }) => `${operation}: ${code ?? outcome}`);
  const retried = ledger.deeds.filter(({ outcome, attempts }) => outcome === 'DONE' && attempts > 1).length;
  const seen = `${ledger.deeds.length} mutations, ${retried} of them asked more than once`;
  return { what: 'no request failed that its client could not repeat', seen, violations };
}

async function main(args: readonly string[]): Promise<number> {
  const options = upgradeOptions(args);
  await mkdir(results, { recursive: true, mode: 0o700 });
  const old = await releaseOf(options.from, say);
  const folder = clusterFolder(process.env);
  if (await readState(folder)) throw new Error('a cluster is there already: npm run cluster:down first');
  whenInterrupted(() => stopCluster(folder));
  try {
    say('starting PostgreSQL, Kafka and Keycloak');
    const report = await upgrade(folder, await startServers(folder), old, options);
    const file = join(results, `${report.from.slice(0, 12)}-${options.seed}.json`);
    await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
    const violations = report.findings.flatMap((one) => one.violations);
    print(`from ${report.from.slice(0, 12)}; old and new side by side for ${seconds(report.sideBySideMs)}`);
    for (const line of linesOfClients(report.clients)) print(line);
    for (const line of linesOfFindings(report.findings)) print(line);
    print(`violations: ${violations.length}  seed: ${options.seed}  report: ${file}`);
    return violations.length ? 1 : 0;
  } finally {
    await stopCluster(folder);
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.stderr.write(`${upgradeUsage}\n`);
  process.exitCode = 2;
}
