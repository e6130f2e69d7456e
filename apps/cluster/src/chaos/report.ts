import type { Finding } from './findings.js';
import type { ChaosOptions } from './options.js';

export type ChaosReport = Readonly<{
  options: ChaosOptions;
  district: string;
  faults: Readonly<Record<string, number>>;
  skipped: Readonly<Record<string, number>>;
  didNotComeBack: readonly string[];
  endedOnlyByKill: readonly string[];
  clients: Readonly<{
    acknowledged: number;
    refused: Readonly<Record<string, number>>;
    unanswered: number;
    attempts: number;
    retried: number;
    reads: number;
    heardInstead: Readonly<Record<string, number>>;
    mattersBegun: number;
    mattersFinished: number;
    mattersStopped: readonly string[];
  }>;
  seconds: Readonly<{ load: number; drain: number }>;
  findings: readonly Finding[];
}>;

/** Violations that are told in full; the file has them all. */
const toldOfEach = 10;

export const violationsOf = ({ findings, didNotComeBack }: ChaosReport): number =>
  findings.reduce((sum, { violations }) => sum + violations.length, didNotComeBack.length);

export function linesOf(report: ChaosReport): string[] {
  const { clients, seconds, faults } = report;
  const kills = ['kill', 'kafka-kill', 'postgres-crash'].reduce((sum, kind) => sum + (faults[kind] ?? 0), 0);
  return [
    `faults survived: ${sumOf(faults)} (${list(faults)})`,
    `  of them ended without a warning: ${kills}`,
    ...(sumOf(report.skipped) ? [`  not possible here: ${list(report.skipped)}`] : []),
    ...report.didNotComeBack.map((what) => `  DID NOT COME BACK ${what}`),
    ...(report.endedOnlyByKill.length
      ? [`  SIGTERM did not end within 30 s: ${report.endedOnlyByKill.join(', ')}`]
      : []),
    `mutations acknowledged: ${clients.acknowledged}, refused: ${sumOf(clients.refused)}, never answered: ${clients.unanswered}; ${clients.attempts} attempts, ${clients.retried} of them again with the same key; ${clients.reads} reads`,
    ...(sumOf(clients.refused) ? [`  refused: ${list(clients.refused)}`] : []),
    `  heard instead of an answer: ${list(clients.heardInstead) || 'nothing'}`,
    `matters begun: ${clients.mattersBegun}, finished: ${clients.mattersFinished}${clients.mattersStopped.length ? `, stopped: ${clients.mattersStopped.slice(0, toldOfEach).join('; ')}` : ''}`,
    `load ${seconds.load.toFixed(1)} s, then at rest after ${seconds.drain.toFixed(1)} s`,
    ...report.findings.flatMap(({ what, seen, violations }) => [
      `${violations.length ? 'VIOLATED' : 'ok      '}  ${what}: ${seen}${violations.length ? `, ${violations.length} wrong` : ''}`,
      ...violations.slice(0, toldOfEach).map((one) => `            ${one}`),
      ...(violations.length > toldOfEach ? [`            … ${violations.length - toldOfEach} more`] : []),
    ]),
    `violations: ${violationsOf(report)}  seed: ${report.options.seed}${report.options.plantInboxOff ? '  planted: inbox-off' : ''}`,
  ];
}

const sumOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, n) => sum + n, 0);

const list = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .toSorted(([, one], [, other]) => other - one)
    .map(([name, n]) => `${name} ${n}`)
    .join(', ');
