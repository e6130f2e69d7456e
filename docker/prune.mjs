// `node docker/prune.mjs <app> <target>`: makes the folder that becomes /app of an image. Run inside the build stage, after `npm ci` and
// the build, because it changes package.json and node_modules of the tree it runs in.
// What an app needs is read from its imports, because the packages stand in the manifest of the root: walked from its main.js through our
// libs to the packages, and npm itself then prunes by the reduced manifest. An image of the gateway carries no broker client and
// no spreadsheet reader, and its SBOM names what is in it.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const [app, target] = process.argv.slice(2);
if (!app || !target) throw new Error('usage: prune.mjs <app> <target>');
const entry = `apps/${app}/dist/main.js`;
if (!existsSync(entry))
  throw new Error(`${entry} is missing: there is no app ${app} with a main.ts, or it is not built`);

const root = JSON.parse(await readFile('package.json', 'utf8'));
const workspaces = new Set([`apps/${app}`]);
const packages = new Set();
/** Of a package that holds more than we read, the folders that stay: `weisu.assets` of the lib that reads them, which no import names. */
const assets = new Map();
const seen = new Set();

/** A thread's file, which no import names: libs/worker-pool. */
const workerCall = /\bworkerFile\(\s*['"](\.[^'"]+)['"],\s*import\.meta\.url/g;

/** Follows imports from one compiled file, and the workers that it starts; a package of ours goes on at its exports, one from npm is noted. */
async function walk(file) {
  if (seen.has(file)) return;
  seen.add(file);
  const text = await readFile(file, 'utf8');
  for (const [, worker] of text.matchAll(workerCall)) await walk(resolve(dirname(file), worker));
  const { importedFiles } = ts.preProcessFile(text, true, true);
  for (const { fileName } of importedFiles) {
    if (fileName.startsWith('.')) await walk(resolve(dirname(file), fileName));
    else if (fileName.startsWith('node:') || builtinModules.includes(fileName)) continue;
    else await walkPackage(/^(@[^/]+\/)?[^/]+/.exec(fileName)[0]);
  }
}

async function walkPackage(name) {
  if (!name.startsWith('@weisu/')) {
    packages.add(name);
    return;
  }
  const folder = await realpath(join('node_modules', name));
  workspaces.add(folder.slice(process.cwd().length + 1));
  const { exports, weisu } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  for (const [asset, folders] of Object.entries(weisu?.assets ?? {})) {
    packages.add(asset);
    assets.set(asset, folders);
  }
  for (const { default: file } of Object.values(exports)) await walk(resolve(folder, file));
}

await walk(resolve(entry));
// Frameworks load some packages by name at run time (Nest its platform, TypeORM its driver) and declare them as optional peers, which
// npm would prune: one that the product depends on stays with the package that asks for it.
for (const name of packages) {
  const { peerDependencies = {} } = JSON.parse(await readFile(`node_modules/${name}/package.json`, 'utf8'));
  for (const peer of Object.keys(peerDependencies)) if (peer in root.dependencies) packages.add(peer);
}
const undeclared = [...packages].filter((name) => !(name in root.dependencies));
if (undeclared.length) throw new Error(`imported but no dependency of the product: ${undeclared.join(', ')}`);

const { devDependencies, scripts, ...manifest } = root;
await writeFile(
  'package.json',
  JSON.stringify({
    ...manifest,
    name: `weisu-${app}`,
    workspaces: [...workspaces].sort(),
    dependencies: Object.fromEntries([...packages].sort().map((name) => [name, root.dependencies[name]])),
  }),
);
const npm = (...args) =>
  execFileSync('npm', args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 64 * 1024 * 1024,
    encoding: 'utf8',
  });
// what is optional runs without it: piscina's is compiled, and only makes threads of lower priority
npm('prune', '--omit=dev', '--omit=optional', '--offline', '--ignore-scripts', '--no-audit', '--no-fund');

const native = (await readdir('node_modules', { recursive: true })).filter((file) => file.endsWith('.node'));
if (native.length)
  throw new Error(`compiled for one processor, but the image is built for two: ${native.join(', ')}`);
const sbom = npm(
  'sbom',
  '--sbom-format',
  'cyclonedx',
  '--sbom-type',
  'application',
  '--omit',
  'dev',
  '--omit',
  'optional',
);

await mkdir(target, { recursive: true });
await writeFile(join(target, 'sbom.json'), sbom);
await cp('package.json', join(target, 'package.json'));
const here = fileURLToPath(new URL('.', import.meta.url));
for (const file of ['LICENSE', 'NOTICE']) await cp(file, join(target, file));
await cp(join(here, 'health.mjs'), join(target, 'health.mjs'));
// what an app serves and no import names: `weisu.files` of its manifest
const { weisu: own } = JSON.parse(await readFile(`apps/${app}/package.json`, 'utf8'));
for (const folder of own?.files ?? []) await cp(folder, join(target, folder), { recursive: true });
for (const workspace of workspaces) {
  await cp(join(workspace, 'package.json'), join(target, workspace, 'package.json'));
  await cp(join(workspace, 'dist'), join(target, workspace, 'dist'), {
    recursive: true,
    filter: (file) => !/\.fixture\.js(\.map)?$/.test(file),
  });
}
/** Types and maps of packages are for editors; licences stay, because the law of most of them asks for it. */
const idle = /\.(d\.[cm]?ts|[cm]?ts\.map|js\.map|cjs\.map|mjs\.map|tsbuildinfo|flow)$/;
/** 115 MB of a font's weights, of which two are read. */
function unread(file) {
  const [, name, folder] = /^node_modules\/((?:@[^/]+\/)?[^/]+)\/([^/]+)\/./.exec(file) ?? [];
  const read = assets.get(name);
  return read !== undefined && !read.includes(folder);
}
await cp('node_modules', join(target, 'node_modules'), {
  recursive: true,
  verbatimSymlinks: true,
  filter: (file) => !idle.test(file) && !file.includes('node_modules/.cache') && !unread(file),
});
await rm(join(target, 'node_modules/.package-lock.json'), { force: true });
// A checkout's umask does not decide who may write in the image.
execFileSync('chmod', ['-R', 'a+rX,go-w', target]);
await symlink(entry, join(target, 'main.js'));
console.log(
  `${app}: ${workspaces.size} projects, ${packages.size} packages of our own choice, ${JSON.parse(sbom).components.length} components in the SBOM`,
);
