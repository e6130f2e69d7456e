// `npm run check:observability`: the alert rules load and do what their unit tests say, the dashboards are the ones of tools/dashboards.mjs, every query
// of both parses, and asks only for metrics that our processes tell. promtool comes from PROMTOOL, the path, or Debian's package prometheus (fetched
// once, unpacked into the cache, not installed).
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { files } from './dashboards.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'deploy/observability');
const problems = [];

function promtool() {
  const asked = process.env['PROMTOOL'] ?? 'promtool';
  if (spawnSync(asked, ['--version']).status === 0) return asked;
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'weisu/promtool');
  const cached = join(cache, 'usr/bin/promtool');
  if (existsSync(cached)) return cached;
  mkdirSync(cache, { recursive: true });
  // apt verifies the package against the signed index of the distribution
  execFileSync('apt-get', ['download', 'prometheus'], { cwd: cache, stdio: ['ignore', 'ignore', 'pipe'] });
  const archive = readdirSync(cache).find((name) => name.endsWith('.deb'));
  execFileSync('dpkg-deb', ['-x', join(cache, archive), cache]);
  rmSync(join(cache, archive));
  return cached;
}

/** Names that a process of ours tells, taken from the registry that it makes. */
async function metricNames() {
  const dist = (path) => import(join(root, path));
  const { Metrics } = await dist('libs/service-host/dist/metrics.js');
  const { clockFigures } = await dist('libs/clocks/dist/figures.js');
  const { partFigures } = await dist('libs/appeal-access/dist/figures.js');
  const { deliveryFigures } = await dist('apps/notification/dist/delivery-figures.store.js');
  const metrics = new Metrics('check');
  metrics.watchProcess();
  metrics.watch({
    figures: [...clockFigures, ...partFigures, ...deliveryFigures],
    transport: { lag: () => [] },
  });
  return new Set(
    metrics.registry
      .getMetricsAsArray()
      .flatMap(({ name, type }) =>
        type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
      ),
  );
}

/** Of others: Prometheus itself, cert-manager, node-exporter. */
const foreign = new Set([
  'up',
  'certmanager_certificate_expiration_timestamp_seconds',
  'node_filesystem_avail_bytes',
  'node_filesystem_size_bytes',
]);

function namesIn(expression) {
  const bare = expression
    .replaceAll(/"[^"]*"/g, '""')
    .replaceAll(/\{[^}]*\}/g, '')
    .replaceAll(/\[[^\]]*\]/g, '');
  const grouping = bare.replaceAll(/\b(by|without|on|ignoring)\s*\([^)]*\)/g, '');
  return [...grouping.matchAll(/\b[a-z_]+(?:_[a-z0-9]+)+\b(?!\s*\()|\bup\b/g)].map(([name]) => name);
}

function run(tool, ...args) {
  const { status, stdout, stderr } = spawnSync(tool, args, { encoding: 'utf8' });
  if (status !== 0) problems.push(`promtool ${args.join(' ')}:\n${stdout}${stderr}`);
}

const tool = promtool();
const rules = readFileSync(join(folder, 'alerts.yaml'), 'utf8');
run(tool, 'check', 'rules', join(folder, 'alerts.yaml'));
run(tool, 'test', 'rules', join(folder, 'alerts.test.yaml'));

const committed = readdirSync(join(folder, 'dashboards')).sort();
if (committed.join() !== Object.keys(files).sort().join())
  problems.push(`dashboards: there are ${committed.join(', ')}`);
for (const [name, content] of Object.entries(files))
  if (committed.includes(name) && readFileSync(join(folder, 'dashboards', name), 'utf8') !== content)
    problems.push(`${name} is not what tools/dashboards.mjs writes: node tools/dashboards.mjs`);

const queries = Object.entries(files).flatMap(([name, content]) =>
  JSON.parse(content).panels.flatMap(({ title, targets }) =>
    targets.map(({ expr }) => ({ where: `${name}, ${title}`, expr: expr.replaceAll('$service', '.*') })),
  ),
);
// As recording rules: promtool parses them as Prometheus would.
const scratch = mkdtempSync(join(tmpdir(), 'weisu-queries-'));
const recorded = queries.map(
  ({ expr }, index) => `- record: weisu:query:${index}\n  expr: ${JSON.stringify(expr)}`,
);
writeFileSync(
  join(scratch, 'queries.yaml'),
  `groups:\n- name: dashboards\n  rules:\n  ${recorded.join('\n').replaceAll('\n', '\n  ')}\n`,
);
run(tool, 'check', 'rules', join(scratch, 'queries.yaml'));
rmSync(scratch, { recursive: true });

const known = await metricNames();
const alerts = [...rules.matchAll(/- alert: (\w+)\n +expr: (?:>-\n((?: {10}.*\n)+)|(.*))/g)].map(
  ([, name, folded, plain]) => ({ where: name, expr: folded ?? plain }),
);
for (const { where, expr } of [...queries, ...alerts])
  for (const name of namesIn(expr))
    if (!known.has(name) && !foreign.has(name)) problems.push(`${where}: nobody tells ${name}`);

const manual = readFileSync(join(root, 'docs/operations/README.zh-CN.md'), 'utf8');
for (const [, anchor] of rules.matchAll(/runbook: \S+#(\S+)/g))
  if (!manual.includes(`id="${anchor}"`)) problems.push(`the operations manual has no ${anchor}`);
if (alerts.length !== [...rules.matchAll(/- alert:/g)].length) problems.push('an alert could not be read');

for (const problem of problems) console.error(problem);
if (!problems.length)
  console.log(
    `${alerts.length} alerts, ${Object.keys(files).length} dashboards with ${queries.length} queries, ${known.size} metrics: all load`,
  );
process.exit(problems.length ? 1 : 0);
