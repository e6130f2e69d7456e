import { standaloneConfig } from './config.js';
import { districtUrl } from './district-url.js';
import { requestToken } from './identity-provider/index.js';

const [account] = process.argv.slice(2);
const { dataDir } = standaloneConfig(process.env);
if (!account) {
  process.stderr.write('usage: npm run token -- <account>\n');
  process.exitCode = 2;
} else {
  try {
    const token = await requestToken({ baseUrl: await districtUrl(dataDir), account, dataDir });
    process.stdout.write(`${token}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
