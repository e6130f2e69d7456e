// Compiles every project's src to its dist in one process (swc); only files newer than their output. The console, which browsers run, is bundled by vite.
// `--quiet` prints errors only. One process, because twenty starts of a compiler cost more than the compiling.
import { transformFile } from '@swc/core';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const started = performance.now();
const root = new URL('..', import.meta.url).pathname;
const { $schema, ...options } = JSON.parse(await readFile(`${root}.swcrc`, 'utf8'));
let compiled = 0;
let failed = 0;

async function compile(source) {
  const target = source.replace('/src/', '/dist/').replace(/\.ts$/, '.js');
  if (existsSync(target) && (await stat(target)).mtimeMs >= (await stat(source)).mtimeMs) return;
  try {
    const { code, map } = await transformFile(source, { ...options, swcrc: false });
    await mkdir(dirname(target), { recursive: true });
    await writeFile(`${target}.map`, map);
    await writeFile(target, `${code}\n//# sourceMappingURL=${target.split('/').at(-1)}.map\n`);
    compiled += 1;
  } catch (error) {
    failed += 1;
    console.error(`${source.slice(root.length)}: ${error.message}`);
  }
}

/** Files with this ending below one folder (src or dist) of every project. */
async function find(folder, ending) {
  const found = [];
  for (const group of ['apps', 'libs']) {
    for (const project of await readdir(`${root}${group}`)) {
      if (project === 'console') continue;
      const base = `${root}${group}/${project}/${folder}`;
      if (!existsSync(base)) continue;
      for (const file of await readdir(base, { recursive: true }))
        if (file.endsWith(ending)) found.push(`${base}/${file}`);
    }
  }
  return found;
}

/** Whether any source of the console, or the list of packages, is newer than what was built. */
async function isConsoleStale() {
  const base = `${root}apps/console`;
  if (!existsSync(base)) return false;
  if (!existsSync(`${base}/dist/staff.manifest.json`)) return true;
  const names = (await readdir(base, { recursive: true })).filter((name) => !name.startsWith('dist'));
  const newest = await Promise.all(
    [...names.map((name) => `${base}/${name}`), `${root}package-lock.json`].map(
      async (file) => (await stat(file)).mtimeMs,
    ),
  );
  return Math.max(...newest) > (await stat(`${base}/dist/staff.manifest.json`)).mtimeMs;
}

const sources = (await find('src', '.ts')).filter(
  (file) => !/\.(int-|kafka-|cluster-)?spec\.ts$|\.d\.ts$/.test(file),
);
const wanted = new Set(sources.map((file) => file.replace('/src/', '/dist/').replace(/\.ts$/, '.js')));
const stale = (await find('dist', '.js')).filter((file) => !wanted.has(file));
await Promise.all(stale.flatMap((file) => [rm(file), rm(`${file}.map`, { force: true })]));
await Promise.all(sources.map(compile));
// what code reads beside itself
for (const file of await find('src', '.yaml')) {
  const target = file.replace('/src/', '/dist/');
  await mkdir(dirname(target), { recursive: true });
  await copyFile(file, target);
}
if (await isConsoleStale()) {
  // loaded only when there is something to do: that alone costs as much as compiling the rest
  const { buildConsole } = await import('../apps/console/vite.config.mjs');
  await buildConsole();
}
if (!process.argv.includes('--quiet'))
  console.log(
    `built ${compiled} of ${sources.length} files in ${Math.round(performance.now() - started)} ms`,
  );
process.exitCode = failed ? 1 : 0;
