import { parseArgs } from 'node:util';
import {
  clusterFolder,
  demoDistrict,
  livingOf,
  readState,
  saveState,
  startServers,
  stopCluster,
} from './cluster.js';
import { openDistrict } from './district.js';

let startedHere = false;
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const usage = `usage: npm run cluster -- [--test-clock] [--port N] [--log-level LEVEL]
       npm run cluster:down`;

async function up(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      'test-clock': { type: 'boolean', default: false },
      'servers-only': { type: 'boolean', default: false },
      port: { type: 'string' },
      people: { type: 'string', default: demoDistrict },
      'log-level': { type: 'string', default: 'info' },
    },
  });
  const folder = clusterFolder(process.env);
  print(`folder ${folder}`);
  if (await readState(folder)) throw new Error('a cluster is there already: npm run cluster:down first');
  startedHere = true;
  let state = await startServers(folder, values.people);
  for (const {
    name,
    version,
    port,
    startMs,
    process: { pid },
  } of state.servers)
    print(`${name.padEnd(11)} ${version.padEnd(10)} port ${port}  pid ${pid}  started in ${startMs} ms`);
  if (!values['servers-only']) {
    const district = await openDistrict(state.ground, {
      name: 'main',
      testClock: values['test-clock'],
      logLevel: values['log-level'],
      ...(values.port ? { port: Number(values.port) } : {}),
    });
    state = { ...state, districts: [district] };
    await saveState(folder, state);
    for (const {
      app,
      index,
      port,
      process: { pid },
    } of district.replicas)
      print(`${`${app} ${index}`.padEnd(22)} port ${port}  pid ${pid}`);
    print(`ready ${district.url}/graphql`);
  }
  print('npm run cluster:down ends it all');
}

async function down(): Promise<void> {
  const ended = await stopCluster(clusterFolder(process.env));
  for (const name of ended) print(`ended ${name}`);
  print(ended.length ? 'nothing is left' : 'no cluster was running');
}

async function status(): Promise<void> {
  const state = await readState(clusterFolder(process.env));
  for (const name of state ? await livingOf(state) : []) print(name);
}

const [command = '', ...rest] = process.argv.slice(2);
try {
  if (command === 'up') await up(rest);
  else if (command === 'down') await down();
  else if (command === 'status') await status();
  else throw new Error(usage);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
  if (command === 'up' && startedHere) await stopCluster(clusterFolder(process.env));
}
