import { setMaxListeners } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { readAccounts } from '../accounts.js';
import { clusterFolder, readState, startServers, stopCluster } from '../cluster.js';
import { services } from '../service-environment.js';
import { freezeTime, startTime, type BusinessTime } from './business-time.js';
import { chanceOf } from './chance.js';
import { effectsOnce, eventsHeard } from './consumers.js';
import { clocksRight } from './deadlines.js';
import { documentOf } from './document.js';
import { drained } from './drain.js';
import { Faults } from './faults.js';
import type { Finding } from './findings.js';
import { Ledger } from './ledger.js';
import { Load, Rate } from './load.js';
import { chaosOptions, chaosUsage, type ChaosOptions } from './options.js';
import { PatientClient } from './patient.client.js';
import { lineOf, planOf } from './plan.js';
import { appealsKept, deedsDone, filesKept, journalsWhole, ratingsKept, receiptsWork } from './promises.js';
import { readModelsEqualRebuild } from './read-models.js';
import { linesOf, violationsOf, type ChaosReport } from './report.js';
import { Site } from './site.js';
import { WebhookReceiver } from './webhook-receiver.js';
import { subscribedEvents, webhooksArrived } from './webhooks.js';

/** What is to be read afterwards must not go with the cluster. */
const results = join(tmpdir(), 'weisu-chaos');
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const say = (line: string): void => print(`${new Date().toISOString().slice(11, 21)}  ${line}`);

/** Milliseconds in which what is under way may come to an answer after the last fault. */
const lastAnswersMs = 120_000;
/** A lease of a webhook or text that died with its sender lasts two minutes. */
const drainMs = 300_000;
/** The department whose system is told of everything. */
const unitId = '440303.urban-management';

const extra = {
  LOG_LEVEL: 'warn',
  TRUSTED_PROXIES: '127.0.0.1',
  PUBLIC_OPERATIONS_PER_MINUTE: '1000000',
  DATABASE_POOL_SIZE: '6',
  // a receiver that fails now and then is given many chances within the run
  WEBHOOK_RETRY_SECONDS: ['0', ...Array.from({ length: 60 }, () => '1')].join(','),
  WEBHOOK_TIMEOUT_SECONDS: '3',
};

async function chaos(folder: string, options: ChaosOptions): Promise<ChaosReport> {
  const began = new Date();
  const name = `c${began.getTime().toString(36)}`;
  say(`opening the district ${name}`);
  const site = await Site.open(folder, { name, extra });
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void site.close().finally(() => process.exit(130)));
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
  const running = await startTime(site.databaseUrl);
  const rate = new Rate(options.rate);
  const over = new AbortController();
  // everybody who waits listens to it
  setMaxListeners(0, over.signal);
  const client = new PatientClient({
    gatewayUrl: site.url,
    keycloakUrl: site.place.keycloakUrl,
    accounts: await readAccounts(site.accountsFile),
    ledger,
    turn: rate.turn,
    over: over.signal,
  });
  await client.act({
    account: 'department',
    operation: 'registerWebhook',
    document: documentOf('registerWebhook', 'id'),
    variables: { input: { url: receiver.url, events: subscribedEvents } },
  });
  const durationMs = options.minutes * 60_000;
  const plan = planOf({
    seed: options.seed,
    durationMs,
    replicas: [...site.running.keys()],
    announcers: ['dispatch', 'intake', 'evaluation'],
  });
  print(`plan of seed ${options.seed}:`);
  for (const fault of plan) print(lineOf(fault));
  const load = new Load(client, ledger, chanceOf(options.seed), Math.max(4, Math.ceil(options.rate * 2)));
  const faults = new Faults(site, new Date(began.getTime() - 60_000), say);
  const start = performance.now();
  const loading = load.run();
  loading.catch(() => undefined); // awaited below
  for (const fault of plan) {
    await pause(Math.max(0, start + fault.atMs - performance.now()));
    faults.begin(fault);
  }
  await pause(Math.max(0, start + durationMs - performance.now()));
  load.endBeginning();
  await faults.ended();
  receiver.recover();
  say(`the faults are over: ${ledger.deeds.length} mutations so far`);
  const patience = setTimeout(() => {
    over.abort();
    rate.end();
  }, lastAnswersMs);
  await loading;
  clearTimeout(patience);
  rate.end();
  const loadSeconds = (performance.now() - start) / 1_000;
  const time = await freezeTime(site.databaseUrl, running);
  const drainBegan = performance.now();
  const moving = await drained(pool, time.frozenAt ?? new Date(), drainMs);
  const drain = (performance.now() - drainBegan) / 1_000;
  say('checking');
  return {
    options,
    district: site.place.name,
    faults: Object.fromEntries(faults.survived),
    skipped: Object.fromEntries(faults.skipped),
    didNotComeBack: faults.fatal,
    endedOnlyByKill: faults.stubborn,
    clients: clientsOf(ledger, load),
    seconds: { load: loadSeconds, drain },
    findings: [
      { what: 'everything came to rest', seen: `within ${drain.toFixed(0)} s`, violations: moving },
      ...(await check({ site, pool, receiver, ledger, time })),
    ],
  };
}

function clientsOf(ledger: Ledger, load: Load): ChaosReport['clients'] {
  return {
    acknowledged: ledger.of('DONE').length,
    refused: Object.fromEntries(ledger.refusals),
    unanswered: ledger.of('UNKNOWN').length,
    attempts: ledger.deeds.reduce((sum, { attempts }) => sum + attempts, 0),
    retried: ledger.retries,
    reads: ledger.reads,
    heardInstead: Object.fromEntries(ledger.unanswered),
    mattersBegun: load.begun,
    mattersFinished: load.finished,
    mattersStopped: load.stopped.map(({ matter, at, code }) => `${matter} at ${at} ${code}`),
  };
}

async function check({
  site,
  pool,
  receiver,
  ledger,
  time,
}: Pick<Running, 'site' | 'pool' | 'receiver' | 'ledger'> & Readonly<{ time: BusinessTime }>): Promise<
  Finding[]
> {
  return [
    await appealsKept(pool, ledger),
    await receiptsWork(site.url, ledger),
    await deedsDone(pool, ledger),
    await ratingsKept(pool, ledger),
    await filesKept(pool, ledger, site.filesFolder),
    await journalsWhole(pool),
    await eventsHeard(pool),
    await effectsOnce(pool),
    await clocksRight(pool, time),
    await webhooksArrived(pool, receiver, unitId),
    await readModelsEqualRebuild(pool, site, say),
  ];
}

async function main(args: readonly string[]): Promise<number> {
  const options = chaosOptions(args);
  await mkdir(results, { recursive: true, mode: 0o700 });
  const folder = options.cluster ?? clusterFolder(process.env);
  const own = options.cluster === null && !(await readState(folder));
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
