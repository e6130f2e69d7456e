import { readSecrets } from './secrets.file.js';

/**
 * An access token for a demo account, as `npm run token -- <account>` prints it: people by password, systems like
 * `hotline` by client credentials. Throws with a sentence for the operator.
 */
export async function requestToken(
  options: Readonly<{ baseUrl: string; account: string; dataDir: string }>,
): Promise<string> {
  const { account, dataDir } = options;
  const secrets = await readSecrets(dataDir);
  if (!secrets) throw new Error(`没有找到账号文件 ${dataDir}/identity.json，请先运行 npm start`);

  const person = Object.hasOwn(secrets.accounts, account) ? secrets.accounts[account] : undefined;
  const system = Object.hasOwn(secrets.clients, account) ? secrets.clients[account] : undefined;
  if (person) {
    if (!person.password) throw new Error(`账号 ${account} 的明文密码已从 identity.json 中移除`);
    return ask(options.baseUrl, {
      grant_type: 'password',
      client_id: 'weisu-cli',
      username: account,
      password: person.password,
    });
  }
  if (system) {
    const basic = Buffer.from(`${account}:${system.secret}`).toString('base64');
    return ask(options.baseUrl, { grant_type: 'client_credentials' }, { authorization: `Basic ${basic}` });
  }
  throw new Error(
    `没有账号 ${account}；现有账号: ${Object.keys(secrets.accounts).slice(0, 20).join(', ')} …`,
  );
}

async function ask(
  baseUrl: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<string> {
  const response = await fetch(`${baseUrl}/realms/weisu/protocol/openid-connect/token`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(form),
    signal: AbortSignal.timeout(10_000),
  });
  const text = await response.text();
  const token = response.ok ? (JSON.parse(text) as { access_token?: unknown }).access_token : null;
  if (typeof token !== 'string') throw new Error(`身份服务拒绝 (HTTP ${response.status}): ${text}`);
  return token;
}
