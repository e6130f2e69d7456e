// node libs/api/generator/generate.mjs [--check] [--root FOLDER]
// Writes the generated files; with --check writes nothing, names every file that differs and exits 1.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { writeAuthorisation } from './authorisation.mjs';
import { readContract } from './contract.mjs';
import { writeLoads, writeOperations, writeSchema } from './tables.mjs';
import { writeTypes } from './types.mjs';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const GENERATED = 'libs/api/src/generated';

const { values } = parseArgs({
  options: { check: { type: 'boolean', default: false }, root: { type: 'string', default: repository } },
});

async function generate(root) {
  const contract = readContract(join(root, 'libs/api'));
  const style = JSON.parse(readFileSync(join(repository, '.prettierrc.json'), 'utf8'));
  const banner = '// Generated from libs/api/*.graphql by npm run generate. Do not edit.\n\n';
  const typescript = (text) => format(banner + text, { ...style, parser: 'typescript' });
  return new Map([
    [`${GENERATED}/schema.ts`, await typescript(writeSchema(contract))],
    [`${GENERATED}/types.ts`, await typescript(writeTypes(contract))],
    [`${GENERATED}/operations.ts`, await typescript(writeOperations(contract))],
    [`${GENERATED}/loads.ts`, await typescript(writeLoads(contract))],
    ['docs/authorisation.md', await format(writeAuthorisation(contract), { ...style, parser: 'markdown' })],
  ]);
}

function contentOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function driftIn(root, files) {
  const different = [...files]
    .filter(([path, text]) => contentOf(join(root, path)) !== text)
    .map(([path]) => path);
  const present = readdirSync(join(root, GENERATED)).map((name) => `${GENERATED}/${name}`);
  return [...different, ...present.filter((path) => !files.has(path))];
}

const files = await generate(values.root);
if (values.check) {
  const drift = driftIn(values.root, files);
  for (const path of drift) console.error(`${path} is not what npm run generate writes`);
  process.exitCode = drift.length ? 1 : 0;
} else {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(values.root, path)), { recursive: true });
    writeFileSync(join(values.root, path), text);
  }
}
