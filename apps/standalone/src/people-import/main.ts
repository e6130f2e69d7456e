import { clientCredentials } from '@weisu/identity';
import { ImportRefused } from '../import/import-refused.js';
import type { InitialSecret } from './initial-secret.js';
import { KeycloakAdmin } from './keycloak-admin.client.js';
import { peopleImportOptions, peopleImportUsage, type PeopleImportOptions } from './options.js';
import { PeopleImport } from './people-import.operations.js';
import { readPeopleTable } from './people-table.reader.js';
import { RealmStore } from './realm.store.js';
import { SecretsFile } from './secrets-file.driver.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

async function run(options: PeopleImportOptions): Promise<number> {
  const { accounts, bad } = await readPeopleTable(options.file);
  for (const { line, account, reason } of bad)
    complain(`第 ${line} 行${account ? `（${account}）` : ''} ${reason}`);
  const token = clientCredentials({
    tokenUrl: `${options.keycloakUrl}/realms/${options.realm}/protocol/openid-connect/token`,
    clientId: options.clientId,
    clientSecret: options.clientSecret,
  });
  const realm = new RealmStore(
    new KeycloakAdmin(`${options.keycloakUrl}/admin/realms/${options.realm}`, token),
  );
  let secrets: SecretsFile | null = null;
  const told = {
    line: say,
    problem: complain,
    async newcomers(): Promise<void> {
      if (!options.passwords)
        throw new ImportRefused('USAGE', '有新账号，请以 --passwords 给出存放初始密码的文件');
      secrets = await SecretsFile.create(options.passwords);
    },
    async secret(secret: InitialSecret): Promise<void> {
      await secrets?.add(secret);
    },
  };
  try {
    const report = await new PeopleImport(realm, options, told).run(accounts);
    const { added, changed, disabled, unchanged, failed } = report;
    say(
      `${options.dryRun ? '预览: ' : ''}新增 ${added}，改动 ${changed}，停用 ${disabled}，未变 ${unchanged}；有误 ${failed + bad.length}`,
    );
    const file = secrets as SecretsFile | null;
    if (file) say(`初始密码和密钥在 ${file.path}（仅本人可读），发放后请删除`);
    return failed + bad.length > 0 ? 1 : 0;
  } finally {
    await (secrets as SecretsFile | null)?.close();
  }
}

/** One sentence instead of a stack: whoever imports has to act on it. */
async function main(): Promise<number> {
  try {
    const options = peopleImportOptions(process.argv.slice(2), process.env);
    if (options) return await run(options);
    say(peopleImportUsage);
    return 0;
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
    if (!(error instanceof ImportRefused)) return 3;
    if (error.code === 'USAGE') complain(peopleImportUsage);
    return 2;
  }
}

process.exitCode = await main();
