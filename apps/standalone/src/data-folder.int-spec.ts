import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimFolder, requireFreePort } from './data-folder.js';

describe('starting a district', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weisu-claim-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('refuses a folder on which another process runs a district, and takes it when that process is gone', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
    await writeFile(join(folder, 'district.pid'), String(other.pid));
    await expect(claimFolder(folder)).rejects.toThrow(`already runs on ${folder} (process ${other.pid})`);
    other.kill('SIGKILL');
    await once(other, 'exit');
    const release = await claimFolder(folder);
    await release();
    expect(existsSync(join(folder, 'district.pid'))).toBe(false);
  });

  it('refuses a port that is taken, with what to do', async () => {
    const taken = createServer();
    await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
    const { port } = taken.address() as AddressInfo;
    await expect(requireFreePort(port, '127.0.0.1')).rejects.toThrow(
      `port ${port} of 127.0.0.1 cannot be used: set PORT`,
    );
    await new Promise((done) => taken.close(done));
    await requireFreePort(port, '127.0.0.1');
  });
});
