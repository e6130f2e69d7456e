// Writes the types and texts of the documents that the console sends, a file beside the `.graphql` files of each room. What the contract does not know fails here.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generate } from '@graphql-codegen/cli';
import { stripIgnoredCharacters } from 'graphql';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = `${root}apps/console/src`;
const rooms = [
  ...new Set(
    (await readdir(source, { recursive: true }))
      .filter((name) => name.endsWith('.graphql'))
      .map((name) => name.split('/')[0]),
  ),
];

const files = await generate(
  {
    cwd: root,
    silent: true,
    noSilentErrors: true,
    schema: ['base', 'intake', 'directory', 'dispatch', 'mediation', 'evaluation', 'notification'].map(
      (name) => `libs/api/${name}.graphql`,
    ),
    generates: Object.fromEntries(
      rooms.map((room) => [
        `${source}/${room}/generated/`,
        {
          preset: 'client',
          presetConfig: { fragmentMasking: false },
          documents: `${source}/${room}/**/*.graphql`,
          config: {
            documentMode: 'string',
            useTypeImports: true,
            enumsAsTypes: true,
            avoidOptionals: { field: true },
            dedupeFragments: true,
            immutableTypes: true,
            strictScalars: true,
            scalars: {
              AreaCode: 'string',
              DateTime: 'string',
              Date: 'string',
              JSON: 'unknown',
            },
          },
        },
      ]),
    ),
  },
  false,
);

/** The types as they are; of the documents only their texts, without what no server reads. */
function slim(content) {
  const [types] = content.split('export class TypedDocumentString');
  const texts = [
    ...content.matchAll(
      /export const (\w+Document) = new TypedDocumentString\(`([^`]*)`\) as unknown as TypedDocumentString<(.+)>;/g,
    ),
  ];
  return [
    types
      .replace(
        /^import type \{ DocumentTypeDecoration \}.*$/m,
        "import type { Document } from '../../parts/document.js';",
      )
      .trim(),
    ...texts.map(
      ([, name, text, of]) =>
        `export const ${name} = ${JSON.stringify(stripIgnoredCharacters(text))} as unknown as Document<${of}>;`,
    ),
    '',
  ].join('\n\n');
}

const wanted = files
  .filter(({ filename }) => filename.endsWith('/graphql.ts'))
  .map(({ filename, content }) => ({ filename, content: slim(content) }));
let drifted = 0;
for (const { filename, content } of wanted) {
  if (process.argv.includes('--check')) {
    const found = await readFile(filename, 'utf8').catch(() => '');
    if (found === content) continue;
    drifted += 1;
    console.error(`${filename.slice(root.length)} differs from the contract: run npm run generate`);
  } else {
    await mkdir(dirname(filename), { recursive: true });
    await writeFile(filename, content);
  }
}
process.exitCode = drifted ? 1 : 0;
