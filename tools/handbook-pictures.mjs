// `npm run handbook:pictures`: runs the browser ring with a camera, and keeps the pictures that docs/handbook names.
import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const handbook = join(root, 'docs/handbook');
const kept = join(handbook, 'pictures');
await mkdir(kept, { recursive: true });
const folder = await mkdtemp(join(tmpdir(), 'weisu-pictures-'));

const { status } = spawnSync(process.execPath, ['tools/test-browser.mjs', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, WEISU_PICTURES: folder },
});
if (status === 0) {
  const chapters = (await readdir(handbook)).filter((name) => name.endsWith('.md'));
  const texts = await Promise.all(chapters.map((name) => readFile(join(handbook, name), 'utf8')));
  const named = new Set(
    texts.flatMap((text) => [...text.matchAll(/pictures\/([\w-]+\.png)/g)].map(([, name]) => name)),
  );
  const made = new Set(await readdir(folder));
  for (const name of named) if (made.has(name)) await copyFile(join(folder, name), join(kept, name));
  for (const name of await readdir(kept)) if (!named.has(name)) await rm(join(kept, name));
  console.log(`${[...named].filter((name) => made.has(name)).length} of ${named.size} pictures are new`);
}
await rm(folder, { recursive: true });
process.exitCode = status ?? 1;
