// `npm run image:prove [-- app [architecture]]`: builds one image of docker/service.Dockerfile on this machine, without a registry of images, and
// starts it the way a cluster does. The base is debootstrap's smallest Debian with this machine's own node; packages come through npm's own client.
// Another architecture (amd64, arm64) is built by this machine's own programs, and started by an emulator that the kernel knows (binfmt_misc).
// Needs root and Debian's buildah, debootstrap and runc; prints what it saw and ends with 0 only if all of it held.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { architectures, baseMaker } from './image-prove/bases.mjs';
import { containers } from './image-prove/container.mjs';

const source = fileURLToPath(new URL('..', import.meta.url));
const here = architectures[process.arch];
const [app = 'gateway', architecture = here] = process.argv.slice(2);
const work = await mkdtemp(join(tmpdir(), 'weisu-image-'));
const image = `localhost/weisu/${app}:prove`;

/** How qemu calls them. */
const emulated = { x86_64: 'amd64', aarch64: 'arm64' };

const run = (command, args, options = {}) =>
  execFileSync(command, args, {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  });
// overlay needs a file system that can carry it; vfs copies every layer and works everywhere.
const store = ['--root', join(work, 'store'), '--runroot', join(work, 'run')];
const buildah = (...args) =>
  run('buildah', [...store, '--storage-driver', process.env.STORAGE_DRIVER ?? 'overlay', ...args]);

function requireTools() {
  if (process.getuid() !== 0) throw new Error('needs root: debootstrap and chroot do');
  const missing = ['buildah', 'debootstrap', 'runc'].filter(
    (tool) => !existsSync(`/usr/bin/${tool}`) && !existsSync(`/usr/sbin/${tool}`),
  );
  if (missing.length)
    throw new Error(`missing: apt-get install --no-install-recommends ${missing.join(' ')}`);
  if (!Object.values(architectures).includes(architecture))
    throw new Error(`${architecture} is none of ${Object.values(architectures).join(', ')}`);
  const emulator = `qemu-${Object.keys(emulated).find((name) => emulated[name] === architecture)}`;
  if (architecture !== here && !existsSync(`/proc/sys/fs/binfmt_misc/${emulator}`))
    throw new Error(
      `nothing here runs ${architecture}: apt-get install qemu-user-static; mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc; ` +
        `cat /usr/lib/binfmt.d/${emulator}.conf > /proc/sys/fs/binfmt_misc/register`,
    );
}

/** This machine's way to its registry: a secret of the build, in no layer. */
async function registrySecrets() {
  const file = join(homedir(), '.npmrc');
  const own = existsSync(file) ? await readFile(file, 'utf8') : '';
  const ca = run('npm', ['config', 'get', 'cafile']).trim();
  const known = existsSync(ca);
  const lines = own.split('\n').filter((line) => !/^(cafile|prefix|cache|nodedir)\s*=/.test(line));
  const npmrc = join(work, 'npmrc');
  await writeFile(npmrc, [...lines, ...(known ? ['cafile=/run/secrets/npm-ca'] : []), ''].join('\n'), {
    mode: 0o600,
  });
  return ['--secret', `id=npmrc,src=${npmrc}`, '--secret', `id=npm-ca,src=${known ? ca : '/dev/null'}`];
}

async function buildImage({ build, runtime }) {
  // Debian's buildah does not know these two by itself
  const platforms = [`BUILDPLATFORM=linux/${here}`, `TARGETPLATFORM=linux/${architecture}`];
  const args = [...platforms, `BASE_IMAGE=${build}`, `RUNTIME_IMAGE=${runtime}`, `APP=${app}`].flatMap(
    (arg) => ['--build-arg', arg],
  );
  const log = buildah(
    ...[
      'bud',
      '--isolation',
      'chroot',
      '--format',
      'docker',
      '--platform',
      `linux/${architecture}`,
      '-f',
      join(source, 'docker/service.Dockerfile'),
    ],
    ...[...args, ...(await registrySecrets()), '-t', image, source],
  );
  console.log(
    log
      .split('\n')
      .filter((line) => line.startsWith(`${app}: `) || line.startsWith('built '))
      .join('\n'),
  );
}

const bytes = (count) => `${(count / 1e6).toFixed(1)} MB`;
const checks = [];
function check(what, held, seen) {
  checks.push(held);
  console.log(`${held ? 'ok    ' : 'FAILED'} ${what}${seen === undefined ? '' : `: ${seen}`}`);
}

/** What the image says of itself, and what is in its file system. */
async function inspect(root, base) {
  const {
    Docker: { architecture: made, config },
  } = JSON.parse(buildah('inspect', '--type', 'image', image));
  const sizes = JSON.parse(buildah('images', '--json'));
  const sizeOf = (name) => sizes.find(({ names }) => names?.includes(name)).size;
  console.log(`image ${image}: ${sizeOf(image)}, of it the base ${sizeOf(base)}`);
  check(`it is for ${architecture}`, made === architecture, made);
  check('user is 10001', config.User === '10001:10001', config.User);
  check(
    'health check is in the image',
    config.Healthcheck?.Test?.includes('/app/health.mjs') === true,
    config.Healthcheck?.Test?.join(' '),
  );
  const sbom = JSON.parse(await readFile(join(root, 'app/sbom.json'), 'utf8'));
  check(
    `SBOM ${sbom.bomFormat} ${sbom.specVersion}`,
    sbom.components.length > 0,
    `${sbom.components.length} components`,
  );
  const native = run('find', [join(root, 'app'), '-name', '*.node']).trim();
  check('nothing compiled for one processor', native === '', native || 'no *.node');
  const writable = run('find', [
    join(root, 'app'),
    '-not',
    '-type',
    'l',
    '(',
    '-perm',
    '/022',
    '-o',
    '-not',
    '-user',
    'root',
    ')',
  ]).trim();
  check('nobody but root may write /app', writable === '', writable.split('\n')[0] || 'no such file');
  const secret = run('find', [root, '-xdev', '-name', '.npmrc', '-o', '-xdev', '-name', 'npm-ca']).trim();
  check('no registry setting is left in it', secret === '', secret || 'no .npmrc');
  console.log(`/app: ${bytes(Number(run('du', ['-sb', join(root, 'app')]).split('\t')[0]))}`);
  return config;
}

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Environment of a gateway whose neighbours do not exist: it is alive, and says that it is not ready. */
function gatewayAlone(port) {
  const nowhere = 'http://127.0.0.1:9';
  const services = ['DIRECTORY', 'INTAKE', 'DISPATCH', 'MEDIATION', 'EVALUATION', 'NOTIFICATION'];
  return {
    PORT: String(port),
    HOST: '127.0.0.1',
    METRICS_PORT: '0',
    ADDRESS_KEY: 'only for this proof, never in production',
    FILES_DIR: '/tmp/files',
    KEYCLOAK_URL: nowhere,
    KEYCLOAK_CLIENT_SECRET: 'proof',
    ...Object.fromEntries(services.map((service) => [`${service}_URL`, nowhere])),
  };
}

async function answers(url, running) {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const response = await fetch(url).catch(() => null);
    if (response) return `${response.status} ${await response.text()}`;
    if (running.child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return `no answer; ${running.output().slice(0, 500)}`;
}

/** What the gateway does for a rendition, inside the image: the process that decodes, on a PNG of one pixel. */
const drawn = `
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=', 'base64');
  const args = ['--no-addons', '/app/apps/gateway/dist/rendition/pictures.worker.js', 'image/png'];
  const { status, stdout, stderr } = require('node:child_process').spawnSync(process.execPath, args, { input: png, env: {} });
  if (status !== 0 || stdout.length < 100) throw new Error('no rendition: ' + stderr);
`;

async function proveGateway(container) {
  const port = await freePort();
  const running = await container.start(gatewayAlone(port));
  const health = await answers(`http://127.0.0.1:${port}/health`, running);
  check('/health', health.startsWith('200'), health);
  const ready = await answers(`http://127.0.0.1:${port}/ready`, running);
  check('/ready without its services', ready.startsWith('503'), ready.slice(0, 120));
  container.exec({ PORT: port }, 'node', '/app/health.mjs');
  check('health check of the image inside the container', true, 'exit code 0');
  container.exec({}, 'node', '-e', drawn);
  check('a picture is drawn in a process of its own, without compiled code', true, 'exit code 0');
  container.signal('TERM');
  const { code, output } = await running.ended;
  check('SIGTERM ends it in order', code === 0, `exit code ${code}`);
  if (code !== 0) console.log(output.slice(-1000));
}

/** A service waits for its servers before it listens; what it can show with PostgreSQL alone is its migrations, twice. */
async function proveMigration(container) {
  run(process.execPath, [join(source, 'tools/build.mjs'), '--quiet']);
  const { startEmbeddedPostgres } = await import(join(source, 'libs/persistence/dist/index.js'));
  const postgres = await startEmbeddedPostgres({ dataDir: join(work, 'database'), disposable: true });
  try {
    const env = { OWNER_DATABASE_URL: postgres.adminUrl, DATABASE_PASSWORD: 'proof' };
    for (const expected of [/applied /, /up to date/]) {
      const { code, output } = await container.run(env, ['migrate']);
      check(
        `migrate says ${expected.source.trim()}`,
        code === 0 && expected.test(output),
        output.trim().slice(0, 160),
      );
    }
  } finally {
    await postgres.stop();
  }
}

requireTools();
try {
  const started = performance.now();
  const bases = await baseMaker({ work, run, buildah }).make(here, architecture);
  await buildImage(bases);
  console.log(`built in ${Math.round((performance.now() - started) / 1000)} s`);
  const from = buildah('from', '--pull-never', image).trim();
  const root = buildah('mount', from).trim();
  const config = await inspect(root, bases.runtime);

  const container = containers(work, root, config);

  const without = await container.run({});
  const sentence = without.output.split('\n').find((line) => /configuration[^`]*: [A-Z0-9_]+: /.test(line));
  const said = sentence ?? without.output.slice(0, 300);
  check(
    'without variables it ends with a sentence',
    without.code !== 0 && sentence !== undefined,
    said.trim().slice(0, 160),
  );
  await (app === 'gateway' ? proveGateway(container) : proveMigration(container));
  buildah('rm', from);
} catch (error) {
  checks.push(false);
  console.error(error.stderr?.slice(-3000) || error.message);
} finally {
  try {
    buildah('umount', '--all');
  } catch (error) {
    console.error(`left mounted: ${error.message}`);
  }
  await rm(work, { recursive: true, force: true });
}
const failed = checks.filter((held) => !held).length;
console.log(`image:prove ${app}: ${checks.length - failed} of ${checks.length} held`);
process.exitCode = failed ? 1 : 0;
