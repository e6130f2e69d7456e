import { linesOfClients, listOf, sumOf, type ClientFigures } from './clients.js';
import { linesOfFindings, type Finding } from './findings.js';
import type { ChaosOptions } from './options.js';

export type ChaosReport = Readonly<{
  options: ChaosOptions;
  district: string;
  faults: Readonly<Record<string, number>>;
  skipped: Readonly<Record<string, number>>;
  didNotComeBack: readonly string[];
  endedOnlyByKill: readonly string[];
  clients: ClientFigures;
  seconds: Readonly<{ load: number; drain: number }>;
  findings: readonly Finding[];
}>;

export const violationsOf = ({ findings, didNotComeBack }: ChaosReport): number =>
  findings.reduce((sum, { violations }) => sum + violations.length, didNotComeBack.length);

export function linesOf(report: ChaosReport): string[] {
  const { clients, seconds, faults } = report;
  const kills = ['kill', 'kafka-kill', 'postgres-crash'].reduce((sum, kind) => sum + (faults[kind] ?? 0), 0);
  return [
    `faults survived: ${sumOf(faults)} (${listOf(faults)})`,
    `  of them ended without a warning: ${kills}`,
    ...(sumOf(report.skipped) ? [`  not possible here: ${listOf(report.skipped)}`] : []),
    ...report.didNotComeBack.map((what) => `  DID NOT COME BACK ${what}`),
    ...(report.endedOnlyByKill.length
      ? [`  SIGTERM did not end within 30 s: ${report.endedOnlyByKill.join(', ')}`]
      : []),
    ...linesOfClients(clients),
    `load ${seconds.load.toFixed(1)} s, then at rest after ${seconds.drain.toFixed(1)} s`,
    ...linesOfFindings(report.findings),
    `violations: ${violationsOf(report)}  seed: ${report.options.seed}${report.options.plantInboxOff ? '  planted: inbox-off' : ''}`,
  ];
}
