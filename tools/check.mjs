// `npm run check`: everything that can be wrong without running the product, two steps at a time. One line per step; a failing
// step shows its output. `npm run check -- lint types` runs only the steps named.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (name) => `node_modules/${name}`;

/** The longest first, so that two at a time end together. */
const steps = [
  // eslint's Nx rule reads Nx's cached project graph and skips itself without one, so the graph is made first.
  {
    name: 'lint',
    commands: [
      [bin('nx/dist/bin/nx.js'), 'show', 'projects'],
      [bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0'],
    ],
    mustNotPrint: /The rule will be skipped/,
  },
  {
    name: 'types',
    commands: ['tsconfig.json', 'apps/console/tsconfig.json', 'test/browser/tsconfig.json'].map((project) => [
      ...[bin('typescript/bin/tsc'), '--noEmit', '-p', project],
    ]),
  },
  { name: 'format', commands: [[bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']] },
  { name: 'dependencies', commands: [['tools/check-dependencies.mjs']], report: true },
  { name: 'generated', commands: [['tools/generate.mjs', '--check']], report: true },
  { name: 'files', commands: [['tools/check-files.mjs']], report: true },
];

function run(args) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NO_COLOR: '1', FORCE_COLOR: '0' };
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

async function runStep({ name, commands, mustNotPrint, report }) {
  const started = performance.now();
  let output = '';
  let passed = true;
  for (const command of commands) {
    const result = await run(command);
    output = result.output.trim();
    passed = result.code === 0 && !mustNotPrint?.test(output);
    if (!passed) break;
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(6);
  if (output && (!passed || report)) console.log(output.replace(/^/gm, passed ? '         ' : ''));
  console.log(`${passed ? 'ok      ' : 'FAILED  '} ${name.padEnd(14)}${seconds} s`);
  return passed;
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length) {
  console.error(`no step ${unknown.join(', ')}; there are ${steps.map((step) => step.name).join(', ')}`);
  process.exit(2);
}
const queue = wanted.length ? steps.filter((step) => wanted.includes(step.name)) : [...steps];
const total = queue.length;
let failed = 0;
const worker = async () => {
  for (let step = queue.shift(); step; step = queue.shift()) if (!(await runStep(step))) failed += 1;
};
await Promise.all([worker(), worker()]);
console.log(`check: ${total - failed} of ${total} steps passed`);
process.exitCode = failed ? 1 : 0;
