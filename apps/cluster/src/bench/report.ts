import { cpus, loadavg, totalmem } from 'node:os';
import type { Server } from '../cluster.js';
import { flameFile } from './flame-graph.js';
import type { HotSpots, Share } from './hot-spots.js';
import type { Latency } from './latency.js';
import { median } from './load.js';
import { partsOf, type Comparison, type Idling, type Settings } from './measure.js';

export type BenchResult = Readonly<{
  settings: Settings;
  idling: Idling;
  servers: readonly Pick<Server, 'name' | 'version'>[];
  comparisons: readonly Comparison[];
  latencies: readonly Latency[];
  spots: readonly (readonly [string, HotSpots])[];
}>;

/** Of the issue: parts of the physical limit, and milliseconds. */
export const goals = { submit: 0.15, workbench: 0.22, p50: 15, p99: 60 } as const;

/** Events a second: that of the goal, and one at which this machine has cores to spare, so that the way itself is seen. */
export const latencyRates = [300, 50] as const;

type Line = Readonly<{
  what: string;
  seen: number;
  goal: number | null;
  spread: string;
  met: boolean | null;
}>;

function lines({ comparisons, latencies }: BenchResult): Line[] {
  const ratios = comparisons.map(({ name, ratio, spread }): Line => {
    const goal = name === 'submit' || name === 'workbench' ? goals[name] : null;
    const between = spread.map((value) => value.toFixed(3)).join(' – ');
    return {
      what: `${name}, part of the limit`,
      seen: ratio,
      goal,
      spread: between,
      met: goal === null ? null : ratio >= goal,
    };
  });
  const byCpu = comparisons.map(({ name, cpuRatio, rounds }): Line => {
    const all = rounds.map(({ ourCpu, limitCpu }) => limitCpu / ourCpu);
    const between = `${Math.min(...all).toFixed(3)} – ${Math.max(...all).toFixed(3)}`;
    return { what: `${name}, by CPU time`, seen: cpuRatio, goal: null, spread: between, met: null };
  });
  const late = latencyRates.flatMap((rate) =>
    (['p50', 'p99'] as const).flatMap((name): Line[] => {
      const seen = latencies.filter(({ asked }) => asked === rate).map((one) => one[name]);
      if (!seen.length) return [];
      const between = `${Math.min(...seen).toFixed(1)} – ${Math.max(...seen).toFixed(1)}`;
      const middle = median(seen);
      const goal = rate === latencyRates[0] ? goals[name] : null;
      const met = goal === null ? null : middle <= goal;
      return [
        { what: `commit → consumer at ${rate}/s ${name}, ms`, seen: middle, goal, spread: between, met },
      ];
    }),
  );
  return [...ratios, ...byCpu, ...late];
}

const word = (met: boolean | null): string => (met === null ? '' : met ? 'met' : 'missed');

export function summary(result: BenchResult): string[] {
  return lines(result).map(
    ({ what, seen, goal, spread, met }) =>
      `${what}: ${seen.toFixed(3)} (${spread})${goal === null ? '' : `, goal ${goal}: ${word(met)}`}`,
  );
}

const percent = (part: number): string => `${(part * 100).toFixed(1)} %`;

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function flame([name, spots]: readonly [string, HotSpots]): string {
  const row = (shares: readonly Share[], index: number): string[] => {
    const share = shares[index];
    return share ? [share.name.replaceAll('|', '/'), percent(share.part)] : ['', ''];
  };
  const most = Math.max(spots.own.length, spots.functions.length);
  const rows = Array.from({ length: most }, (_, index) => [
    ...row(spots.own, index),
    ...row(spots.inside, index),
    ...row(spots.functions, index),
  ]);
  return `### ${name}\n\nBusy ${percent(spots.busy)} of the time; [flame graph](${flameFile(name)}).\n\n${table(['own code', 'part', 'with what it calls', 'part', 'function', 'part'], rows)}\n`;
}

/** What `docs/benchmarks.md` says. */
export function benchmarks(result: BenchResult): string {
  const { settings, idling, servers, comparisons, latencies, spots } = result;
  const raw = comparisons.flatMap(({ name, rounds, clients }) =>
    rounds.map(({ ours, limit, ratio, ourCpu, limitCpu, load }, index) => [
      `${name} ${index + 1}`,
      ours.perSecond.toFixed(0),
      `${ours.p50.toFixed(0)} / ${ours.p99.toFixed(0)}`,
      limit.toFixed(0),
      String(clients),
      ratio.toFixed(3),
      ourCpu.toFixed(1),
      limitCpu.toFixed(2),
      load.toFixed(1),
    ]),
  );
  const model = cpus()[0]?.model ?? 'unknown';
  return `# Benchmarks

Written by \`npm run bench -- --seconds ${settings.seconds} --connections ${settings.connections} --rounds ${settings.rounds}\`; do not edit. Node ${process.version}, ${servers
    .map(({ name, version }) => `${name} ${version}`)
    .join(
      ', ',
    )}; ${cpus().length} × ${model}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB. One machine holds everything: the load, the gateway, nine
processes of services, Kafka, Keycloak and PostgreSQL (fsync on), so that all of them share ${cpus().length} cores with the side that is measured against.
Load average at the end: ${loadavg()
    .map((value) => value.toFixed(1))
    .join(', ')}. Ratios of one run are what counts; they are the median of ${settings.rounds} rounds.
Among millions of rows: [benchmarks-scale.md](benchmarks-scale.md). Floods: [benchmarks-floods.md](benchmarks-floods.md).

${table(
  ['what', 'seen', 'spread', 'goal', ''],
  lines(result).map(({ what, seen, goal, spread, met }) => [
    what,
    seen.toFixed(3),
    spread,
    goal === null ? '–' : String(goal),
    word(met),
  ]),
)}

## What is measured

- **submit**: \`submitAppeal\` through the gateway with a real token of a resident, ${settings.connections} connections, over every grid of the demo district: token, limits,
  arguments, rules, journal, outbox, while relays, Kafka, and the consumers with their clocks work on what was submitted. **anonymous** is the same without a token.
  Against pgbench with one prepared statement that inserts the same rows (appeal, scope, journal, head, outbox) and does nothing else.
- **workbench**: what a street's unit opens first, its counts of the day and the first twenty of its work orders with their clocks, appeals and areas, in one document.
  Against pgbench with prepared SELECTs of the same rows. **list** is the same without the counts.
- **commit → consumer**: ${latencyRates.join(' and ')} events a second announced as intake does (journal and outbox in a transaction, relay, Kafka with acks=all, idempotent), until dispatch begins
  the transaction of the effect: \`dispatch.inbox.received_at − intake.journal.recorded_at\` on the clock of one PostgreSQL. \`recorded_at\` is set before the commit, so the
  commit is in it.

**By CPU time** compares what a request and a transaction use of the cores, everything counted that works for them: it is what the ratio would be on a machine
where nobody else runs and every core is busy, and depends less on who else uses this one.

Each round is half the limit, ours, the other half; pgbench runs with the number of clients (8, 16 or 32) that gives it most.

## Figures

${table(['round', 'ours /s', 'p50 / p99 ms', 'limit /s', 'clients', 'ratio', 'our CPU ms', 'limit CPU ms', 'load average'], raw)}

${table(
  ['latency', 'events', 'events /s', 'p50 ms', 'p99 ms'],
  latencies.map((one) => [
    `at ${one.asked}/s`,
    String(one.events),
    one.perSecond.toFixed(0),
    one.p50.toFixed(1),
    one.p99.toFixed(1),
  ]),
)}

## What was done for it, and what remains

One statement stores an appeal, who may see it, journal, head and outbox (it was three); statements that come again are prepared by name below TypeORM; the relay
wakes only whom a commit concerns, asks for foreign lanes four times a second instead of at every wake, and reads by index; the workbench reads its page with
its orders in one statement; Apollo wraps no fields for cache hints. What each
of these brought was not measured one by one.

A consumer's empty fetch lasts one second instead of a fifth: with a district at rest Kafka used 22 and 23 % of a core before, and 4 to 10 % after, in four
looks; each process 3.7 to 5.5 % before and 2.9 to 4.9 % after. A fetch that brought something is followed by the next after 5 ms, and offsets are committed four times a second instead of twenty.

What remains of a submission is what it sets off: some fifteen transactions, one in each consumer of each event, the revealing of a telephone number for the text message
that tells the resident, and the journal entries of all that; PostgreSQL's part of a submission is a quarter to two fifths, most of it in statements of a tenth of a
millisecond. Fewer of them would mean several events in one transaction, whose failure is then no longer that of one event. In the gateway it is
HTTP on both sides (undici, Fastify, streams), garbage and Apollo's request pipeline.

Two gains were measured and not taken. graphql-jit made the gateway's part of a workbench 2.8, 3.1, 3.1 and 4.2 ms (4.6, 4.6, 5.4 and 4.7 without it), but makes code of strings in a
client's document ([ADR 24](adr/0024-documents-are-executed-not-compiled.md)). A larger young generation in the gateway (\`--max-semi-space-size=64\`) made it 3.4 and 3.0 ms in one run of
two rounds: up to 150 MB more for each replica, for requests that are kept waiting by 32 connections on two cores, and seen too little to be sure.

300 events a second are about all that these two cores carry beside their own load: the queue is then what is measured, and rounds differ by a factor of ten. At 50 a second it
is the way itself. Not waiting for the disk when the relay deletes what was sent (\`synchronous_commit\`) changed neither: p50 122 to 144 ms before and 95 to 187 ms after at 300/s, 13.7 to 15.9
and 14.1 to 15.4 ms at 50/s.

## Where the time goes

CPU milliseconds of one request beyond what the programs use when nobody asks anything (of a core: ${partsOf(idling, 100)} %):

${comparisons.map(({ name, rounds }) => `- ${name}: ${partsOf(rounds.at(-1)?.parts ?? {})}`).join('\n')}

A sample every millisecond of each process while its load runs, as parts of the time that it was busy. "With what it calls" is the width of the
package in its flame graph; in the graphs, open them in a browser, ours is orange, what is installed blue, Node and the engine grey.

${spots.map(flame).join('\n')}`;
}
