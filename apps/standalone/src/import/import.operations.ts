import { Refused, type DistrictClient } from './district.client.js';
import { ImportRefused } from './import-refused.js';
import { inLanes } from './lanes.js';
import { located, type Located, type Reading, type Search } from './located.js';
import { refusedRow, type Outcome } from './outcome.js';
import type { Progress } from './progress.driver.js';
import { laneOf, registrationOf, type RegistrationOptions } from './registration.js';
import type { BadRow, Row } from './rows.js';
import type { Table } from './table.reader.js';

/** What a reading of the whole file says before anything is registered. */
export type Check = Readonly<{
  rows: number;
  /** How many are bad, and the first of them. */
  badRows: number;
  bad: readonly BadRow[];
  /** Totals, headers that were printed again, notes. */
  passedOver: number;
  located: readonly Located[];
  first: readonly Row[];
  latest: Date | null;
  earliest: Date | null;
}>;

const previewed = 3;
const shownBad = 200;
const lanes = { lanes: 8, waiting: 64 };

/** Reads everything once, so that a file that is broken in its last line registers nothing. Throws ImportRefused. */
export async function check(
  table: Table,
  search: Search,
  limit = Number.POSITIVE_INFINITY,
  stop?: AbortSignal,
): Promise<Check> {
  const bad: BadRow[] = [];
  const first: Row[] = [];
  const found: Located[] = [];
  let [rows, badRows, passedOver] = [0, 0, 0];
  let latest: Date | null = null;
  let earliest: Date | null = null;
  for await (const reading of located(table.records(), search)) {
    if (reading.kind === 'HEADER') found.push(reading.located);
    if (reading.kind === 'PASSED_OVER') passedOver += 1;
    if (reading.kind === 'BAD' && (badRows += 1) <= shownBad) bad.push(reading.bad);
    if (reading.kind === 'ROW') {
      const { row } = reading;
      if (first.length < previewed) first.push(row);
      if (!latest || row.submittedAt > latest) latest = row.submittedAt;
      if (!earliest || row.submittedAt < earliest) earliest = row.submittedAt;
    }
    if (reading.kind === 'ROW' || reading.kind === 'BAD') rows += 1;
    if (rows >= limit || stop?.aborted) break;
  }
  return { rows, badRows, bad, passedOver, located: found, first, latest, earliest };
}

type MatterReading = Extract<Reading, { kind: 'ROW' | 'BAD' }>;

/** The matters of a table, good and bad. */
async function* mattersOf({
  table,
  search,
  limit = Number.POSITIVE_INFINITY,
  stop,
}: ImportJob): AsyncGenerator<MatterReading> {
  let count = 0;
  for await (const reading of located(table.records(), search)) {
    if (reading.kind !== 'ROW' && reading.kind !== 'BAD') continue;
    if ((count += 1) > limit || stop?.aborted) return;
    yield reading;
  }
}

/** A row that is in: newly, or from an earlier run. */
export type Registered = Readonly<{
  row: Row;
  id: string;
  number: string;
  areaCode: string | null;
  repeatOfId: string | null;
  fresh: boolean;
}>;

type RegisterAnswer = Readonly<{
  registerAppeal: {
    id: string;
    number: string;
    registeredAt: string;
    area: { code: string } | null;
    repeatOf: { id: string } | null;
    similarTo: string | null;
    appellant: { phone: string | null; phoneWritten: string | null } | null;
  };
}>;

const registerAppeal = `mutation Import($input: RegisterAppealInput!) {
  registerAppeal(input: $input) { id number registeredAt area { code } repeatOf { id } similarTo appellant { phone phoneWritten } }
}`;

/** The account of the integration that brings the rows in. */
const integration = 'hotline';

export type ImportJob = Readonly<{
  table: Table;
  search: Search;
  limit?: number;
  options: RegistrationOptions;
  client: DistrictClient;
  progress: Progress;
  onRegistered?: (registered: Registered) => void;
  /** Hears of each row as soon as it is known what became of it. */
  take?: (outcome: Outcome) => void;
  /** Nothing further is begun; what has begun is ended and told. */
  stop?: AbortSignal;
}>;

export type ImportResult = Readonly<{
  fresh: number;
  known: number;
  bad: number;
  repeats: number;
  /** Whose telephone number cannot be called: it was kept as written. */
  uncallable: number;
  /** That resemble an earlier row without a number. */
  similar: number;
}>;

/** Registers every good row. A row that the API refuses is a bad row; anything else stops the import, which may simply be run again. */
export async function register(job: ImportJob): Promise<ImportResult> {
  const { client, options, progress } = job;
  const since = await reached(client);
  const counts = { fresh: 0, known: 0, bad: 0, repeats: 0, uncallable: 0, similar: 0 };
  const refuse = (bad: BadRow): void => {
    counts.bad += 1;
    job.take?.({ kind: 'BAD', bad });
  };
  const registerRow = async (row: Row): Promise<void> => {
    const { registerAppeal: answer } = await client.ask<RegisterAnswer>({
      account: integration,
      document: registerAppeal,
      variables: { input: registrationOf(row, options) },
      repeatable: true,
    });
    const fresh = new Date(answer.registeredAt) >= since;
    counts[fresh ? 'fresh' : 'known'] += 1;
    if (answer.repeatOf) counts.repeats += 1;
    const { id, number, area, repeatOf, similarTo, appellant } = answer;
    const uncallable = Boolean(appellant?.phoneWritten && !appellant.phone);
    if (uncallable) counts.uncallable += 1;
    if (similarTo !== null) counts.similar += 1;
    job.take?.({ kind: 'IN', row, number, fresh, uncallable, similarTo });
    job.onRegistered?.({
      row,
      id,
      number,
      areaCode: area?.code ?? null,
      repeatOfId: repeatOf?.id ?? null,
      fresh,
    });
  };
  const work = async (reading: MatterReading): Promise<void> => {
    if (job.stop?.aborted) return;
    if (reading.kind === 'BAD') refuse(reading.bad);
    else {
      const { row } = reading;
      try {
        await registerRow(row);
      } catch (error) {
        if (!(error instanceof Refused) || !ofTheRow(error)) throw error;
        refuse(refusedRow(row, error));
      }
    }
    progress.step();
  };
  await inLanes(
    mattersOf(job),
    (reading) => (reading.kind === 'ROW' ? laneOf(reading.row, lanes.lanes) : 0),
    lanes,
    work,
  );
  return counts;
}

async function reached(client: DistrictClient): Promise<Date> {
  try {
    return await client.boundary();
  } catch (error) {
    throw new ImportRefused(
      'DISTRICT_NOT_REACHABLE',
      `${client.url}：${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** What is wrong with the caller or the system is not the row's fault. */
function ofTheRow({ code }: Refused): boolean {
  return ![
    'UNAUTHENTICATED',
    'FORBIDDEN',
    'INTERNAL',
    'UNAVAILABLE',
    'TRY_LATER',
    'QUERY_INVALID',
    'REFERENCE_INCOMPLETE',
    'DATA_KEY_LOST',
  ].includes(code);
}

type AreaAnswer = Readonly<{
  area: {
    children: { code: string; level: string; children: { code: string; level: string }[] }[];
    level: string;
  } | null;
}>;

const areaDocument = `query Spread($code: AreaCode!) {
  area(code: $code) { level children { code level children { code level } } }
}`;

/** The communities of the areas named. Throws AREA_NOT_FOUND. */
export async function communitiesOf(areas: readonly string[], client: DistrictClient): Promise<string[]> {
  const codes: string[] = [];
  for (const code of areas) {
    const { area } = await client.ask<AreaAnswer>({
      account: integration,
      document: areaDocument,
      variables: { code },
      repeatable: true,
    });
    const below = area?.children.flatMap((child) => [child, ...child.children]) ?? [];
    const found =
      area?.level === 'COMMUNITY'
        ? [code]
        : below.filter((one) => one.level === 'COMMUNITY').map((one) => one.code);
    if (!found.length)
      throw new ImportRefused('AREA_NOT_FOUND', `--spread ${code}：没有这个区划，或其下没有社区`);
    codes.push(...found);
  }
  return codes.sort();
}
