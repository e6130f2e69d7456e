// What no linter sees: length and `any` over every hand-written file of any language, and workspaces that would escape the import rules.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { mayImport } from './import-rules.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const limit = 300;
const skipped = /(^|\/)(node_modules|dist|generated|migrations|coverage|\.nx|\.weisu|\.git)(\/|$)/;
const code = /\.(ts|tsx|js|mjs|cjs|css)$/;
const wrong = [];

const files = [];
for (const folder of ['apps', 'libs', 'test', 'tools']) {
  if (!existsSync(`${root}${folder}`)) continue;
  for (const name of await readdir(`${root}${folder}`, { recursive: true })) {
    if (code.test(name) && !skipped.test(name)) files.push(`${folder}/${name}`);
  }
}

/** Lines of a file that write the type `any`: from its syntax tree, so that no comment excuses one and no text is mistaken for one. */
function anyLines(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const found = [];
  const visit = (node) => {
    if (node.kind === ts.SyntaxKind.AnyKeyword)
      found.push(source.getLineAndCharacterOfPosition(node.end).line + 1);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

let longest = 0;
let long = 0;
let loose = 0;
for (const file of files) {
  const text = await readFile(`${root}${file}`, 'utf8');
  const lines = text.replace(/\n$/, '').split('\n').length;
  longest = Math.max(longest, lines);
  if (lines > limit) {
    long += 1;
    wrong.push(`${file}: ${lines} lines, ${limit} is the most a reader can hold; split it by subject`);
  }
  for (const line of /\.tsx?$/.test(file) && text.includes('any') ? anyLines(file, text) : []) {
    loose += 1;
    wrong.push(`${file}:${line}: the type any; say what it is, or take unknown and parse it`);
  }
}

// A workspace package without `exports` silently escapes the Nx rule, and a project that no table names escapes both.
for (const group of ['apps', 'libs']) {
  for (const project of await readdir(`${root}${group}`)) {
    const folder = `${root}${group}/${project}`;
    if (!existsSync(`${folder}/package.json`) && !existsSync(`${folder}/src`)) continue;
    const at = `${group}/${project}`;
    if (!mayImport[project]) wrong.push(`${at}: not in tools/import-rules.mjs`);
    if (!existsSync(`${folder}/project.json`)) wrong.push(`${at}: no project.json, so no Nx tags`);
    else {
      const { name, tags } = JSON.parse(await readFile(`${folder}/project.json`, 'utf8'));
      if (name !== project || !tags?.includes(`scope:${project}`))
        wrong.push(`${at}/project.json: name ${project} and tag scope:${project} are what the rules go by`);
    }
    const manifest = existsSync(`${folder}/package.json`)
      ? JSON.parse(await readFile(`${folder}/package.json`, 'utf8'))
      : {};
    if (manifest.name !== `@weisu/${project}`)
      wrong.push(`${at}/package.json: the name is @weisu/${project}`);
    if (!manifest.exports?.['.']?.types)
      wrong.push(`${at}/package.json: no exports with types, so imports of it escape the Nx rule`);
  }
}

for (const line of wrong) console.log(line);
if (!long)
  console.log(`no hand-written file over ${limit} lines (${files.length} files, the longest has ${longest})`);
if (!loose) console.log('no any');
process.exitCode = wrong.length ? 1 : 0;
