import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { demoDistrict } from '../cluster.js';

/** So many matters, spread evenly over a year until now; one of `openEvery` is in hand, with two limits that run, the others are closed. */
export type Rows = Readonly<{ matters: number; openEvery: number }>;

/** By which everything is handled here. */
const profile = ['S2', 3] as const;

/** Ids are as random as real ones (version 4), and the same in all rows of the n-th matter. */
const id = (what: string): string =>
  `overlay(overlay(md5('${what}' || n) placing '4' from 13) placing '8' from 17)::uuid`;
const area = 'grids[1 + n % cardinality(grids)]';
const unit = `left(${area}, 9) || '.enforcement'`;
const isOpen = 'n % $3::int = 0';
const submitted = `clock_timestamp() - ($2::int - n) * (interval '365 days' / $2::int)`;

/** From six hours on, over ten days: none is due while anything is measured. */
const dueBy = `CASE WHEN ${isOpen} THEN clock_timestamp() + interval '6 hours' + (n::bigint * 7919 % 864000) * interval '1 second' ELSE ${submitted} + interval '3 days' END`;

const clock = (kind: string, owner: string, state: string, at: string): string => `
  INSERT INTO dispatch.clock (id, subject, owner_id, unit_id, kind, source, started_at, budget_amount, budget_unit, counts_start, roll_off_rest_day,
    due_by, provisional, state, met_at, fired_at, calendar_version, calendar_area, next_at)
  SELECT ${id(kind)}, (${id('matter')})::text, ${id(owner)}, ${unit}, '${kind}', 'PROFILE', s.at, 3, 'WORKING_DAY', false, false, d.at, false, v.state,
    CASE WHEN v.state <> 'RUNNING' THEN ${at} END, CASE WHEN v.state = 'OVERDUE' THEN d.at + interval '20 ms' END, $4, left(${area}, 9),
    CASE WHEN v.state = 'RUNNING' THEN d.at END
  FROM rows, LATERAL (SELECT ${submitted} AS at) s, LATERAL (SELECT ${dueBy} AS at) d, LATERAL (SELECT ${state} AS state) v`;

/** A tenth of the closed ones was resolved too late. */
const states = {
  allocate: `'MET'`,
  contact: `CASE WHEN ${isOpen} THEN 'RUNNING' ELSE 'MET' END`,
  resolve: `CASE WHEN ${isOpen} THEN 'RUNNING' WHEN n % 10 = 3 THEN 'OVERDUE' ELSE 'MET' END`,
} as const;

/** Statements that can run beside each other; each gets the grids, the number of matters, `openEvery`, and the version of the calendar. */
const inserts: readonly (readonly string[])[] = [
  [
    `INSERT INTO dispatch.handling (id, number, channel, origin, area_code, status, category, nature, urgency, response_level, reachable, secret_verifier,
       profile_key, profile_version, submitted_at, resolved_at, closed_at, treatment_rank)
     SELECT ${id('matter')}, 'B' || n, CASE n % 4 WHEN 0 THEN 'HOTLINE_12345' ELSE 'WEB' END, CASE n % 7 WHEN 0 THEN 'FOUND' ELSE 'REPORTED' END, ${area},
       CASE WHEN ${isOpen} THEN 'HANDLING' ELSE 'CLOSED' END, 'NOISE', 'HELP', 'FAST', 3, true, md5('secret' || n) || md5('verifier' || n), $5, $6::int, s.at,
       CASE WHEN ${isOpen} THEN NULL ELSE s.at + interval '2 days' END, CASE WHEN ${isOpen} THEN NULL ELSE s.at + interval '3 days' END, n % 9
     FROM rows, LATERAL (SELECT ${submitted} AS at) s`,
    `INSERT INTO dispatch.work_order (id, appeal_id, unit_id, role, status, designated, dispatched_at, contacted_at, resolved_at)
     SELECT ${id('order')}, ${id('matter')}, ${unit}, 'LEAD', CASE WHEN ${isOpen} THEN 'HANDLING' ELSE 'RESOLVED' END, false, s.at + interval '1 hour',
       s.at + interval '2 hours', CASE WHEN ${isOpen} THEN NULL ELSE s.at + interval '2 days' END
     FROM rows, LATERAL (SELECT ${submitted} AS at) s`,
    ...['dispatch', 'intake'].map(
      (schema) =>
        `INSERT INTO ${schema}.appeal_scope (appeal_id, area_code, unit_ids) SELECT ${id('matter')}, ${area}, ARRAY[${unit}] FROM rows`,
    ),
  ],
  [
    clock('ALLOCATE', 'matter', states.allocate, `s.at + interval '1 hour'`),
    clock('CONTACT', 'order', states.contact, `s.at + interval '2 hours'`),
  ],
  [
    clock(
      'RESOLVE',
      'order',
      states.resolve,
      `d.at - interval '1 hour' + (n % 10 = 3)::int * interval '1 day'`,
    ),
    `INSERT INTO intake.appeal (id, number, title, text, channel, origin, area_code, kind, confidential, person_key, text_hash, words_hash, content_mark, registrar,
       submitted_at, registered_at)
     SELECT ${id('matter')}, 'B' || n, '楼道夜间施工噪音', '第' || n || '件：小区楼道夜间施工噪音太吵，居民休息不好，请尽快派人处理', 'WEB', 'REPORTED', ${area},
       'PERSON', false, decode(md5('person' || n), 'hex'), decode(md5('text' || n), 'hex'), decode(md5('words' || n), 'hex'), decode(md5('mark' || n), 'hex'), 'bench', s.at, s.at
     FROM rows, LATERAL (SELECT ${submitted} AS at) s`,
  ],
];

const tables = [
  'dispatch.handling',
  'dispatch.work_order',
  'dispatch.appeal_scope',
  'dispatch.clock',
  'intake.appeal',
  'intake.appeal_scope',
] as const;

/**
 * Straight into the tables, as millions through the gateway would take days: without triggers, and with the indexes made afterwards. The index of
 * words over appeals is left out: making it takes longest, and no page that is measured here looks for words.
 */
export async function fillRows(ownerUrl: string, { matters, openEvery }: Rows): Promise<void> {
  const { version } = await readPack<{ version: string }>('calendar.json');
  const areas = await readPack<{ code: string; level: string }[]>('areas.json');
  const grids = areas.filter(({ level }) => level === 'GRID').map(({ code }) => code);
  const given = [grids, matters, openEvery, version, ...profile];
  await withOwner(ownerUrl, async (owner) => {
    await owner.query('DROP INDEX intake.appeal_bigrams');
    await owner.query(
      'UPDATE pg_index SET indisready = false, indisvalid = false WHERE indrelid = ANY($1::text[]::regclass[])',
      [tables],
    );
  });
  const lanes = inserts.map((statements) =>
    withOwner(ownerUrl, async (owner) => {
      for (const sql of statements) {
        const text = `WITH given AS (SELECT $1::text[] AS grids, $2::int AS matters, $3::int, $4::text, $5::text, $6::int),
          rows AS (SELECT n, grids FROM given, generate_series(1, matters) AS n) ${sql}`;
        await owner.query(text, given);
      }
    }),
  );
  await Promise.all(lanes);
  const remade = [tables.slice(0, 3), tables.slice(3)].map((some) =>
    withOwner(ownerUrl, async (owner) => {
      for (const table of some) {
        await owner.query(`REINDEX TABLE ${table}`);
        await owner.query(`VACUUM ANALYZE ${table}`);
      }
    }),
  );
  await Promise.all(remade);
}

async function readPack<Content>(file: string): Promise<Content> {
  const content = JSON.parse(await readFile(join(demoDistrict, file), 'utf8')) as Content & {
    areas?: Content;
  };
  return content.areas ?? content;
}

/** As the superuser, whose writes no trigger and no foreign key looks at. */
export async function withOwner<Answer>(
  ownerUrl: string,
  act: (owner: pg.Client) => Promise<Answer>,
): Promise<Answer> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query(
      "SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '512MB'",
    );
    return await act(owner);
  } finally {
    await owner.end();
  }
}
