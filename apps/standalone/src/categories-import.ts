import { runCategoriesImport } from '@weisu/directory';

process.exitCode = await runCategoriesImport(process.argv.slice(2), (line) => {
  process.stdout.write(`${line}\n`);
});
