import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export type Parts = Readonly<{
  /** What `java -cp` takes to run `kafka.Kafka`. */
  kafkaClasspath: string;
  /** The unpacked distribution; shared by every run, so `kc.sh build` in a copy of it. */
  keycloakHome: string;
}>;

const run = promisify(execFile);
const pinned = fileURLToPath(new URL('../../maven/', import.meta.url));

/** The servers of maven/pom.xml: from the cache, or by Maven, and then only when every file has its SHA-256 of maven/checksums.sha256. */
export async function fetchParts(): Promise<Parts> {
  await mustRun('java', ['-version']);
  const pom = await readFile(join(pinned, 'pom.xml'));
  const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'weisu');
  const folder = join(cache, createHash('sha256').update(pom).digest('hex').slice(0, 12));
  if (!existsSync(folder)) await download(cache, folder);
  return { kafkaClasspath: join(folder, 'kafka', '*'), keycloakHome: join(folder, 'keycloak') };
}

/** Into a folder beside the final one, renamed at the end: a download that was interrupted, or has another content, is never used. */
async function download(cache: string, folder: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const fresh = await mkdtemp(join(cache, 'download-'));
  try {
    await mustRun('mvn', ['-v']);
    const kafka = join(fresh, 'kafka');
    await run(
      'mvn',
      [
        '-q',
        '-B',
        '-f',
        join(pinned, 'pom.xml'),
        'dependency:copy-dependencies',
        `-DoutputDirectory=${kafka}`,
      ],
      { maxBuffer: 16 * 1024 * 1024 },
    ).catch((error: unknown) => {
      throw new Error(`Maven could not fetch the servers: ${outputOf(error)}`, { cause: error });
    });
    await verify(kafka, await readFile(join(pinned, 'checksums.sha256'), 'utf8'));
    await unpackKeycloak(kafka, join(fresh, 'keycloak'));
    await rename(fresh, folder).catch((error: unknown) => {
      // Another process was faster, and its folder was verified in the same way.
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** Refuses a file that differs, is missing or is not listed: what runs is exactly what was reviewed. */
async function verify(folder: string, checksums: string): Promise<void> {
  const wanted = new Map(
    checksums
      .split('\n')
      .filter(Boolean)
      .map((line) => [line.slice(66), line.slice(0, 64)] as const),
  );
  const found = await readdir(folder);
  const missing = [...wanted.keys()].filter((name) => !found.includes(name));
  if (missing.length) throw new Error(`Maven did not bring ${missing.join(', ')} of checksums.sha256`);
  for (const name of found) {
    const digest = await sha256(join(folder, name));
    if (wanted.get(name) !== digest)
      throw new Error(`${name} is not the file of checksums.sha256: its SHA-256 is ${digest}`);
  }
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

async function unpackKeycloak(downloads: string, home: string): Promise<void> {
  const archive = (await readdir(downloads)).find((name) => name.endsWith('.tar.gz'));
  if (!archive) throw new Error('pom.xml names no archive of Keycloak');
  await mkdir(home);
  await run('tar', ['-xzf', join(downloads, archive), '-C', home, '--strip-components=1']);
  await rm(join(downloads, archive));
}

async function mustRun(command: string, args: readonly string[]): Promise<void> {
  await run(command, args).catch((error: unknown) => {
    throw new Error(
      `the cluster needs ${command}, which does not run here; on Debian: apt-get install maven default-jre-headless`,
      { cause: error },
    );
  });
}

/** Maven tells its errors on standard output. */
function outputOf(error: unknown): string {
  const { stdout, stderr } = error as { stdout?: string; stderr?: string };
  return `${stdout ?? ''}${stderr ?? ''}`.trim() || String(error);
}
