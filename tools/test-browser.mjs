// `npm run test:browser`: the console in Debian's Chromium, against a district as `npm start` runs it. Arguments go to jest. CHROMIUM names another browser.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const chromium = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (file) => file && existsSync(file),
);
if (!chromium) {
  console.error('no Chromium: apt-get install chromium fonts-noto-cjk, or name one in CHROMIUM');
  process.exit(1);
}
console.log(spawnSync(chromium, ['--version'], { encoding: 'utf8' }).stdout.trim());

function run(args) {
  const env = { ...process.env, WEISU_TEST_BROWSER: chromium };
  return spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env }).status ?? 1;
}

const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];
process.exitCode =
  run(['tools/build.mjs', '--quiet']) ||
  run([...jest, '--selectProjects', 'browser', '--runInBand', ...process.argv.slice(2)]);
