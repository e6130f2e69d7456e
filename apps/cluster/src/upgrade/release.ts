import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { thisRelease, type Release } from '../district.js';

const run = promisify(execFile);

export type OldRelease = Release & Readonly<{ commit: string }>;

async function git(...args: string[]): Promise<string> {
  const { stdout } = await run('git', ['-C', thisRelease.root, ...args]);
  return stdout.trim();
}

/** The commit before the youngest one that touched a migration. Throws where the history does not reach so far back (a shallow clone). */
async function beforeTheLastMigration(): Promise<string> {
  const commit = await git('log', '-1', '--format=%H', '--', 'apps/*/src/migrations', 'libs/*/src/tables.ts');
  return git('rev-parse', '--verify', `${commit}^`);
}

/** Another version of this repository, from its own lock file, built in a folder of the temporary directory that the next run finds again. */
export async function releaseOf(reference: string | null, say: (line: string) => void): Promise<OldRelease> {
  const commit = reference
    ? await git('rev-parse', '--verify', `${reference}^{commit}`)
    : await beforeTheLastMigration();
  const root = join(tmpdir(), 'weisu-upgrade', commit.slice(0, 12));
  if (existsSync(root)) return { root, commit };
  say(`building ${commit.slice(0, 12)} in ${root}`);
  const begun = `${root}.begun`;
  await rm(begun, { recursive: true, force: true });
  await mkdir(begun, { recursive: true });
  const archive = join(begun, 'release.tar');
  await git('archive', '--output', archive, commit);
  await run('tar', ['-xf', archive, '-C', begun]);
  await rm(archive);
  const options = { cwd: begun, maxBuffer: 64 * 1024 * 1024 };
  await run('npm', ['ci', '--no-audit', '--no-fund'], options);
  await run(process.execPath, ['tools/build.mjs', '--quiet'], options);
  // the links between the packages are relative, so the tree may move; half a tree never gets this name
  await rename(begun, root);
  return { root, commit };
}
