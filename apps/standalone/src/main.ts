import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { standaloneConfig } from './config.js';
import { startDistrict, type RunningDistrict } from './district.js';

/** Accounts that the README and the console name; every other unit has one of its own id. */
const named = [
  'district',
  'street',
  'community',
  'grid',
  'department',
  'department-2',
  'company',
  'mediator',
  'resident',
  'hotline',
  'auditor',
  'admin',
  'street-2',
  'community-2',
];

/** One sentence instead of a stack: whoever starts a district has to act on it. */
function giveUp(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

/** Prints where it is and who may sign in; the other commands find this district by the files, whatever its port. */
async function tell(district: RunningDistrict): Promise<void> {
  await writeFile(join(config.dataDir, 'url'), `${district.url}\n`);
  await writeFile(join(config.dataDir, 'directory-database'), `${district.directoryDatabaseUrl}\n`, {
    mode: 0o600,
  });
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  print(`ready ${district.url}/graphql`);
  print(`pages  ${district.url}/r/${district.areaCode} (residents), ${district.url}/console (officials)`);
  if (district.moved)
    print(`data   ${district.dataDir} (the server's own user cannot read the folder asked for)`);
  for (const name of named) {
    const account = district.accounts.find((one) => one.username === name);
    const password = district.secrets.accounts[name]?.password ?? '(client credentials: npm run token)';
    print(
      `  ${name.padEnd(13)} ${password.padEnd(22)} ${account?.name ?? ''} ${account?.unitId ?? account?.areaCode ?? ''}`,
    );
  }
  print(
    `  and ${district.accounts.length - named.length} more, one for every unit: npm run token -- <unit id>`,
  );
}

/** In order: nobody asks any more, the services end their work, then the database goes. Of a start that is not complete, what has begun. */
async function stop(): Promise<void> {
  const district = await starting.catch(() => null);
  try {
    await district?.stop();
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  }
}

const config = await Promise.resolve(process.env).then(standaloneConfig).catch(giveUp);
const starting = startDistrict(config);
let stopping = false;
// from the beginning: the database that this process starts is not reached by the signal
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    void stop();
  });
}
const district = await starting.catch((error: unknown) => (stopping ? null : giveUp(error)));
if (district && !stopping) await tell(district);
