// jest's globalSetup for the rings that need a database: one real, throw-away PostgreSQL for the whole run.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default async function setup() {
  if (process.env.WEISU_TEST_POSTGRES) return;
  process.argv.push('--quiet');
  await import('./build.mjs');
  process.argv.pop();
  const { startEmbeddedPostgres } = await import('@weisu/persistence');
  const folder = await mkdtemp(join(tmpdir(), 'weisu-test-'));
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'server'), disposable: true });
  process.env.WEISU_TEST_POSTGRES = server.adminUrl;
  globalThis.stopTestPostgres = async () => {
    await server.stop();
    await rm(server.dataDir, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  };
}
