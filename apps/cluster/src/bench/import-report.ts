import { cpus, loadavg } from 'node:os';
import type { Imported } from './importing.js';
import { table } from './report.js';

const many = (value: number): string => value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ' ');

/** What `docs/benchmarks-import.md` says. */
export function importReport({ read, registered, steps }: Imported): string {
  const rows = steps.map(({ name, rows: count, seconds, peak, said }) => [
    name,
    many(count),
    seconds.toFixed(0),
    (count / seconds).toFixed(0),
    `${peak}`,
    said,
  ]);
  return `# Benchmarks of an import

Written by \`npm run bench -- --only import --import-rows ${read} --import-registered ${registered}\`; do not edit. Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), which the import shares with the district that it
registers in (\`npm start\`: all services and PostgreSQL). The rows have no numbers; their telephone numbers are written in ten ways. Memory is the most that the process of the import had resident. The same rows are
interrupted once by SIGINT after a third; the bench fails where one is registered twice or not at all, or where the result file does not name each row that was done. Load average at the end, with
whatever else ran on the machine: ${loadavg()
    .map((value) => value.toFixed(1))
    .join(', ')}.

${table(['', 'rows', 'seconds', 'rows a second', 'most memory, MB', ''], rows)}
`;
}
