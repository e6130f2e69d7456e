// `npm run test:cluster`: the journeys, the refusals and the authorisation table against the real servers, with every service a process of
// its own, on the Node that the images run. Arguments go to jest. What was started is ended, whatever happens; the versions that ran are printed.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { nodeOfTheImages } from './node-of-the-images.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const cluster = `${root}apps/cluster/dist/main.js`;
const folder = process.env.WEISU_CLUSTER_DIR ?? `/var/lib/weisu/clusters/test-${process.pid}`;

const node = await nodeOfTheImages();
console.log(`node ${node.version} runs the cluster ring, ${process.version} the others`);

function run(args, environment = {}) {
  return new Promise((done, fail) => {
    const child = spawn(node.path, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, WEISU_CLUSTER_DIR: folder, ...environment },
    });
    child.once('error', fail);
    child.once('exit', (code) => done(code ?? 1));
  });
}

let code = await run(['tools/build.mjs', '--quiet']);
if (!code) {
  code = await run([cluster, 'up', '--servers-only']);
  if (!code) {
    const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];
    const chosen = process.argv.slice(2);
    code = await run(
      [...jest, '--selectProjects', 'journey', 'cluster', '--runInBand', '--reporters=default', ...chosen],
      { WEISU_TEST_CLUSTER: folder },
    );
  }
  code = (await run([cluster, 'down'])) || code;
}
process.exitCode = code;
