import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = process.cwd();

/** A small repository with the house's own configuration and one empty file per project: the soil for violations. */
export type PlantedTree = Readonly<{
  write: (file: string, text: string) => void;
  /** Runs one of the repository's tools in the tree. */
  run: (tool: string, ...args: string[]) => Promise<Readonly<{ passed: boolean; output: string }>>;
  remove: () => void;
}>;

const configuration = [
  '.dependency-cruiser.mjs',
  'eslint.config.js',
  'nx.json',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.base.json',
  'apps/console/tsconfig.json',
  '.prettierrc.json',
  'tools',
  'docs',
  'libs/api/generator',
  'libs/api/src/generated',
];

/** The real packages, linked; but our own workspaces are those of the tree. */
function linkPackages(tree: string, projects: readonly string[]): void {
  mkdirSync(join(tree, 'node_modules/@weisu'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name === '@weisu' || name === '.cache') continue;
    symlinkSync(join(root, 'node_modules', name), join(tree, 'node_modules', name));
  }
  for (const project of projects) {
    symlinkSync(
      join(tree, project),
      join(tree, 'node_modules/@weisu', project.replace(/^(apps|libs)\//, '')),
    );
  }
}

export function plantTree(): PlantedTree {
  const tree = mkdtempSync(join(tmpdir(), 'weisu-planted-'));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(tree, file)), { recursive: true });
    writeFileSync(join(tree, file), text);
  };
  for (const file of configuration) {
    cpSync(join(root, file), join(tree, file), {
      recursive: true,
      filter: (path) => !/\/(dist|node_modules)$/.test(path),
    });
  }
  for (const file of readdirSync(join(root, 'libs/api')).filter((name) => name.endsWith('.graphql'))) {
    cpSync(join(root, 'libs/api', file), join(tree, 'libs/api', file));
  }
  for (const project of ['apps', 'libs'].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => `${group}/${name}`),
  )) {
    const tags = join(root, project, 'project.json');
    if (existsSync(tags)) write(`${project}/project.json`, readFileSync(tags, 'utf8'));
  }
  const projects = ['apps', 'libs'].flatMap((group) =>
    readdirSync(join(tree, group)).map((name) => `${group}/${name}`),
  );
  for (const project of projects) {
    const name = project.replace(/^(apps|libs)\//, '');
    const entry = { types: './src/index.ts', default: './dist/index.js' };
    const manifest = { name: `@weisu/${name}`, type: 'module', exports: { '.': entry } };
    write(`${project}/package.json`, JSON.stringify(manifest));
    write(`${project}/src/index.ts`, `export const home = '${name}';\n`);
  }
  linkPackages(tree, projects);

  return {
    write,
    run: (tool, ...args) =>
      new Promise((resolve) => {
        const options = {
          cwd: tree,
          maxBuffer: 64 * 1024 * 1024,
          env: { ...process.env, NODE_OPTIONS: '', NX_WORKSPACE_ROOT_PATH: tree },
        };
        execFile(process.execPath, [`tools/${tool}.mjs`, ...args], options, (error, stdout, stderr) => {
          resolve({ passed: error === null, output: `${stdout}\n${stderr}` });
        });
      }),
    remove: () => rmSync(tree, { recursive: true, force: true }),
  };
}

/** `file: rule` for every complaint of eslint and dependency-cruiser in the output of the check. */
export function complaintsIn(output: string): ReadonlySet<string> {
  const complaints = new Set<string>();
  let file = '';
  for (const line of output.split('\n')) {
    const heading = /(?:^|\/)((?:apps|libs|test)\/\S+?\.ts)(?:$| → )/.exec(line.trim());
    if (heading?.[1] && !/^\s+\d/.test(line)) file = heading[1];
    const rule =
      /^\s+\d+:\d+\s+error\s.*?\s{2,}(\S+)$/.exec(line)?.[1] ?? /^ {2}([a-z-]+): [A-Z`a-z]/.exec(line)?.[1];
    if (rule) complaints.add(`${file}: ${rule}`);
  }
  return complaints;
}
