import { standaloneConfig } from '../config.js';
import { replayOptions, replayUsage, type ReplayOptions } from './options.js';
import { findPlace, type Place } from './place.client.js';
import { replay, type ReplayResult } from './replay.operations.js';
import { countsTable, deedsTable, ratesTable, refusalsTable } from './report.js';

const say = (...lines: readonly string[]): void => void process.stdout.write(`${lines.join('\n')}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

function tell(result: ReplayResult): void {
  const { rows, registered, tally, figures, wrong, period, calls, seconds } = result;
  say(
    `rows ${rows}: registered ${registered.fresh}, already there ${registered.known}, bad ${registered.bad}; linked as repeats ${registered.repeats}`,
    `${calls} calls; importing ${seconds.importing.toFixed(1)} s, working ${seconds.working.toFixed(1)} s; figures of ${period.from} to ${period.until}`,
    '',
    ...deedsTable(tally),
    '',
    ...countsTable(figures),
    '',
    ...ratesTable(figures),
    '',
  );
  if (tally.refusals.size) say('the system said no', ...refusalsTable(tally), '');
  say(`figures add up: ${wrong.length ? 'no' : 'yes'}`, ...wrong.map((line) => `  ${line}`));
}

async function run(options: ReplayOptions): Promise<number> {
  const config = standaloneConfig(process.env);
  const place = await findPlace(config, options.url, options.speed !== null);
  say(`replay in ${place.own ? 'a district of its own' : place.client.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void leave(place, options).finally(() => process.exit(130)));
  try {
    const result = await replay(place, options, config);
    tell(result);
    return result.wrong.length ? 1 : 0;
  } finally {
    await leave(place, options);
  }
}

/** A district that goes on running goes on in real time. */
async function leave(place: Place, { speed }: ReplayOptions): Promise<void> {
  if (!place.own && speed !== null) await place.client.setTime({ speed: 1 });
  await place.leave();
}

try {
  const options = replayOptions(process.argv.slice(2));
  if (options) process.exitCode = await run(options);
  else say(replayUsage);
} catch (error) {
  complain(error instanceof Error ? error.message : String(error));
  complain('npm run replay -- --help');
  process.exitCode = 2;
}
