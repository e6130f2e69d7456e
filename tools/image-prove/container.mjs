// Runs an image's file system with runc as the *restricted* profile of Kubernetes would: read-only root, own user, no capability, no new
// privilege, /tmp in memory. It shares the machine's network, because what it talks to listens on loopback.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** `root` is the mounted file system, `config` what the image says of itself; everything is written below `work`. */
export function containers(work, root, config) {
  const state = ['--root', join(work, 'runc')];
  const id = `weisu-prove-${process.pid}`;

  async function bundle(env, args) {
    const folder = await mkdtemp(join(work, 'bundle-'));
    const mount = (destination, type, options) => ({ destination, type, source: type, options });
    const spec = {
      ociVersion: '1.0.0',
      root: { path: root, readonly: true },
      process: {
        terminal: false,
        user: { uid: 10001, gid: 10001 },
        args: [...config.Entrypoint, ...args],
        env: [...config.Env, ...Object.entries(env).map(([name, value]) => `${name}=${value}`)],
        cwd: config.WorkingDir,
        noNewPrivileges: true,
        capabilities: { bounding: [], effective: [], permitted: [], inheritable: [], ambient: [] },
      },
      mounts: [
        mount('/proc', 'proc', []),
        mount('/dev', 'tmpfs', ['nosuid', 'mode=755']),
        mount('/tmp', 'tmpfs', ['nosuid', 'nodev', 'noexec', 'mode=1777']),
      ],
      linux: { namespaces: ['pid', 'ipc', 'uts', 'mount'].map((type) => ({ type })) },
    };
    await writeFile(join(folder, 'config.json'), JSON.stringify(spec));
    return folder;
  }

  async function start(env, args = config.Cmd) {
    const command = [...state, 'run', '-b', await bundle(env, args), id];
    const child = spawn('runc', command, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    const ended = new Promise((resolve) =>
      child.on('close', (code, signal) => resolve({ code: code ?? signal, output })),
    );
    return { child, ended, output: () => output };
  }

  return {
    start,
    /** Until it ends by itself. */
    run: async (env, args) => (await start(env, args)).ended,
    /** In the container that runs; throws when the command fails. */
    exec: (env, ...command) =>
      execFileSync('runc', [
        ...state,
        'exec',
        ...Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
        id,
        ...command,
      ]),
    signal: (name) => execFileSync('runc', [...state, 'kill', id, name]),
  };
}
