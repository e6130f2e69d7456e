import { runService } from '@weisu/service-host';
import { directoryDefinition, runDirectoryImport } from './index.js';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

await runService(directoryDefinition, {
  import: async (_definition, environment, rest) => {
    const databaseUrl = environment['DATABASE_URL'];
    if (!databaseUrl) throw new Error('configuration: DATABASE_URL is missing');
    process.exitCode = await runDirectoryImport(rest, { databaseUrl, print });
  },
});
