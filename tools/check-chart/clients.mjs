// Helm, the Kubernetes schemas and the loader of compose files, each pinned and installed once into the cache by its own package client.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const versions = { helm: '3.22.0', 'compose-go': '2.16.2', 'kubernetes-validate': '1.37.0' };
const modules = {
  helm: 'helm.sh/helm/v3/cmd/helm',
  'compose-go': 'github.com/compose-spec/compose-go/v2/cmd',
};
const here = fileURLToPath(new URL('.', import.meta.url));
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'weisu');

/** Runs a program and gives what it printed, also when it failed: a refusal is a result here. */
export function run(command, args, { input, env, cwd } = {}) {
  return new Promise((resolve, reject) => {
    const options = { maxBuffer: 64 * 1024 * 1024, env: { ...process.env, ...env }, cwd };
    const child = execFile(command, args, options, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(error);
      else resolve({ code: error?.code ?? 0, stdout, stderr });
    });
    child.stdin.end(input);
  });
}

async function mustRun(command, args, options) {
  const { code, stderr } = await run(command, args, options);
  if (code) throw new Error(`${command} ${args.join(' ')}: ${stderr.trim().slice(-2_000)}`);
}

/** Into a folder of its own first, so that an install that was cut off is not taken for a whole one. */
async function once(name, install) {
  const folder = join(cache, `${name}-${versions[name]}`);
  if (existsSync(join(folder, '.complete'))) return folder;
  await mkdir(dirname(folder), { recursive: true });
  await rm(folder, { recursive: true, force: true });
  console.log(`installing ${name} ${versions[name]} into the cache`);
  await install(folder);
  await mkdir(join(folder, '.complete'));
  return folder;
}

async function goProgram(name) {
  const folder = await once(name, async (target) => {
    const building = await mkdtemp(join(cache, `${name}-building-`));
    await mustRun('go', ['install', `${modules[name]}@v${versions[name]}`], { env: { GOBIN: building } });
    await rename(building, target);
  });
  return join(folder, modules[name].split('/').at(-1));
}

/** A virtual environment remembers where it was made, so this one is made in its place. */
async function schemas() {
  const folder = await once('kubernetes-validate', async (target) => {
    await mustRun('python3', ['-m', 'venv', target]);
    await cp(join(here, 'requirements.txt'), join(target, 'requirements.txt'));
    await mustRun(join(target, 'bin/pip'), ['install', '--quiet', '-r', join(target, 'requirements.txt')]);
  });
  return join(folder, 'bin/python');
}

export async function clients() {
  const helm = await goProgram('helm');
  const compose = await goProgram('compose-go');
  const python = await schemas();
  return {
    versions,
    helm: (...args) => run(helm, args),
    /** Resolves a compose file, its variables already filled in, and checks it against the Compose Specification. */
    compose: (yaml, cwd) => run(compose, ['-'], { input: yaml, cwd }),
    /** Documents of a YAML text with what the strict schemas of these Kubernetes versions say of each. */
    async validate(yaml, kubernetesVersions) {
      const { code, stdout, stderr } = await run(python, [join(here, 'validate.py'), ...kubernetesVersions], {
        input: yaml,
      });
      if (code) throw new Error(`validate.py: ${stderr.trim().slice(-2_000)}`);
      return JSON.parse(stdout);
    },
  };
}
