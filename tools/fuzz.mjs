// `npm run fuzz -- --minutes 10 --seed 1`, or `--files 2000`: gives files to the real readers, one after another, and prints what the worst of them cost.
// A processor's time and peak memory are measured, so that a busy machine does not matter; what is over a limit is tried twice more, as collecting garbage
// and compiling count, too. `--json` prints one line for test/worst-files.spec.ts.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Chance } from './fuzz/chance.mjs';
import { formats } from './fuzz/formats.mjs';
import { mutated } from './fuzz/mutation.mjs';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    files: { type: 'string' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const until = values.minutes ? performance.now() + Number(values.minutes) * 60_000 : Number.POSITIVE_INFINITY;
const most = values.files ? Number(values.files) : values.minutes ? Number.POSITIVE_INFINITY : 2_000;
const mostMegabytes = 200;
const mostOf = (format) => formats[format].milliseconds ?? 1_000;

/** Every worst file in its largest size first, then chance: sizes, and sound ones with a few things wrong. */
function* made(seed) {
  for (const [format, { worst, most: size }] of Object.entries(formats))
    for (const [name, make] of Object.entries(worst))
      yield { format, name: `${name}, ${size} bytes`, make: () => make(size) };
  const chance = new Chance(seed);
  for (let number = 0; ; number += 1) {
    const format = chance.one(Object.keys(formats));
    const { worst, sound, most: largest } = formats[format];
    const mutation = new Chance(seed + number);
    if (chance.below(4) > 0) {
      const bytes = chance.one(sound);
      yield { format, name: `mutation ${number}`, make: () => mutated(bytes, mutation) };
    } else {
      const name = chance.one(Object.keys(worst));
      const size = Math.min(largest, 64 << chance.below(15));
      const isDamaged = chance.below(2) === 0;
      const make = () => (isDamaged ? mutated(worst[name](size), mutation) : worst[name](size));
      yield { format, name: `${name}, ${size} bytes${isDamaged ? `, mutation ${number}` : ''}`, make };
    }
  }
}

const peak = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1_000;

/** Megabytes once the garbage of making a file is given back, which takes the system some moments. */
async function settledMemory(bytes) {
  let megabytes = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < (bytes.length > 1_000_000 ? 20 : 1); attempt += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 20));
    const now = process.memoryUsage.rss() / 1_000_000;
    if (now > megabytes - 1) break;
    megabytes = now;
  }
  return Math.min(megabytes, process.memoryUsage.rss() / 1_000_000);
}

/** What a file costs beside itself. Linux forgets the peak of memory when it is told to. */
async function measured(run, bytes) {
  const before = await settledMemory(bytes);
  writeFileSync('/proc/self/clear_refs', '5');
  const started = process.cpuUsage();
  let crash = null;
  try {
    await run(bytes);
  } catch (error) {
    crash = error;
  }
  const { user, system } = process.cpuUsage(started);
  return { milliseconds: (user + system) / 1_000, megabytes: peak() - before, crash };
}

/** The best of three: what a file costs stays, what the machine does beside it does not. */
async function cost({ format, make }) {
  let best = null;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const found = await measured(formats[format].run, Buffer.from(make()));
    best = best
      ? {
          crash: best.crash ?? found.crash,
          milliseconds: Math.min(best.milliseconds, found.milliseconds),
          megabytes: Math.min(best.megabytes, found.megabytes),
        }
      : found;
    if (best.milliseconds <= mostOf(format) && best.megabytes <= mostMegabytes) break;
  }
  return best;
}

// loads fonts and compiles what every file needs
for (const { run, sound } of Object.values(formats)) await run(Buffer.from(sound[0]));
const tally = { files: 0, crashes: [], over: [], byFormat: {} };
for (const file of made(Number(values.seed))) {
  if (tally.files >= most || performance.now() >= until) break;
  const { milliseconds, megabytes, crash } = await cost(file);
  const named = `${file.format}: ${file.name}`;
  tally.files += 1;
  if (crash) tally.crashes.push(`${named}: ${crash.stack ?? crash}`);
  if (milliseconds > mostOf(file.format) || megabytes > mostMegabytes)
    tally.over.push(`${named}: ${Math.round(milliseconds)} ms, ${Math.round(megabytes)} MB`);
  const worst = (tally.byFormat[file.format] ??= {
    files: 0,
    milliseconds: 0,
    slowest: '',
    megabytes: 0,
    largest: '',
  });
  worst.files += 1;
  if (milliseconds > worst.milliseconds) Object.assign(worst, { milliseconds, slowest: file.name });
  if (megabytes > worst.megabytes) Object.assign(worst, { megabytes, largest: file.name });
}

if (values.json) console.log(JSON.stringify(tally));
else {
  for (const [format, worst] of Object.entries(tally.byFormat))
    console.log(
      `${format.padEnd(6)}${String(worst.files).padStart(7)} files  worst ${String(Math.round(worst.milliseconds)).padStart(5)} ms (${worst.slowest}), ${String(Math.round(worst.megabytes)).padStart(4)} MB (${worst.largest})`,
    );
  for (const line of [...tally.over, ...tally.crashes]) console.log(`OVER OR CRASHED ${line}`);
  console.log(
    `seed ${values.seed}: ${tally.files} files, ${tally.over.length} over their limits (1 s, a paper 3 s; ${mostMegabytes} MB), ${tally.crashes.length} crashes`,
  );
}
process.exitCode = tally.over.length || tally.crashes.length ? 1 : 0;
