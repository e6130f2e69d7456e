// Writes everything that is generated from something else, or with `--check` proves that the committed files are what would be written.
// A generator is a command that knows `--check`; it prints what drifted and ends non-zero. Naming generators runs only those.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');
const named = process.argv.slice(2).filter((argument) => argument !== '--check');

/** In order: a later generator may read what an earlier one wrote. */
const generators = [
  {
    writes: 'types, operations, loads and the authorisation page',
    script: 'libs/api/generator/generate.mjs',
  },
  // before what builds the product: the pages of it are bundled with these
  { writes: 'documents of the console', script: 'tools/generate-console-documents.mjs' },
  { writes: 'docs/events.md', script: 'tools/generate-events.mjs' },
  { writes: 'deploy/profile.schema.json', script: 'tools/generate-profile-schema.mjs' },
  { writes: 'docs/dependency-graph.md', script: 'tools/generate-dependency-graph.mjs' },
];
const wanted = named.length ? generators.filter(({ script }) => named.includes(script)) : generators;

function run(script) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...(check ? ['--check'] : [])], {
      cwd: root,
      stdio: 'inherit',
    });
    child.on('error', reject);
    child.on('close', resolve);
  });
}

const failed = [];
for (const { writes, script } of wanted) {
  const code = existsSync(`${root}${script}`) ? await run(script) : `${script} is missing`;
  if (code !== 0) failed.push(`${writes} (${script}: ${code})`);
}
for (const line of failed) console.error(`generate${check ? ' --check' : ''}: ${line}`);
if (!failed.length)
  console.log(check ? `no drift in ${wanted.length} generators` : `${wanted.length} generators ran`);
process.exitCode = failed.length ? 1 : 0;
