import { runProfileCheck } from '@weisu/directory';
import { standaloneConfig } from './config.js';

const { packFolder } = standaloneConfig(process.env);
const print = (line: string): void => void process.stdout.write(`${line}\n`);
process.exitCode = await runProfileCheck(process.argv.slice(2), { packFolder, print });
