import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { clusterFolder, readState, startServers, stopCluster } from '../cluster.js';
import { whenInterrupted } from '../processes.js';
import { print, say } from '../saying.js';
import { services } from '../service-environment.js';
import { chanceOf } from './chance.js';
import { clientsOf } from './clients.js';
import { Crowd, crowdEnvironment } from './crowd.js';
import { Faults } from './faults.js';
import { Ledger } from './ledger.js';
import { chaosOptions, chaosUsage, type ChaosOptions } from './options.js';
import { lineOf, planOf } from './plan.js';
import { linesOf, violationsOf, type ChaosReport } from './report.js';
import { Site } from './site.js';
import { WebhookReceiver } from './webhook-receiver.js';

/** What is to be read afterwards must not go with the cluster. */
const results = join(tmpdir(), 'weisu-chaos');

async function chaos(folder: string, options: ChaosOptions): Promise<ChaosReport> {
  const began = new Date();
  const name = `c${began.getTime().toString(36)}`;
  say(`opening the district ${name}`);
  const site = await Site.open(folder, { name, extra: crowdEnvironment });
  whenInterrupted(() => site.close());
  const pool = new pg.Pool({ connectionString: site.databaseUrl, max: 4 });
  // an outage of the database is part of the plan; queries tell by their own rejections
  pool.on('error', () => undefined);
  const receiver = await WebhookReceiver.start(chanceOf(options.seed + 1));
  const ledger = new Ledger(join(results, `${name}-ledger.jsonl`));
  try {
    if (options.plantInboxOff) await switchInboxOff(pool);
    return await run({ site, pool, receiver, ledger, options, began });
  } finally {
    await ledger.close();
    await pool.end();
    await receiver.stop();
    if (options.keep) say(`kept: ${site.url}; before cluster:down: umount ${site.filesFolder}`);
    else await site.close();
  }
}

type Running = Readonly<{
  site: Site;
  pool: pg.Pool;
  receiver: WebhookReceiver;
  ledger: Ledger;
  options: ChaosOptions;
  began: Date;
}>;

/** Without its key the table refuses nothing, so that each delivery of an event is its first. */
async function switchInboxOff(pool: pg.Pool): Promise<void> {
  for (const schema of services) await pool.query(`ALTER TABLE ${schema}.inbox DROP CONSTRAINT inbox_pkey`);
  say('planted: the inbox of every service is off');
}

async function run({ site, pool, receiver, ledger, options, began }: Running): Promise<ChaosReport> {
  const plan = planOf({
    seed: options.seed,
    durationMs: options.minutes * 60_000,
    replicas: [...site.running.keys()],
    announcers: ['dispatch', 'intake', 'evaluation'],
  });
  print(`plan of seed ${options.seed}:`);
  for (const fault of plan) print(lineOf(fault));
  const crowd = await Crowd.begin({
    gatewayUrl: site.url,
    keycloakUrl: site.place.keycloakUrl,
    accountsFile: site.accountsFile,
    databaseUrl: site.databaseUrl,
    filesFolder: site.filesFolder,
    pool,
    receiver,
    ledger,
    rate: options.rate,
    seed: options.seed,
    rebuild: () => site.runIn('evaluation 1', ['rebuild']),
    say,
  });
  const faults = new Faults(site, new Date(began.getTime() - 60_000), say);
  const start = performance.now();
  for (const fault of plan) {
    await pause(Math.max(0, start + fault.atMs - performance.now()));
    faults.begin(fault);
  }
  await pause(Math.max(0, start + options.minutes * 60_000 - performance.now()));
  crowd.endBeginning();
  await faults.ended();
  say(`the faults are over: ${ledger.deeds.length} mutations so far`);
  const loadSeconds = await crowd.end();
  const { seconds: drain, finding } = await crowd.rest();
  return {
    options,
    district: site.place.name,
    faults: Object.fromEntries(faults.survived),
    skipped: Object.fromEntries(faults.skipped),
    didNotComeBack: faults.fatal,
    endedOnlyByKill: faults.stubborn,
    clients: clientsOf(ledger, crowd.load),
    seconds: { load: loadSeconds, drain },
    findings: [finding, ...(await crowd.findings())],
  };
}

async function main(args: readonly string[]): Promise<number> {
  const options = chaosOptions(args);
  await mkdir(results, { recursive: true, mode: 0o700 });
  const folder = options.cluster ?? clusterFolder(process.env);
  const own = options.cluster === null && !(await readState(folder));
  if (own) whenInterrupted(() => stopCluster(folder));
  if (own) say(`starting PostgreSQL, Kafka and Keycloak in ${folder}`);
  try {
    if (own) await startServers(folder);
    const report = await chaos(folder, options);
    const file = join(results, `${report.district}.json`);
    await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
    for (const line of linesOf(report)) print(line);
    print(`report: ${file}, ledger beside it`);
    return violationsOf(report) ? 1 : 0;
  } finally {
    if (own) await stopCluster(folder);
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.stderr.write(`${chaosUsage}\n`);
  process.exitCode = 2;
}
