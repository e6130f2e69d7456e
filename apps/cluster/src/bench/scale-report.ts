import { cpus, loadavg, totalmem } from 'node:os';
import type { Firing } from './firing.js';
import { median } from './load.js';
import { pageRatios, type PageRound, type PageSizes } from './pages.js';
import { table } from './report.js';
import type { ScaleResult } from './scale.js';

/** With spaces between thousands. */
const many = (value: number): string => value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ' ');
const ratio = (value: number | undefined): string => (value ?? 0).toFixed(2);

function firingRow(one: Firing): string[] {
  const when = one.seconds
    ? `${many(one.clocks / one.seconds)} a second for ${one.seconds} s`
    : 'in one second';
  return [
    one.name,
    many(one.open),
    `${many(one.clocks)}, ${when}`,
    [one.p50, one.p99, one.max].map(many).join(' / '),
    one.took.toFixed(1),
    [one.early, one.twice, one.missing].join(', '),
    one.parts.map(many).join(' + '),
  ];
}

function pageRows(pages: PageSizes): string[][] {
  const first = pages.rounds[0] ?? [];
  const of = (pick: (round: PageRound) => number) => pageRatios(pages, pick);
  const ratios = [
    of(({ p50 }) => p50),
    of(({ p99 }) => p99),
    of(({ postgres }) => postgres),
    of(({ dispatch }) => dispatch),
  ];
  return first.map(({ matters }, index) => {
    const middle = (pick: (round: PageRound) => number): string =>
      median(pages.rounds.flatMap((round) => round.slice(index, index + 1).map(pick))).toFixed(1);
    return [
      many(matters),
      `${middle(({ p50 }) => p50)} / ${middle(({ p99 }) => p99)}`,
      middle(({ postgres }) => postgres),
      middle(({ dispatch }) => dispatch),
      ...ratios.map((one) => ratio(one.get(matters))),
      (pages.counting[index]?.milliseconds ?? 0).toFixed(1),
    ];
  });
}

/** What `docs/benchmarks-scale.md` says. */
export function scaleReport({ settings, servers, firings, pages, countedIn }: ScaleResult): string {
  const { asked, sizes, openClocks, seconds, rounds } = settings;
  const model = cpus()[0]?.model ?? 'unknown';
  const flags = `--only ${[...asked].join(',')} --seconds ${seconds} --rounds ${rounds} --open-clocks ${openClocks} --matters ${sizes.join(',')}`;
  const parts = [
    `# Benchmarks among millions

Written by \`npm run bench -- ${flags}\`; do not edit. Node ${process.version}, ${servers
      .map(({ name, version }) => `${name} ${version}`)
      .join(
        ', ',
      )}; ${cpus().length} × ${model}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, PostgreSQL with 512 MB of
shared buffers, fsync on. Load average at the end: ${loadavg()
      .map((value) => value.toFixed(1))
      .join(', ')}. Of pages, ratios of one run are what counts.

The rows are written by SQL: a matter with its order, three limits and who may see it, in dispatch and in intake, over every grid of the demo district and evenly
over a year until now; ids are random. Of these services only those run that a measurement names.`,
  ];
  if (firings.length)
    parts.push(`## Limits that fall due

Two instances of dispatch with the directory, PostgreSQL and Kafka. **clocks** fall due at a steady rate, **burst** within one second, while the others run. Late is from the
deadline until the database wrote in the clock's row that it had passed (\`fired_at − due_by\`, one clock); until the last is from the first deadline. Early, twice (announced more
than once) and missing (not announced) are by clock and journal. An instance is known by the connection that wrote the journal.

${table(['', 'open clocks', 'due', 'late ms, p50 / p99 / max', 'until the last, s', 'early, twice, missing', 'by instance'], firings.map(firingRow))}`);
  if (pages)
    parts.push(`## The workbench

What a street's unit opens first: the counts of its day and the first twenty of its orders, in one document through the gateway, with two connections; directory, intake and two
instances of dispatch. One matter of twenty is in hand, so that the day's matters and the unit's open orders grow with all matters. Each of ${rounds} rounds opens it for
${seconds} s at each size in turn, with services that were started anew; figures are the median of the rounds, ratios that of the ratios within a round. "By count(*)" is one
client of pgbench that reads the same rows by counting and sorting, as the page did before.

${table(
  [
    'matters',
    'p50 / p99 ms',
    'CPU ms of PostgreSQL',
    'of dispatch',
    'ratio of p50',
    'of p99',
    'of PostgreSQL',
    'of dispatch',
    'by count(*), ms',
  ],
  pageRows(pages),
)}

The counters of matters that were there before were made by the migration, beside which the version before may write: ${countedIn
      .map(([matters, took]) => `${many(matters)} in ${took.toFixed(1)} s`)
      .join(', ')}.

${table(
  ['round', 'matters', 'pages', 'p50 / p99 ms', 'CPU ms of PostgreSQL', 'of dispatch'],
  pages.rounds.flatMap((round, index) =>
    round.map((one) => [
      String(index + 1),
      many(one.matters),
      many(one.answered),
      `${one.p50.toFixed(1)} / ${one.p99.toFixed(1)}`,
      one.postgres.toFixed(2),
      one.dispatch.toFixed(2),
    ]),
  ),
)}`);
  return `${parts.join('\n\n')}\n`;
}
