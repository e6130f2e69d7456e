// The images that docker/service.Dockerfile is given where none can be pulled: debootstrap's smallest Debian, and node.
import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What Node calls a processor, and what Debian and images call it. */
export const architectures = { x64: 'amd64', arm64: 'arm64' };

const suite = 'bookworm';
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'weisu');

/** Below `work`; `run` and `buildah` start programs and answer what they print. */
export function baseMaker({ work, run, buildah }) {
  /** The smallest Debian, without what only people read; made once and kept in the cache. */
  async function archiveOf(architecture) {
    const archive = join(cache, `debian-${suite}-${architecture}-minbase.tar`);
    if (existsSync(archive)) return archive;
    await mkdir(cache, { recursive: true });
    const root = join(work, `debian-${architecture}`);
    run('debootstrap', [
      '--variant=minbase',
      '--include=ca-certificates,libstdc++6',
      `--arch=${architecture}`,
      suite,
      root,
    ]);
    const left = [
      'var/cache/apt',
      'var/lib/apt/lists',
      'var/log',
      'usr/share/doc',
      'usr/share/man',
      'usr/share/locale',
    ];
    const empty = ['proc', 'sys', 'dev', 'tmp'].map((folder) => `--exclude=./${folder}/*`);
    run('tar', [
      '-c',
      '-f',
      `${archive}.part`,
      '-C',
      root,
      ...left.map((path) => `--exclude=./${path}`),
      ...empty,
      '.',
    ]);
    await rename(`${archive}.part`, archive);
    await rm(root, { recursive: true });
    return archive;
  }

  /** This machine's own, or the same version for another processor as npm has it. */
  async function nodeFor(here, architecture) {
    if (architecture === here) return process.execPath;
    const folder = join(work, `node-${architecture}`);
    await mkdir(folder);
    const name = `node-linux-${Object.keys(architectures).find((one) => architectures[one] === architecture)}`;
    const packed = run('npm', ['pack', '--silent', `${name}@${process.versions.node}`], { cwd: folder });
    run('tar', ['-xf', packed.trim(), 'package/bin/node'], { cwd: folder });
    return join(folder, 'package/bin/node');
  }

  async function build(name, architecture, files, steps) {
    const context = join(work, `base-${name}`);
    await mkdir(context);
    for (const [file, from] of Object.entries(files))
      await cp(from, join(context, file), { recursive: true });
    await writeFile(join(context, 'Dockerfile'), `${steps.join('\n')}\n`);
    const image = `localhost/weisu-${name}:prove`;
    const platform = ['--platform', `linux/${architecture}`];
    buildah('bud', '--isolation', 'chroot', ...platform, '-t', image, context);
    await rm(context, { recursive: true });
    return image;
  }

  async function runtime(here, architecture) {
    const files = {
      'debian.tar': await archiveOf(architecture),
      node: await nodeFor(here, architecture),
    };
    const steps = ['FROM scratch', 'ADD debian.tar /', 'COPY node /usr/local/bin/node'];
    return build(`runtime-${architecture}`, architecture, files, steps);
  }

  return {
    /** Two bases: with npm to build on, which is always of this machine, and with node alone to run on. */
    async make(here, architecture) {
      const own = await runtime(here, here);
      const npm = join(run('npm', ['root', '--global']).trim(), 'npm');
      const link = 'ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm';
      const steps = [
        `FROM ${own}`,
        'COPY npm /usr/local/lib/node_modules/npm',
        `RUN ${link} && npm --version`,
      ];
      return {
        build: await build('build', here, { npm }, steps),
        runtime: architecture === here ? own : await runtime(here, architecture),
      };
    },
  };
}
