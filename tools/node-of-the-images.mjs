// The Node that the images run (docker/service.Dockerfile), for tests on a machine that has another: from npm, pinned by its digest, kept in the cache.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

const version = '24.21.0';
const integrity = {
  x64: 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  arm64: 'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
};
const dockerfile = new URL('../docker/service.Dockerfile', import.meta.url);
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'weisu');

/** `{ path, version }`. This process's own where it is of the same major version. */
export async function nodeOfTheImages() {
  const major = (text) => /^v?(\d+)/.exec(text)?.[1];
  const images = /^ARG BASE_IMAGE=node:(\d+)/m.exec(await readFile(dockerfile, 'utf8'))?.[1];
  if (images !== major(version))
    throw new Error(`docker/service.Dockerfile runs Node ${images}, tools/node-of-the-images.mjs ${version}`);
  if (major(process.version) === major(version)) return { path: process.execPath, version: process.version };
  const wanted = process.platform === 'linux' ? integrity[process.arch] : undefined;
  if (!wanted)
    throw new Error(
      `run this with Node ${major(version)}: there is none to fetch for ${process.platform} ${process.arch}`,
    );
  const folder = join(cache, `node-${version}-${process.arch}`);
  const path = join(folder, 'package/bin/node');
  if (!existsSync(path)) await fetchInto(folder, wanted);
  return { path, version: `v${version}` };
}

/** Into a folder beside the final one, renamed at the end: what was interrupted, or has another content, is never used. */
async function fetchInto(folder, wanted) {
  await mkdir(cache, { recursive: true });
  const fresh = await mkdtemp(join(cache, 'node-download-'));
  try {
    const name = `node-linux-${process.arch}@${version}`;
    const packed = execFileSync('npm', ['pack', '--silent', name], { cwd: fresh, encoding: 'utf8' }).trim();
    const digest = `sha512-${createHash('sha512')
      .update(await readFile(join(fresh, packed)))
      .digest('base64')}`;
    if (digest !== wanted)
      throw new Error(`${name} is not the file of tools/node-of-the-images.mjs: its digest is ${digest}`);
    execFileSync('tar', ['-xf', packed, 'package/bin/node', 'package/LICENSE'], { cwd: fresh });
    await rm(join(fresh, packed));
    await rename(fresh, folder).catch((error) => {
      // another process was faster, and its file was compared in the same way
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}
