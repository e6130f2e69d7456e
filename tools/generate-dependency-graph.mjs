// docs/dependency-graph.md: which project imports which, from the code as it is. `--check` fails when the page says otherwise.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { cruiseProjects, projectOf } from './dependencies.mjs';
import { apps, mayImport, testFile, testOnly } from './import-rules.mjs';

const page = fileURLToPath(new URL('../docs/dependency-graph.md', import.meta.url));
const isTest = (path) => testFile.some((pattern) => new RegExp(pattern).test(path));

const { modules } = await cruiseProjects();
const imports = new Map(Object.keys(mayImport).map((project) => [project, new Set()]));
for (const { source, dependencies } of modules) {
  const from = projectOf(source);
  if (!from || isTest(source)) continue;
  for (const { resolved } of dependencies) {
    const to = projectOf(resolved);
    if (to && to !== from && to !== testOnly) imports.get(from)?.add(to);
  }
}

const present = new Set(
  modules.map(({ source }) => projectOf(source)).filter((project) => project && project !== testOnly),
);
const nodes = (wanted) => [...present].filter((project) => apps.includes(project) === wanted).sort();
const edges = [...imports].flatMap(([from, to]) => [...to].map((target) => `  ${from} --> ${target}`)).sort();
const table = [...present].sort().map(
  (project) =>
    `| \`${project}\` | ${
      [...(imports.get(project) ?? [])]
        .sort()
        .map((name) => `\`${name}\``)
        .join(', ') || 'nothing of ours'
    } |`,
);
const text = `# Who imports whom

Generated from the imports of the code, tests apart, by \`npm run generate\`; \`npm run check\` fails when it is out of date.
What is allowed, and why an import may be refused, stands in \`tools/import-rules.mjs\`.

\`\`\`mermaid
graph LR
  subgraph apps
${nodes(true)
  .map((project) => `    ${project}`)
  .join('\n')}
  end
  subgraph libs
${nodes(false)
  .map((project) => `    ${project}`)
  .join('\n')}
  end
${edges.join('\n')}
\`\`\`

| project | imports |
| --- | --- |
${table.join('\n')}
`;

const written = await format(text, { ...(await resolveConfig(page)), filepath: page });
if (process.argv.includes('--check')) {
  const committed = await readFile(page, 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  if (committed !== written) {
    console.error(
      'docs/dependency-graph.md is not what the code says: run `npm run generate` and commit the page',
    );
    process.exitCode = 1;
  }
} else {
  await writeFile(page, written);
}
