import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ImportRefused } from '../import/import-refused.js';

export type PeopleImportOptions = Readonly<{
  file: string;
  keycloakUrl: string;
  realm: string;
  clientId: string;
  clientSecret: string;
  passwords: string | null;
  dryRun: boolean;
  disableMissing: boolean;
  enable: boolean;
  ready: boolean;
}>;

export const peopleImportUsage = `用法: npm run people:import -- 人员表.csv|.xlsx|区包文件夹 [选项]
  --keycloak 地址      身份服务地址；默认 KEYCLOAK_URL
  --dry-run           只说明会改什么，不改
  --passwords 文件     新账号的初始密码和新系统的密钥写入此文件（0600，不覆盖）；有新账号时必须给出
  --disable-missing   停用表中没有的账号（只停用由人员表建立的）
  --enable            重新启用表中有、但已被停用的账号
  --ready             密码无须修改，两步验证已设好；只供测试，NODE_ENV=production 时拒绝
环境: KEYCLOAK_ADMIN_CLIENT_ID（默认 people-import）、KEYCLOAK_ADMIN_CLIENT_SECRET、KEYCLOAK_REALM（默认 weisu）
退出码: 0 全部完成；1 有的行或账号没有完成（逐一说明）；2 什么也没有做；3 中断，再运行一次即可`;

const environmentSchema = z.object({
  KEYCLOAK_URL: z.url().optional(),
  KEYCLOAK_REALM: z.string().min(1).default('weisu'),
  KEYCLOAK_ADMIN_CLIENT_ID: z.string().min(1).default('people-import'),
  KEYCLOAK_ADMIN_CLIENT_SECRET: z.string().min(1, '未设置').default(''),
  NODE_ENV: z.string().optional(),
});

/** Null asks for help. Throws ImportRefused USAGE. */
export function peopleImportOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): PeopleImportOptions | null {
  const { values, positionals } = parse(args);
  if (values.help) return null;
  const [file, ...more] = positionals;
  if (!file || more.length > 0) throw new ImportRefused('USAGE', '请给出一个人员表');
  const settings = environmentSchema.safeParse(environment);
  if (!settings.success)
    throw new ImportRefused('USAGE', settings.error.issues.map(({ path }) => path.join('.')).join('、'));
  const { data } = settings;
  const keycloakUrl = values.keycloak ?? data.KEYCLOAK_URL;
  if (!keycloakUrl) throw new ImportRefused('USAGE', '请以 --keycloak 或 KEYCLOAK_URL 给出身份服务地址');
  if (!data.KEYCLOAK_ADMIN_CLIENT_SECRET)
    throw new ImportRefused('USAGE', '请设置 KEYCLOAK_ADMIN_CLIENT_SECRET');
  if (values.ready && data.NODE_ENV === 'production')
    throw new ImportRefused('USAGE', '--ready 只供测试，NODE_ENV=production 时不能用');
  return {
    file,
    keycloakUrl: keycloakUrl.replace(/\/+$/, ''),
    realm: data.KEYCLOAK_REALM,
    clientId: data.KEYCLOAK_ADMIN_CLIENT_ID,
    clientSecret: data.KEYCLOAK_ADMIN_CLIENT_SECRET,
    passwords: values.passwords ?? null,
    dryRun: values['dry-run'] ?? false,
    disableMissing: values['disable-missing'] ?? false,
    enable: values.enable ?? false,
    ready: values.ready ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        keycloak: { type: 'string' },
        passwords: { type: 'string' },
        'dry-run': { type: 'boolean' },
        'disable-missing': { type: 'boolean' },
        enable: { type: 'boolean' },
        ready: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new ImportRefused('USAGE', error instanceof Error ? error.message : String(error));
  }
}
