import { told } from '../saying.js';
import type { Ledger } from './ledger.js';
import type { Load } from './load.js';

/** What a run was like for those who worked in it. */
export type ClientFigures = Readonly<{
  acknowledged: number;
  refused: Readonly<Record<string, number>>;
  unanswered: number;
  attempts: number;
  retried: number;
  reads: number;
  heardInstead: Readonly<Record<string, number>>;
  /** Milliseconds from the first attempt at a mutation to the answer that decided: half of them, 99 of 100, the longest. */
  waited: Readonly<{ p50: number; p99: number; longest: number }>;
  mattersBegun: number;
  mattersFinished: number;
  mattersStopped: readonly string[];
}>;

export function clientsOf(ledger: Ledger, load: Load): ClientFigures {
  const waits = ledger
    .of('DONE')
    .map(({ milliseconds }) => Math.round(milliseconds))
    .toSorted((one, other) => one - other);
  const at = (part: number): number =>
    waits[Math.min(waits.length - 1, Math.floor(waits.length * part))] ?? 0;
  return {
    acknowledged: waits.length,
    refused: Object.fromEntries(ledger.refusals),
    unanswered: ledger.of('UNKNOWN').length,
    attempts: ledger.deeds.reduce((sum, { attempts }) => sum + attempts, 0),
    retried: ledger.retries,
    reads: ledger.reads,
    heardInstead: Object.fromEntries(ledger.unanswered),
    waited: { p50: at(0.5), p99: at(0.99), longest: waits.at(-1) ?? 0 },
    mattersBegun: load.begun,
    mattersFinished: load.finished,
    mattersStopped: load.stopped.map(({ matter, at: step, code }) => `${matter} at ${step} ${code}`),
  };
}

export function linesOfClients(clients: ClientFigures): string[] {
  const { waited } = clients;
  return [
    `mutations acknowledged: ${clients.acknowledged}, refused: ${sumOf(clients.refused)}, never answered: ${clients.unanswered}; ${clients.attempts} attempts, ${clients.retried} of them again with the same key; ${clients.reads} reads`,
    ...(sumOf(clients.refused) ? [`  refused: ${listOf(clients.refused)}`] : []),
    `  heard instead of an answer: ${listOf(clients.heardInstead) || 'nothing'}`,
    `  from the first attempt to the answer: p50 ${waited.p50} ms, p99 ${waited.p99} ms, longest ${waited.longest} ms`,
    `matters begun: ${clients.mattersBegun}, finished: ${clients.mattersFinished}${clients.mattersStopped.length ? `, stopped: ${clients.mattersStopped.slice(0, told).join('; ')}` : ''}`,
  ];
}

type Counts = Readonly<Record<string, number>>;

export const sumOf = (counts: Counts): number => Object.values(counts).reduce((sum, n) => sum + n, 0);

export const listOf = (counts: Counts): string =>
  Object.entries(counts)
    .toSorted(([, one], [, other]) => other - one)
    .map(([name, n]) => `${name} ${n}`)
    .join(', ');
