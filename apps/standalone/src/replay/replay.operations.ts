import { readPack } from '@weisu/directory';
import { civilDate } from '@weisu/working-time';
import type { StandaloneConfig } from '../config.js';
import { Refused } from '../import/district.client.js';
import { check, communitiesOf, register, type Registered } from '../import/import.operations.js';
import { ImportRefused } from '../import/import-refused.js';
import { inLanes } from '../import/lanes.js';
import { progressOf } from '../import/progress.driver.js';
import { openTable } from '../import/table.reader.js';
import { discrepancies, type Figures, type Known } from './figures.js';
import { figuresOf } from './figures.client.js';
import { OfficeBook } from './office-book.js';
import { Office, type Matter } from './office.client.js';
import { workOn } from './officials.operations.js';
import type { ReplayOptions } from './options.js';
import type { Place } from './place.client.js';
import {
  rateAppeal,
  submitAppeals,
  withdrawAppeal,
  withdraws,
  type Submission,
} from './resident.operations.js';
import { Tally } from './tally.js';

const district = '440303';
const streets = ['440303003', '440303004'] as const;
const channel = 'HOTLINE_12345';
/** Most of a matter's time is waiting for news, so that more at once keep the machine at work. */
const officesAtOnce = 24;
const mostSubmissions = 12;
const dayMs = 86_400_000;

export type ReplayResult = Readonly<{
  rows: number;
  registered: Readonly<{ fresh: number; known: number; repeats: number; bad: number }>;
  tally: Tally;
  figures: Figures;
  wrong: readonly string[];
  period: Readonly<{ from: string; until: string }>;
  calls: number;
  seconds: Readonly<{ importing: number; working: number }>;
}>;

/** Imports, lets the scripted offices work on everything that is new, and holds what the system says against what they did. */
export async function replay(
  { client, own }: Place,
  options: ReplayOptions,
  config: Pick<StandaloneConfig, 'packFolder'>,
): Promise<ReplayResult> {
  const started = performance.now();
  const table = await openTable(options.file, 'auto');
  const limit = options.limit ?? Number.POSITIVE_INFINITY;
  const search = { names: {}, sheet: null, now: new Date() };
  const checked = await check(table, search, limit);
  if (!checked.latest || !checked.earliest) throw new ImportRefused('FILE_EMPTY', '没有一行可以登记');
  if (options.speed !== null) await simulate(client, own, checked.latest, options.speed);
  const areas = [district, ...streets] as const;
  const from = civilDate(checked.earliest);
  const before = await figuresOf(client, { areas, from, until: '2099-12-31' });
  const communities = await communitiesOf(streets, client);
  const fresh: Registered[] = [];
  const importing = progressOf(checked.rows, 'registered', process.stderr);
  const registered = await register({
    table,
    search,
    limit,
    options: { system: 'hotline', channel, asOrders: false, dueDays: 15, communities },
    client,
    progress: importing,
    onRegistered: (row) => void (row.fresh && fresh.push(row)),
  });
  importing.stop();
  const imported = performance.now();

  const office = new Office(client, new OfficeBook(await readPack(config.packFolder)), new Tally());
  const wanted = Math.min(mostSubmissions, Math.ceil(checked.rows / 10));
  const submissions = await submitAppeals(office, wanted, { communities, seed: options.seed });
  await work(office, options.seed, fresh, submissions);
  const until = civilDate(new Date((await client.boundary()).getTime() + dayMs));
  const figures = await figuresOf(client, { areas, from, until });
  return {
    rows: checked.rows,
    registered: {
      fresh: registered.fresh,
      known: registered.known,
      repeats: registered.repeats,
      bad: registered.bad,
    },
    tally: office.tally,
    figures,
    wrong: discrepancies(before, figures, knownOf(office.tally, fresh, submissions)),
    period: { from, until },
    calls: client.calls,
    seconds: { importing: (imported - started) / 1_000, working: (performance.now() - imported) / 1_000 },
  };
}

/** Time begins after the last row was written; a running district's time never goes back. */
async function simulate(client: Place['client'], own: boolean, latest: Date, speed: number): Promise<void> {
  const now = await client.simulatedTime();
  if (!now)
    throw new Error(
      'this district has no simulated time: start it with WEISU_TEST_CLOCK=1, or leave out --speed',
    );
  const beginning = new Date(latest.getTime() + 3_600_000);
  await client.setTime({ speed, ...(own || now < beginning ? { now: beginning } : {}) });
}

async function work(
  office: Office,
  seed: number,
  fresh: readonly Registered[],
  submissions: readonly Submission[],
): Promise<void> {
  const secrets = new Map(submissions.map((submission) => [submission.matter.id, submission]));
  const imported = fresh.flatMap(({ id, row, areaCode }): Matter[] =>
    areaCode === null ? [] : [{ key: row.key, id, areaCode, reachable: row.phone !== null }],
  );
  const matters = [...submissions.map(({ matter }) => matter), ...imported];
  const progress = progressOf(matters.length, 'worked on', process.stderr);
  const numbered = matters.map((matter, index) => ({ matter, index }));
  await inLanes(
    numbered,
    ({ index }) => index,
    { lanes: officesAtOnce, waiting: officesAtOnce * 4 },
    async ({ matter }) => {
      try {
        await workOnOne(office, seed, matter, secrets.get(matter.id) ?? null);
      } catch (error) {
        office.tally.unfinished += 1;
        const what = error instanceof Refused ? `stopped at ${error.field ?? ''} ${error.code}` : 'stopped';
        office.tally.refused(what, `${matter.id}: ${error instanceof Error ? error.message : String(error)}`);
      }
      progress.step();
    },
  );
  progress.stop();
}

async function workOnOne(
  office: Office,
  seed: number,
  matter: Matter,
  submission: Submission | null,
): Promise<void> {
  if (submission && withdraws(submission, seed)) return withdrawAppeal(office, submission);
  const profile = office.book.profileOf(matter.areaCode, civilDate(new Date()));
  const resolved = await workOn({ office, profile, seed }, matter);
  if (submission && resolved) await rateAppeal(office, submission, seed);
}

function knownOf(tally: Tally, fresh: readonly Registered[], submissions: readonly Submission[]): Known {
  const places = [
    ...fresh.map(({ areaCode }) => areaCode ?? ''),
    ...submissions.map(({ matter }) => matter.areaCode),
  ];
  const answers = [...tally.answers.values()]
    .map(({ answer }) => answer)
    .filter(({ outcome }) => outcome !== 'NO_ANSWER');
  const satisfied = ['VERY_SATISFIED', 'SATISFIED', 'BASICALLY'];
  return {
    registered: new Map([
      [district, places.length],
      ...streets.map((street) => [street, places.filter((code) => code.startsWith(street)).length] as const),
    ]),
    repeats:
      fresh.filter(({ repeatOfId }) => repeatOfId !== null).length +
      submissions.filter(({ repeat }) => repeat).length,
    declined: tally.of('declined'),
    withdrawn: tally.of('withdrawn'),
    closed: tally.of('closed by a person') + tally.of('closed by the profile'),
    whistles: tally.of('whistles blown'),
    mediations: tally.of('mediations opened'),
    answered: answers.length,
    solved: answers.filter(({ outcome }) => outcome === 'SOLVED').length,
    satisfied: answers.filter(({ satisfaction }) => satisfied.includes(satisfaction)).length,
    unfinished: tally.unfinished,
  };
}
