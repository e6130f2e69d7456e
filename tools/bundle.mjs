// `npm run bundle -- [--images <folder of image archives>] [--helm <binary>] [--out <file.tar>]`: one file that installs the product where no registry can
// be reached: chart, images, realm, district pack, backup scripts, manual, SBOM, checksums. It verifies what it wrote before it ends with 0.
// `npm run bundle -- verify <file.tar>` does that alone; on the other side `sh verify.sh` needs only coreutils.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { checksums, imagesIn, services, verifyBundle } from './bundle-verify.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = (command, args, options = {}) =>
  execFileSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024, ...options });
const say = (line) => process.stdout.write(`${line}\n`);

/** From the repository into the bundle; what another issue brings is taken as soon as it is there. */
const contents = [
  { from: 'deploy/chart', to: 'chart', required: true },
  { from: 'deploy/keycloak', to: 'keycloak', required: true },
  { from: 'deploy/backup', to: 'backup', required: true },
  { from: 'deploy/districts', to: 'districts', required: true },
  { from: 'deploy/examples', to: 'examples', required: false },
  { from: 'deploy/observability', to: 'observability', required: false },
  { from: 'docs/operations', to: 'manual', required: true },
  { from: 'docs/personal-data.zh-CN.md', to: 'manual/personal-data.zh-CN.md', required: false },
  { from: 'docs/people-import.md', to: 'manual/people-import.md', required: false },
  { from: 'LICENSE', to: 'LICENSE', required: true },
  { from: 'NOTICE', to: 'NOTICE', required: true },
  { from: 'tools/bundle/INSTALL.md', to: 'INSTALL.md', required: true },
  { from: 'tools/bundle/INSTALL.zh-CN.md', to: 'INSTALL.zh-CN.md', required: true },
  { from: 'tools/bundle/verify.sh', to: 'verify.sh', required: true },
];

async function fill(folder, { images, helm }) {
  for (const { from, to, required } of contents) {
    const source = join(root, from);
    if (!existsSync(source)) {
      if (required) throw new Error(`${from} is missing`);
      continue;
    }
    await cp(source, join(folder, to), { recursive: true });
  }
  if (images) await takeImages(resolve(images), join(folder, 'images'));
  if (helm) {
    await mkdir(join(folder, 'bin'));
    await cp(resolve(helm), join(folder, 'bin/helm'));
    await chmod(join(folder, 'bin/helm'), 0o755);
  }
  const { serialNumber, ...sbom } = JSON.parse(
    run('npm', ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--omit', 'dev'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );
  // chance and the hour would make two bundles of one tree differ
  delete sbom.metadata.timestamp;
  await writeFile(join(folder, 'sbom.cdx.json'), `${JSON.stringify(sbom, null, 2)}\n`);
}

/** Every archive of the folder, of whichever image: the servers' images may lie beside ours. */
async function takeImages(source, target) {
  await mkdir(target);
  const archives = (await readdir(source)).filter((name) => name.endsWith('.tar'));
  if (!archives.length) throw new Error(`${source} holds no image archive (*.tar)`);
  for (const name of archives) await cp(join(source, name), join(target, name));
  const lines = (await imagesIn(target)).flatMap(({ file, names }) =>
    names.map((name) => `${file}\t${name}`),
  );
  await writeFile(join(target, 'IMAGES'), `${lines.join('\n')}\n`);
}

async function make(options) {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const name = `weisu-${version}`;
  const out = resolve(options.out ?? `${name}-bundle.tar`);
  const work = await mkdtemp(join(tmpdir(), 'weisu-bundle-'));
  try {
    const folder = join(work, name);
    await mkdir(folder);
    await fill(folder, options);
    await writeFile(join(folder, 'SHA256SUMS'), await checksums(folder));
    // the same tree gives the same bytes, so that two people can compare what they built
    const at = run('git', ['log', '-1', '--format=%ct']).trim();
    const plain = [
      '--sort=name',
      `--mtime=@${at}`,
      '--owner=0',
      '--group=0',
      '--numeric-owner',
      '--mode=u=rwX,go=rX',
    ];
    run('tar', [...plain, '-cf', `${out}.part`, '-C', work, name]);
    for (const line of await verifyBundle(`${out}.part`)) say(line);
    await rename(`${out}.part`, out);
    if (!options.images)
      say(`without images: build the ${services.length} and give their folder with --images`);
    say(`${basename(out)} ${run('sha256sum', [out]).slice(0, 64)}`);
  } finally {
    await rm(work, { recursive: true, force: true });
    await rm(`${out}.part`, { force: true });
  }
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { images: { type: 'string' }, helm: { type: 'string' }, out: { type: 'string' } },
  });
  const [command, file] = positionals;
  if (command === 'verify' && file) for (const line of await verifyBundle(resolve(file))) say(line);
  else if (!command) await make(values);
  else
    throw new Error(
      'usage: bundle [--images <folder>] [--helm <binary>] [--out <file.tar>] | bundle verify <file.tar>',
    );
} catch (error) {
  process.stderr.write(`bundle: ${error.message}\n`);
  process.exitCode = 1;
}
