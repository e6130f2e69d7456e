import { cpus } from 'node:os';
import type { Exported, ExportPart } from './exporting.js';
import { table } from './report.js';

/** With spaces between thousands. */
const many = (value: number): string => value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ' ');

/** What `docs/benchmarks-export.md` says. */
export function exportReport({ matters, rows, megabytes, stored, parts }: Exported): string {
  const [rest] = parts;
  const row = (part: ExportPart): string[] => [
    { without: 'without an export', made: 'while it is made', fetched: 'while it is fetched' }[part.name],
    part.seconds.toFixed(0),
    `${part.p50.toFixed(1)} / ${part.p99.toFixed(1)}`,
    (part.p99 / (rest?.p99 ?? part.p99)).toFixed(2),
    Object.entries(part.peaks)
      .map(([app, peak]) => `${app} ${peak.toFixed(0)} (${(peak - (rest?.peaks[app] ?? peak)).toFixed(0)})`)
      .join(', '),
  ];
  return `# Benchmarks of an export

Written by \`npm run bench -- --only export --export-matters ${matters}\`; do not edit. Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), which the load, PostgreSQL, Kafka and
Keycloak share. ${many(rows)} matters by all columns, in a file of ${megabytes.toFixed(0)} MB; its pages take ${stored.toFixed(0)} MB of dispatch's database, their index among it. Beside it two clients open a workbench
with its counts, again and again. Memory is what is resident, in brackets beyond what the same process had without an export.

${table(['', 'seconds', 'workbench p50 / p99, ms', 'p99 to that without', 'most memory, MB'], parts.map(row))}
`;
}
