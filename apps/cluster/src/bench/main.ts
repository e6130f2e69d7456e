import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { costOf, measureCursor } from './cursor.js';
import { exportReport } from './export-report.js';
import { measureExport } from './exporting.js';
import { flameFile, flameGraph } from './flame-graph.js';
import { measureFloods } from './floods.js';
import { floodsReport } from './floods-report.js';
import { fill, openGround, type BenchGround } from './ground.js';
import { hotSpots, type HotSpots } from './hot-spots.js';
import { measureLatency, type Latency } from './latency.js';
import { measureImport } from './importing.js';
import { importReport } from './import-report.js';
import { closedLoop } from './load.js';
import { compare, deskOf, idle, partsOf, type Scenario, type Settings } from './measure.js';
import { profile } from './profile.js';
import { benchmarks, latencyRates, summary } from './report.js';
import { measureScale, scales } from './scale.js';
import { scaleReport } from './scale-report.js';
import { minimalInsert, submission } from './submit.js';
import { say } from '../saying.js';
import { listDocument, minimalSelects, opening, pageDocument } from './workbench.js';

const target = fileURLToPath(new URL('../../../../docs/benchmarks.md', import.meta.url));

const scaleTarget = join(dirname(target), 'benchmarks-scale.md');
const floodsTarget = join(dirname(target), 'benchmarks-floods.md');
const importTarget = join(dirname(target), 'benchmarks-import.md');
const exportTarget = join(dirname(target), 'benchmarks-export.md');

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    connections: { type: 'string', default: '32' },
    rounds: { type: 'string', default: '3' },
    /** Names of what is measured, comma separated; clocks, burst and pages are not measured unless they are named: they fill 20 GB. */
    only: { type: 'string', default: 'workbench,list,submit,anonymous,latency,profile' },
    matters: { type: 'string', default: '10000,1000000,5000000' },
    'open-clocks': { type: 'string', default: '1000000' },
    'export-matters': { type: 'string', default: '1000000' },
    'import-rows': { type: 'string', default: '100000' },
    /** Of them, how many are registered. */
    'import-registered': { type: 'string', default: '10000' },
    'no-report': { type: 'boolean', default: false },
  },
});
const settings: Settings = {
  seconds: Number(values.seconds),
  connections: Number(values.connections),
  rounds: Number(values.rounds),
};
const asked = new Set(values.only.split(','));

/** Turns never come back, so that nobody says the same twice. */
let turns = 1_000_000;

function submitting(
  ground: BenchGround,
  name: string,
  limitScript: string,
  account: string | null,
): Scenario {
  return {
    name,
    limitUrl: ground.limitUrl,
    limitScript,
    shots: async () => {
      const bearer = account === null ? null : await ground.token(account);
      return () => submission(turns++, ground.grids, bearer);
    },
  };
}

async function reading(ground: BenchGround, name: string, document: string): Promise<Scenario> {
  return {
    name,
    limitUrl: ground.district.place.ownerUrl,
    limitScript: minimalSelects(document, await deskOf(ground)),
    shots: async () => {
      const desk = await deskOf(ground);
      return () => opening(document, desk);
    },
  };
}

/** Gateway and intake, or dispatch, while the load runs. */
async function profiled(
  ground: BenchGround,
  scenario: Scenario,
  apps: readonly string[],
): Promise<[string, HotSpots][]> {
  const { district } = ground;
  const replicas = apps.flatMap((app) => district.replicas.find((one) => one.app === app) ?? []);
  const next = await scenario.shots();
  const profilers = await Promise.all(replicas.map(profile));
  await closedLoop(district.url, { connections: settings.connections, seconds: settings.seconds }, next);
  const taken = await Promise.all(profilers.map((one) => one.stop()));
  return Promise.all(
    taken.map(async (one, index): Promise<[string, HotSpots]> => {
      const app = replicas[index]?.app ?? '';
      const title = `${scenario.name}: ${app}`;
      if (!values['no-report']) {
        const file = join(dirname(target), flameFile(title));
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, flameGraph(title, one));
      }
      return [title, hotSpots(one)];
    }),
  );
}

/** Among few rows, each against its limit. */
async function compareAll(): Promise<void> {
  const ground = await openGround(say);
  try {
    say(`district ${ground.district.place.name} at ${ground.district.url}`);
    const idling = await idle(ground, 10);
    say(`idle: ${partsOf(idling, 100)} % of a core`);
    await fill(ground, { appeals: 600, orders: 60 });
    say('filled');
    const insert = await minimalInsert(ground.pool);
    const scenarios = {
      workbench: await reading(ground, 'workbench', pageDocument),
      list: await reading(ground, 'list', listDocument),
      submit: submitting(ground, 'submit', insert, 'resident'),
      anonymous: submitting(ground, 'anonymous', insert, null),
    };
    const comparisons = [];
    for (const [name, scenario] of Object.entries(scenarios))
      if (asked.has(name)) comparisons.push(await compare(ground, scenario, { ...settings, idling }, say));
    const latencies: Latency[] = [];
    for (const perSecond of asked.has('latency') ? latencyRates : [])
      for (let round = 0; round < settings.rounds; round += 1) {
        const latency = await measureLatency(ground.district, { perSecond, seconds: settings.seconds });
        latencies.push(latency);
        say(
          `latency: p50 ${latency.p50.toFixed(1)} ms, p99 ${latency.p99.toFixed(1)} ms at ${latency.perSecond.toFixed(0)} of ${perSecond}/s`,
        );
      }
    const spots = asked.has('profile')
      ? [
          ...(await profiled(ground, scenarios.submit, ['gateway', 'intake', 'dispatch'])),
          ...(await profiled(ground, scenarios.workbench, ['gateway', 'dispatch', 'intake'])),
        ]
      : [];
    const result = { settings, idling, servers: ground.state.servers, comparisons, latencies, spots };
    for (const line of summary(result)) say(line);
    if (!values['no-report']) await writeFile(target, benchmarks(result));
  } finally {
    await ground.close();
  }
}

/** Among millions of rows. */
async function scale(): Promise<void> {
  const result = await measureScale(
    {
      ...settings,
      asked: new Set(scales.filter((name) => asked.has(name))),
      sizes: values.matters.split(',').map(Number),
      openClocks: Number(values['open-clocks']),
    },
    say,
  );
  if (!values['no-report']) await writeFile(scaleTarget, scaleReport(result));
}

/** Many behind one address, and floods from one. */
async function floods(): Promise<void> {
  const ground = await openGround(say);
  try {
    const result = await measureFloods(ground, settings, say);
    const report = floodsReport(result, settings);
    say(report);
    if (!values['no-report']) await writeFile(floodsTarget, report);
  } finally {
    await ground.close();
  }
}

/** One export of everything, while others work. */
async function exporting(): Promise<void> {
  const result = await measureExport(
    { matters: Number(values['export-matters']), seconds: settings.seconds },
    say,
  );
  const report = exportReport(result);
  say(report);
  say(`the file: ${result.file}`);
  if (!values['no-report']) await writeFile(exportTarget, report);
}

/** What remembering how far a subject was heard costs each event. */
async function cursor(): Promise<void> {
  const cost = await measureCursor(settings, say);
  const share = (cost.with / cost.without).toFixed(2);
  say(
    `cursor: ${cost.with.toFixed(0)} events/s with, ${cost.without.toFixed(0)} without (${share}); ${costOf(cost).toFixed(3)} ms of a connection an event`,
  );
}

/** A ledger without numbers, as a file. */
async function importing(): Promise<void> {
  const result = await measureImport(
    { read: Number(values['import-rows']), registered: Number(values['import-registered']) },
    say,
  );
  const report = importReport(result);
  say(report);
  if (!values['no-report']) await writeFile(importTarget, report);
}

const alone: ReadonlySet<string> = new Set(['floods', 'export', 'import', 'cursor', ...scales]);
if ([...asked].some((name) => !alone.has(name))) await compareAll();
if (asked.has('floods')) await floods();
if (asked.has('export')) await exporting();
if (asked.has('import')) await importing();
if (asked.has('cursor')) await cursor();
if (scales.some((name) => asked.has(name))) await scale();
