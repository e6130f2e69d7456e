import { generateKeyPair, randomBytes, type JsonWebKey } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { hashPassword } from './password.js';
import { readablePassword } from './readable-password.js';

const secretsFile = z.object({
  signingKey: z.looseObject({
    kid: z.string(),
    kty: z.literal('RSA'),
    n: z.string(),
    e: z.string(),
    d: z.string(),
  }),
  cookieKeys: z.array(z.string()).min(1),
  // The readable password may be struck from the file once it is handed out; the account keeps working.
  accounts: z.record(z.string(), z.object({ password: z.string().optional(), hash: z.string() })),
  clients: z.record(z.string(), z.object({ secret: z.string() })),
});

export type IdentitySecrets = z.infer<typeof secretsFile>;

const pathIn = (dataDir: string) => join(dataDir, 'identity.json');

/**
 * The signing key, passwords and client secrets of this installation, made at first start and kept in
 * `<dataDir>/identity.json`, readable by its owner only. Names that are new since then get theirs now.
 */
export async function loadOrCreateSecrets(
  dataDir: string,
  names: Readonly<{ accounts: readonly string[]; clients: readonly string[] }>,
): Promise<IdentitySecrets> {
  await mkdir(dataDir, { recursive: true });
  const existing = await readSecrets(dataDir);
  const secrets = existing ?? {
    signingKey: await newSigningKey(),
    cookieKeys: [randomSecret()],
    accounts: {},
    clients: {},
  };
  const newAccounts = names.accounts.filter((name) => !Object.hasOwn(secrets.accounts, name));
  const newClients = names.clients.filter((name) => !Object.hasOwn(secrets.clients, name));
  if (existing && newAccounts.length + newClients.length === 0) return existing;

  const made = await Promise.all(newAccounts.map(async (name) => [name, await newAccount()] as const));
  const complete: IdentitySecrets = {
    ...secrets,
    accounts: { ...secrets.accounts, ...Object.fromEntries(made) },
    clients: {
      ...secrets.clients,
      ...Object.fromEntries(newClients.map((name) => [name, { secret: randomSecret() }])),
    },
  };
  await writeSecrets(dataDir, complete);
  return complete;
}

/** Null when there is no file yet; throws when there is one that cannot be read. */
export async function readSecrets(dataDir: string): Promise<IdentitySecrets | null> {
  try {
    return secretsFile.parse(JSON.parse(await readFile(pathIn(dataDir), 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new Error(`${pathIn(dataDir)} cannot be read`, { cause: error });
  }
}

/** Written beside and renamed, so that a kill in between leaves the old file or the new one. */
async function writeSecrets(dataDir: string, secrets: IdentitySecrets): Promise<void> {
  const beside = `${pathIn(dataDir)}.new`;
  await writeFile(beside, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  await chmod(beside, 0o600);
  await rename(beside, pathIn(dataDir));
}

async function newSigningKey(): Promise<IdentitySecrets['signingKey']> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2_048 });
  const jwk: JsonWebKey = privateKey.export({ format: 'jwk' });
  return secretsFile.shape.signingKey.parse({
    ...jwk,
    kid: randomBytes(12).toString('base64url'),
    use: 'sig',
    alg: 'RS256',
  });
}

async function newAccount() {
  const password = readablePassword();
  return { password, hash: await hashPassword(password, randomBytes(16)) };
}

const randomSecret = () => randomBytes(32).toString('base64url');
