import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { postgresBinaries } from '../parts/postgres.js';

const run = promisify(execFile);

/** Transactions per second of a script of SQL, each of `clients` connections as fast as it can, statements prepared. */
export async function pgbench(
  databaseUrl: string,
  script: string,
  { clients, seconds }: Readonly<{ clients: number; seconds: number }>,
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'weisu-bench-'));
  try {
    const file = join(folder, 'script.sql');
    await writeFile(file, script);
    const { username, password, hostname, port, pathname } = new URL(databaseUrl);
    const flags = ['-n', '-M', 'prepared', '-c', clients, '-j', 2, '-T', seconds, '-f', file];
    const { stdout } = await run(
      join(await postgresBinaries(), 'pgbench'),
      [...flags.map(String), pathname.slice(1)],
      {
        env: {
          PATH: process.env['PATH'],
          PGHOST: hostname,
          PGPORT: port,
          PGUSER: username,
          PGPASSWORD: decodeURIComponent(password),
        },
      },
    );
    return tpsOf(stdout);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Throws when a transaction failed: what is refused is fast, and measures nothing. */
export function tpsOf(output: string): number {
  const failed = Number(/number of failed transactions: (\d+)/.exec(output)?.[1] ?? 0);
  const tps = Number(/^tps = ([\d.]+)/m.exec(output)?.[1]);
  if (failed || !Number.isFinite(tps)) throw new Error(`pgbench: ${output}`);
  return tps;
}

/** A string of SQL without a colon: to pgbench that begins the name of a variable, inside a string, too. */
export function pgbenchLiteral(value: string): string {
  return `E'${value.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll(':', '\\x3a')}'`;
}
