import { standaloneConfig } from './config.js';
import { districtUrl } from './district-url.js';
import { requestToken } from './identity-provider/index.js';

const [account] = process.argv.slice(2);
const { dataDir } = standaloneConfig(process.env);
if (!account) {
  process.stderr.write('usage: npm run token -- <account>\n');
  process.exitCode = 2;
} else {
  const token = await requestToken({ baseUrl: await districtUrl(dataDir), account, dataDir });
  process.stdout.write(`${token}\n`);
}
