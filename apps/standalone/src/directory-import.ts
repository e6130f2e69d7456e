import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runDirectoryImport } from '@weisu/directory';
import { standaloneConfig } from './config.js';

const { dataDir } = standaloneConfig(process.env);

/** DIRECTORY_DATABASE_URL, else the district that runs on the data folder. */
async function databaseUrl(): Promise<string> {
  const given = process.env['DIRECTORY_DATABASE_URL'];
  if (given) return given;
  try {
    return (await readFile(join(dataDir, 'directory-database'), 'utf8')).trim();
  } catch (cause) {
    throw new Error(`no district runs on ${dataDir}: run npm start first, or set DIRECTORY_DATABASE_URL`, {
      cause,
    });
  }
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);
process.exitCode = await runDirectoryImport(process.argv.slice(2), {
  databaseUrl: await databaseUrl(),
  print,
});
