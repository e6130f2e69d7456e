import { parseArgs } from 'node:util';
import { clusterFolder, readState } from '../cluster.js';
import { runCommand } from '../district.js';
import { environmentOf } from '../service-environment.js';

const usage = 'usage: npm run rebuild -- evaluation [--cluster FOLDER] [--district NAME]';

/** Rebuilds the projections of a service of a district that runs on this machine's cluster. Answers what the service said. */
async function rebuild(args: readonly string[]): Promise<string> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { cluster: { type: 'string' }, district: { type: 'string' } },
  });
  // the others own what they keep, or keep a copy that refreshes itself
  if (positionals.length !== 1 || positionals[0] !== 'evaluation') throw new Error(usage);
  const folder = values.cluster ?? clusterFolder(process.env);
  const state = await readState(folder);
  if (!state) throw new Error(`no cluster runs in ${folder}`);
  const district = state.districts.find(({ place }) => !values.district || place.name === values.district);
  const replica = district?.replicas.find(({ app }) => app === 'evaluation');
  if (!district || !replica) throw new Error(`no such district runs in ${folder}`);
  return runCommand('evaluation', ['rebuild'], environmentOf(district.place, replica, district.replicas));
}

try {
  process.stdout.write(await rebuild(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
