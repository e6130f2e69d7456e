import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { passwordMatches } from './password.js';
import { loadOrCreateSecrets, readSecrets } from './secrets.file.js';
import { requestToken } from './token.client.js';

describe('the secrets of an installation', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'weisu-secrets-'));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  it('are made once, for their owner only, and stay the same', async () => {
    const nested = join(dataDir, 'not-yet-there');
    const first = await loadOrCreateSecrets(nested, names);
    expect((await stat(join(nested, 'identity.json'))).mode & 0o777).toBe(0o600);
    expect(await loadOrCreateSecrets(nested, names)).toEqual(first);
  });

  it('hold passwords that meet the policy and match their hashes', async () => {
    const { accounts } = await loadOrCreateSecrets(dataDir, names);
    for (const { password, hash } of Object.values(accounts)) {
      expect(password).toMatch(/^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w-]{14}$/);
      expect(await passwordMatches(password!, hash)).toBe(true);
    }
    expect(new Set(Object.values(accounts).map(({ password }) => password)).size).toBe(2);
  });

  it('grow by new names without touching the old', async () => {
    const first = await loadOrCreateSecrets(dataDir, names);
    const second = await loadOrCreateSecrets(dataDir, { accounts: ['street', 'grid'], clients: ['intake'] });
    expect(second.signingKey).toEqual(first.signingKey);
    expect(second.accounts['street']).toEqual(first.accounts['street']);
    expect(Object.keys(second.accounts).toSorted()).toEqual(['district', 'grid', 'street']);
    expect(Object.keys(second.clients).toSorted()).toEqual(['dispatch', 'intake']);
  });

  it('are not replaced when the file is broken', async () => {
    await writeFile(join(dataDir, 'identity.json'), '{"signingKey":');
    await expect(loadOrCreateSecrets(dataDir, names)).rejects.toThrow('cannot be read');
    expect(await readFile(join(dataDir, 'identity.json'), 'utf8')).toBe('{"signingKey":');
  });

  it('are absent before the first start, and the operator is told', async () => {
    expect(await readSecrets(dataDir)).toBeNull();
    const asking = requestToken({ baseUrl: 'http://127.0.0.1:1', account: 'street', dataDir });
    await expect(asking).rejects.toThrow('请先运行 npm start');
  });

  it('name the accounts there are when another is asked for', async () => {
    await loadOrCreateSecrets(dataDir, names);
    const asking = requestToken({ baseUrl: 'http://127.0.0.1:1', account: 'toString', dataDir });
    await expect(asking).rejects.toThrow('没有账号 toString；现有账号: district, street');
  });
});

const names = { accounts: ['district', 'street'], clients: ['dispatch'] };
