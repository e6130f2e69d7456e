// docs/events.md: every event of the product with its payload, from the definitions in libs/contracts. `--check` fails when the page differs.
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = `${root}docs/events.md`;

execFileSync(process.execPath, ['tools/build.mjs', '--quiet'], { cwd: root, stdio: 'inherit' });
const { envelopeSchema, eventCatalogue, instantSchema, topicOf, topics } =
  await import('../libs/contracts/dist/index.js');

const schemaOf = (payload) =>
  z.toJSONSchema(payload, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema !== instantSchema && zodSchema._zod.def.type !== 'date') return;
      for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
      jsonSchema.format = 'instant';
    },
  });

/** One word or phrase for what a field holds. */
function kindOf(schema) {
  if (schema.enum) return schema.enum.join(' / ');
  if (schema.anyOf) return schema.anyOf.map(kindOf).join(' or ');
  if (Array.isArray(schema.type)) return schema.type.map((type) => kindOf({ ...schema, type })).join(' or ');
  if (schema.type === 'array') return `list of ${kindOf(schema.items)}`;
  if (schema.type === 'object') return schema.properties ? `(${fieldsOf(schema)})` : 'object';
  if (schema.format && schema.format !== 'safeint') return schema.format;
  if (schema.type === 'integer' && schema.minimum > 0 && schema.maximum < 100)
    return `${schema.minimum} to ${schema.maximum}`;
  return (
    { string: 'text', boolean: 'yes or no', integer: 'whole number' }[schema.type] ??
    schema.type ??
    'anything'
  );
}

function fieldsOf({ properties, required = [] }) {
  return Object.entries(properties)
    .map(([name, schema]) => `\`${name}\`${required.includes(name) ? '' : '?'} ${kindOf(schema)}`)
    .join(' · ');
}

const events = [...eventCatalogue.values()];
const sections = topics.map((topic) => {
  const announced = events.filter(({ type }) => topicOf(type) === topic);
  const entries = announced.map(
    ({ type, label, payload }) => `**\`${type}\`** ${label}\\\n${fieldsOf(schemaOf(payload))}`,
  );
  return `## ${topic}\n\n${entries.join('\n\n')}`;
});

const text = `# Events

Generated from \`libs/contracts/src/*.events.ts\` by \`npm run generate\`; \`npm run check\` fails when it is out of date. A stored sample of each
stands in \`libs/contracts/samples\`. The topic is the announcing service; the key is the subject, mostly the appeal's id.

Every event travels in this envelope (CloudEvents 1.0, binary mode), written by the journal:
${fieldsOf(schemaOf(envelopeSchema))}

${sections.join('\n\n')}
`;

const written = await format(text, { ...(await resolveConfig(page)), filepath: page });
if (process.argv.includes('--check')) {
  const committed = await readFile(page, 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  if (committed !== written) {
    console.error(
      'docs/events.md is not what the definitions say: run `npm run generate` and commit the page',
    );
    process.exitCode = 1;
  }
} else {
  await writeFile(page, written);
}
