import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { totpCode } from './parts/totp.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));

/** What `people:import --ready` wrote down of one account; `totp` is base32, and empty where one factor is enough. */
export type AccountSecret = Readonly<{
  account: string;
  kind: 'person' | 'system';
  secret: string;
  totp: string;
}>;

/** Everybody of a table of people in the real Keycloak, as city IT imports them, but with passwords that need no first sign-in. */
export async function importPeople(options: {
  keycloakUrl: string;
  adminSecret: string;
  table: string;
  accountsFile: string;
}): Promise<string> {
  const main = join(root, 'apps/standalone/dist/people-import/main.js');
  const args = [main, options.table, '--ready', '--passwords', options.accountsFile];
  const { stdout } = await run(process.execPath, [...args, '--keycloak', options.keycloakUrl], {
    env: { PATH: process.env['PATH'], KEYCLOAK_ADMIN_CLIENT_SECRET: options.adminSecret },
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout.trim().split('\n').at(-2) ?? '';
}

export async function readAccounts(file: string): Promise<readonly AccountSecret[]> {
  const [, ...rows] = (await readFile(file, 'utf8')).trim().split('\n');
  return rows.map((row) => {
    const [account = '', kind = '', secret = '', totp = ''] = row.split(',');
    return { account, kind: kind === 'system' ? 'system' : 'person', secret, totp };
  });
}

/** The form for the token endpoint: people by password and, where asked for, the second factor of this instant. */
export function tokenForm({ account, kind, secret, totp }: AccountSecret, now: Date): URLSearchParams {
  if (kind === 'system')
    return new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: account,
      client_secret: secret,
    });
  return new URLSearchParams({
    grant_type: 'password',
    client_id: 'weisu-cli',
    username: account,
    password: secret,
    ...(totp ? { totp: totpCode(totp, now) } : {}),
  });
}
