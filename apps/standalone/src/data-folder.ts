import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

/**
 * Claims a data folder for this process: two districts on one folder would take the database from each other. A claim whose process is gone
 * (kill -9) counts no more. Answers how to release it. Throws a sentence for the operator.
 */
export async function claimFolder(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, 'district.pid');
  if (existsSync(file)) {
    const pid = Number(await readFile(file, 'utf8'));
    if (await isDistrict(pid)) {
      throw new Error(
        `a district already runs on ${dataDir} (process ${pid}): stop it, or set another DATA_DIR`,
      );
    }
    await rm(file, { force: true });
  }
  await writeFile(file, String(process.pid), { flag: 'wx' });
  return () => rm(file, { force: true });
}

/** Looked at before anything is started, so that a taken port leaves nothing behind. */
export async function requireFreePort(port: number, host: string): Promise<void> {
  const probe = createServer();
  await new Promise<void>((free, taken) => {
    probe.once('error', (cause) =>
      taken(new Error(`port ${port} of ${host} cannot be used: set PORT`, { cause })),
    );
    probe.listen(port, host, free);
  });
  await new Promise((done) => probe.close(done));
}

/** Whether a process with this number lives and, where the system tells, is one of ours: numbers are used again. */
async function isDistrict(pid: number): Promise<boolean> {
  if (!Number.isInteger(pid) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const told = `/proc/${pid}/cmdline`;
  return !existsSync(told) || (await readFile(told, 'utf8')).includes('node');
}
