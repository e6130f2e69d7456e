import { createWriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { ledgerColumns } from '@weisu/contracts';
import type { RunningReplica } from '../district.js';
import { desk, tokenOf } from './ground.js';
import { closedLoop, median } from './load.js';
import { today } from './measure.js';
import { peaksDuring } from './memory.js';
import {
  closeFullDistrict,
  openFullDistrict,
  openServers,
  running,
  type FullDistrict,
  type ScaleServers,
} from './scale-ground.js';
import { withOwner } from './scale-rows.js';
import { opening, pageDocument } from './workbench.js';

/** One part of the way to a file, and what others had of the district meanwhile. */
export type ExportPart = Readonly<{
  name: 'without' | 'made' | 'fetched';
  seconds: number;
  /** Milliseconds of a workbench, in the median of the turns of the load. */
  p50: number;
  p99: number;
  /** Most resident memory by process, in MB. */
  peaks: Readonly<Record<string, number>>;
}>;

export type Exported = Readonly<{
  matters: number;
  rows: number;
  /** Of the file. */
  megabytes: number;
  file: string;
  /** Of the pages in the database, with their index, in MB. */
  stored: number;
  parts: readonly ExportPart[];
}>;

/** As few as open a workbench beside an export. */
const connections = 2;
const warmUp = 6;
/** Seconds of one turn of the load: tokens live five minutes. */
const turn = 10;
/** Milliseconds until an export must be done. */
const patience = 3_600_000;

/** An export of everything, by all columns, while others work: how long, how much memory, and what it costs the others. */
export async function measureExport(
  { matters, seconds }: Readonly<{ matters: number; seconds: number }>,
  say: (line: string) => void,
): Promise<Exported> {
  const servers = await openServers(say);
  try {
    const district = await openFullDistrict(servers, { matters, openEvery: 20 }, say);
    try {
      await withOwner(district.place.ownerUrl, async (owner) => {
        await owner.query('INSERT INTO evaluation.appeal_scope SELECT * FROM dispatch.appeal_scope');
        await owner.query('VACUUM ANALYZE evaluation.appeal_scope');
      });
      const wanted = { directory: 1, intake: 1, dispatch: 2, evaluation: 1, gateway: 1 };
      return await running(servers, district, wanted, (replicas, url) =>
        measured(servers, district, replicas, { url, seconds, say }),
      );
    } finally {
      await closeFullDistrict(servers, district);
    }
  } finally {
    await servers.close();
  }
}

type Place = Readonly<{ url: string; seconds: number; say: (line: string) => void }>;

async function measured(
  { state }: ScaleServers,
  { rows, place }: FullDistrict,
  replicas: readonly RunningReplica[],
  { url, seconds, say }: Place,
): Promise<Exported> {
  const token = keptTokens((account) =>
    tokenOf(state.ground.keycloakUrl, state.ground.accountsFile, account),
  );
  const load = async (time: number) => {
    const bearer = await token(desk.account);
    return closedLoop(url, { connections, seconds: time }, () =>
      opening(pageDocument, { ...desk, day: today(new Date()), bearer }),
    );
  };
  const ask = async <Answer>(query: string, variables: object): Promise<Answer> =>
    graphql<Answer>(url, await token('district'), query, variables);
  const during = async <Answer>(
    name: ExportPart['name'],
    act: () => Promise<Answer>,
  ): Promise<Readonly<{ answer: Answer; part: ExportPart }>> => {
    const { answer, peaks } = await peaksDuring(
      replicas.map(({ process }) => process.pid),
      () => withLoad(act, () => load(turn)),
    );
    const part: ExportPart = {
      name,
      seconds: answer.seconds,
      p50: median(answer.turns.map(({ p50 }) => p50)),
      p99: median(answer.turns.map(({ p99 }) => p99)),
      peaks: Object.fromEntries(replicas.map(({ app, index }, n) => [`${app} ${index}`, peaks[n] ?? 0])),
    };
    const memory = Object.entries(part.peaks).map(([app, peak]) => `${app} ${peak.toFixed(0)}`);
    say(
      `export ${name}: ${part.seconds.toFixed(1)} s, workbench p50 ${part.p50.toFixed(1)} ms, p99 ${part.p99.toFixed(1)} ms; MB ${memory.join(', ')}`,
    );
    return { answer: answer.answer, part };
  };
  await load(warmUp);
  const without = await during('without', () => delay(seconds * 1_000));
  const made = await during('made', () => madeExport(ask));
  const file = join(tmpdir(), `weisu-export-${rows.matters}.xlsx`);
  const fetched = await during('fetched', async () =>
    download(`${url}${made.answer.file}`, await token('district'), file),
  );
  const [size] = await withOwner(place.ownerUrl, async (owner) => {
    const { rows: found } = await owner.query<{ stored: number }>(
      `SELECT pg_total_relation_size('dispatch.ledger_export_page') / 1e6 AS stored`,
    );
    return found;
  });
  return {
    matters: rows.matters,
    rows: made.answer.rows,
    megabytes: fetched.answer / 1e6,
    file,
    stored: Number(size?.stored ?? 0),
    parts: [without.part, made.part, fetched.part],
  };
}

/** Tokens of accounts, each asked for once in two minutes: Keycloak takes many sign-ins in a row for an attack. */
function keptTokens(ask: (account: string) => Promise<string>): (account: string) => Promise<string> {
  const kept = new Map<string, Readonly<{ token: Promise<string>; until: number }>>();
  return (account) => {
    const before = kept.get(account);
    if (before && performance.now() < before.until) return before.token;
    const token = ask(account);
    kept.set(account, { token, until: performance.now() + 120_000 });
    return token;
  };
}

type Loaded = Readonly<{ p50: number; p99: number }>;

/** Turns of the load, one after another, until the act has ended; `seconds`: of the act alone. */
async function withLoad<Answer>(
  act: () => Promise<Answer>,
  load: () => Promise<Loaded>,
): Promise<Readonly<{ answer: Answer; seconds: number; turns: readonly Loaded[] }>> {
  const began = performance.now();
  const took: { seconds: number | null } = { seconds: null };
  const acting = act().finally(() => {
    took.seconds = (performance.now() - began) / 1_000;
  });
  const turns: Loaded[] = [];
  const loading = (async () => {
    do turns.push(await load());
    while (took.seconds === null);
  })();
  const [answer] = await Promise.all([acting, loading]);
  return { answer, seconds: took.seconds ?? 0, turns };
}

type Made = Readonly<{ state: string; rows: number; code: string | null; file: string | null }>;
type Ask = <Answer>(query: string, variables: object) => Promise<Answer>;

async function madeExport(ask: Ask): Promise<Made & { file: string }> {
  const { requestLedgerExport: asked } = await ask<{ requestLedgerExport: { id: string } }>(
    'mutation($input: LedgerExportInput!) { requestLedgerExport(input: $input) { id } }',
    { input: { columns: ledgerColumns } },
  );
  for (const until = performance.now() + patience; performance.now() < until; await delay(1_000)) {
    const { ledgerExport: found } = await ask<{ ledgerExport: Made }>(
      'query($id: ID!) { ledgerExport(id: $id) { state rows code file } }',
      asked,
    );
    if (found.state === 'DONE' && found.file !== null) return { ...found, file: found.file };
    if (found.state !== 'WAITING' && found.state !== 'RUNNING')
      throw new Error(`the export is ${found.state}: ${found.code ?? ''}`);
  }
  throw new Error('the export was not done within an hour');
}

async function graphql<Answer>(
  url: string,
  bearer: string,
  query: string,
  variables: object,
): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
    body: JSON.stringify({ query, variables }),
  });
  const answer = (await response.json()) as { data?: Answer; errors?: unknown };
  if (!answer.data || answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
}

/** Answers the bytes of the file. */
async function download(url: string, bearer: string, file: string): Promise<number> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${bearer}` } });
  if (!response.ok || !response.body)
    throw new Error(`the file: HTTP ${response.status} ${await response.text()}`);
  const target = createWriteStream(file);
  await pipeline(Readable.fromWeb(response.body as never), target);
  return target.bytesWritten;
}
