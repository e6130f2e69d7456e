import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { clientCredentials } from '@weisu/identity';
import { saveState, startServers, stopCluster, type ClusterState } from '../cluster.js';
import { openDistrict } from '../district.js';
import { signal, stopProcess, type Started } from '../processes.js';
import { openBackup, receiveWal, runKeys, runScript, type BackupPlace } from './backup-scripts.js';
import {
  appealsKept,
  filesKept,
  journalsWithoutGap,
  phonesReadable,
  secretsWork,
  undelivered,
  unsettled,
  type Finding,
} from './invariants.js';
import { rehearseKeyLoss } from './key-loss.js';
import { ResidentLoad, type Receipt } from './resident-load.js';
import { destroy, restore, withPool, type Restored } from './restoring.js';

const say = (line: string): void =>
  void process.stdout.write(`${new Date().toISOString().slice(11, 23)}  ${line}\n`);
const passphrases: [string, string] = ['演练口令第一人：rehearsal', '演练口令第二人：rehearsal'];
const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
const seconds = (milliseconds: number): string => `${(milliseconds / 1_000).toFixed(1)} s`;
/** Milliseconds until everything that was sent again must have arrived. */
const patience = 60_000;
/** Proves that the checks bite: events that only a republish brings back stay away, and the rehearsal has to say so. */
const withoutRepublish = process.argv.includes('--without-republish');
let violations = 0;
let receiving: Started | null = null;

function judge({ what, seen, violations: wrong }: Finding): void {
  violations += wrong;
  say(`  ${wrong ? 'VIOLATION' : 'ok       '} ${what}: ${seen}${wrong ? `, ${wrong} wrong` : ''}`);
}

/** The keys as their keeper has them in a file, sealed, and what opening the sealed file gives. */
async function sealKeys(
  keys: Readonly<Record<string, string>>,
  folder: string,
): Promise<Record<string, string>> {
  const [plain, sealed, opened] = ['keys.env', 'keys.sealed', 'keys.opened'].map((name) =>
    join(folder, name),
  );
  if (!plain || !sealed || !opened) throw new Error('three names');
  const text = Object.entries(keys).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(plain, text.join(''), { mode: 0o600 });
  await runKeys(['seal', plain, sealed], passphrases);
  await rm(plain);
  const swapped = await runKeys(['check', sealed], [passphrases[1], passphrases[0]]).catch(String);
  if (!swapped.includes('wrong'))
    throw new Error('the sealed keys opened with the passphrases in the wrong order');
  await runKeys(['open', sealed, opened], passphrases);
  const lines = (await readFile(opened, 'utf8')).trim().split('\n');
  await rm(opened);
  return Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]));
}

/** All that must hold in a restored district. `kept`: the receipts that the point in time covers. */
async function check(
  { district, state }: Restored,
  kept: readonly Receipt[],
  filesUntil: Date,
  token: () => Promise<string>,
): Promise<void> {
  await withPool(district.place.ownerUrl, async (pool) => {
    let open = await unsettled(pool);
    for (
      const deadline = performance.now() + patience;
      open && performance.now() < deadline;
      open = await unsettled(pool)
    )
      await delay(200);
    judge({
      what: 'read models agree, outboxes empty, no dead letters',
      seen: 'all services asked',
      violations: open,
    });
    judge(await appealsKept(pool, kept));
    judge(await journalsWithoutGap(pool));
    judge(await filesKept(pool, join(state.ground.folder, 'districts', 'rehearsal', 'files'), filesUntil));
  });
  judge(await secretsWork(district.url, kept));
  const intake = district.replicas.find(({ app }) => app === 'intake');
  judge(await phonesReadable(`http://127.0.0.1:${intake?.port ?? 0}`, token, kept));
}

/** Milliseconds from now until a resident gets an answer about an appeal. */
async function untilAnswered(url: string, receipt: Receipt): Promise<void> {
  for (;;) {
    const { violations: wrong } = await secretsWork(url, [receipt]).catch(() => ({ violations: 1 }));
    if (!wrong) return;
    await delay(100);
  }
}

async function rehearse(folder: string): Promise<void> {
  let state = await startServers(folder);
  for (const { name, version } of state.servers) say(`${name} ${version}`);
  const opened = await openDistrict(state.ground, {
    name: 'rehearsal',
    testClock: false,
    logLevel: 'warn',
    extra: { TRUSTED_PROXIES: '127.0.0.1' },
  });
  state = await remember(folder, { ...state, districts: [opened] });
  const token = clientCredentials({
    tokenUrl: `${state.ground.keycloakUrl}/realms/weisu/protocol/openid-connect/token`,
    clientId: 'notification',
    clientSecret: state.ground.clientSecrets['notification'] ?? '',
  });
  const files = join(opened.place.folder, 'files');
  const backup = await openBackup(`${folder}-backup`, state.ground.adminUrl, join(folder, 'postgres'));
  receiving = await receiveWal(backup);
  const load = new ResidentLoad(opened.url, 20);

  await load.runFor(10);
  say(await runScript(backup, 'base-backup.sh', backup.folder));
  say(await runScript(backup, 'copy-files.sh', files, backup.folder));
  const sealed = await sealKeys(opened.place.keys, folder);
  await load.runFor(10);
  const evaluations = opened.replicas.filter(({ app }) => app === 'evaluation');
  await Promise.all(evaluations.map(({ process }) => signal(process, 'SIGSTOP')));
  say('evaluation stands still from here on: what it has not handled is in the broker alone');
  await load.runFor(5);
  const pointInTime = Date.now();
  load.start();
  await delay(5_000);
  const copyBegan = new Date();
  say(await runScript(backup, 'copy-files.sh', files, backup.folder));
  await delay(5_000);
  const struck = Date.now();
  await destroy(state);
  await load.stop();
  await stopProcess(receiving);
  say(
    `destroyed at ${iso(struck)}: ${load.receipts.length} appeals acknowledged, the point in time is ${iso(pointInTime)}`,
  );
  const oldest = load.receipts[0];
  if (!oldest) throw new Error('nobody submitted');
  const resendSince = withoutRepublish ? null : iso(oldest.acknowledgedAt - 60_000);

  say('restoring to the last change received');
  let began = performance.now();
  const latest = await restored(folder, state, backup, { prefix: 'latest', resendSince, keys: sealed });
  await untilAnswered(latest.district.url, oldest);
  say(`  RTO ${seconds(performance.now() - began)} from the first step to the first answer`);
  const kept = await withPool(latest.district.place.ownerUrl, (pool) => keptOf(pool, load.receipts));
  const before = load.receipts.filter(({ acknowledgedAt }) => acknowledgedAt <= struck);
  const newest = Math.max(...kept.map(({ acknowledgedAt }) => acknowledgedAt));
  const firstLost = Math.min(
    struck,
    ...before.filter((one) => !kept.includes(one)).map((one) => one.acknowledgedAt),
  );
  say(
    `  RPO ${seconds(struck - firstLost)}: ${before.length} acknowledged before, ${before.length - before.filter((one) => kept.includes(one)).length} of them lost; the last one kept ${seconds(Math.max(0, struck - newest))} before the end`,
  );
  await check(latest, kept, copyBegan, token);

  say(`restoring to ${iso(pointInTime)}`);
  await destroy(latest.state);
  began = performance.now();
  const past = await restored(
    folder,
    latest.state,
    backup,
    { instant: iso(pointInTime), prefix: 'past', resendSince, keys: sealed },
    async (pool) => say(`  only a republish brings these back: ${await undelivered(pool)} events`),
  );
  await untilAnswered(past.district.url, oldest);
  say(`  RTO ${seconds(performance.now() - began)}`);
  const covered = load.receipts.filter(({ acknowledgedAt }) => acknowledgedAt <= pointInTime);
  await check(past, covered, new Date(pointInTime), token);
  const after = new ResidentLoad(past.district.url, 10);
  await after.runFor(5);
  const numbers = new Set(load.receipts.map(({ number }) => number));
  judge({
    what: 'no number of a lost appeal is given out again',
    seen: `${after.receipts.length} new appeals`,
    violations: after.receipts.filter(({ number }) => numbers.has(number)).length,
  });

  say('loss of the key of personal data');
  const keyLoss = await rehearseKeyLoss(past.district, token, covered, sealed);
  await remember(folder, { ...past.state, districts: [keyLoss.district] });
  for (const line of keyLoss.said) say(`  ${line}`);
  violations += keyLoss.violations;
}

async function restored(
  folder: string,
  state: ClusterState,
  backup: BackupPlace,
  options: Parameters<typeof restore>[2],
  afterDatabase?: Parameters<typeof restore>[3],
): Promise<Restored> {
  const result = await restore(state, backup, options, afterDatabase);
  await remember(folder, result.state);
  for (const line of result.said) say(`  ${line}`);
  return result;
}

async function keptOf(
  pool: Parameters<Parameters<typeof withPool>[1]>[0],
  receipts: readonly Receipt[],
): Promise<Receipt[]> {
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM intake.appeal');
  const ids = new Set(rows.map(({ id }) => id));
  return receipts.filter(({ id }) => ids.has(id));
}

/** So that whatever happens, the end of this run finds what to end. */
async function remember(folder: string, state: ClusterState): Promise<ClusterState> {
  await saveState(folder, state);
  return state;
}

const folder = process.env['WEISU_REHEARSAL_DIR'] ?? `/var/lib/weisu/rehearsals/${process.pid}`;

/** Nothing of a rehearsal outlives it, however it ends. */
async function leave(): Promise<void> {
  if (receiving) await stopProcess(receiving);
  await stopCluster(folder);
  for (const path of [`${folder}-backup`, `${folder}-backup-receive-wal.log`])
    await rm(path, { recursive: true, force: true });
}

for (const name of ['SIGINT', 'SIGTERM'] as const)
  process.once(name, () => void leave().finally(() => process.exit(130)));
try {
  await rehearse(folder);
  say(`violations: ${violations}`);
  process.exitCode = violations ? 1 : 0;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await leave();
}
