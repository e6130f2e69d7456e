// deploy/profile.schema.json: what an editor checks a profile in YAML by, from libs/contracts. `--check` fails when the file differs.
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';

const root = fileURLToPath(new URL('..', import.meta.url));
const file = `${root}deploy/profile.schema.json`;

execFileSync(process.execPath, ['tools/build.mjs', '--quiet'], { cwd: root, stdio: 'inherit' });
const { profileFileSchema } = await import('../libs/contracts/dist/index.js');

const schema = {
  ...z.toJSONSchema(profileFileSchema, { io: 'input', unrepresentable: 'any' }),
  title: 'Governance profile (治理模式)',
};
const text = await format(JSON.stringify(schema), { ...(await resolveConfig(file)), filepath: file });
const before = await readFile(file, 'utf8').catch(() => '');
if (process.argv.includes('--check')) {
  if (text !== before) {
    console.error('deploy/profile.schema.json differs from libs/contracts: run npm run generate');
    process.exitCode = 1;
  }
} else if (text !== before) await writeFile(file, text);
