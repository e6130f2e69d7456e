import type { Announcement } from '@weisu/contracts';
import type { Work } from '@weisu/messaging';
import type { Appeal } from './appeal.js';

/** `satisfies` makes a field added to Appeal but not stored a compile error. */
const columns = {
  id: 'id',
  number: 'number',
  title: 'title',
  text: 'text',
  channel: 'channel',
  origin: 'origin',
  areaCode: 'area_code',
  address: 'address',
  longitude: 'longitude',
  latitude: 'latitude',
  datum: 'datum',
  kind: 'kind',
  nameSealed: 'name_sealed',
  phoneSealed: 'phone_sealed',
  phoneWrittenSealed: 'phone_written_sealed',
  contactWhen: 'contact_when',
  persons: 'persons',
  confidential: 'confidential',
  personKey: 'person_key',
  textHash: 'text_hash',
  wordsHash: 'words_hash',
  contentMark: 'content_mark',
  repeatOfId: 'repeat_of_id',
  firstReceiverId: 'first_receiver_id',
  residentSubject: 'resident_subject',
  registeredBy: 'registered_by',
  registrar: 'registrar',
  clientId: 'client_id',
  externalSystem: 'external_system',
  typedSystem: 'typed_system',
  externalNumber: 'external_number',
  externalDispatchedAt: 'external_dispatched_at',
  externalDueBy: 'external_due_by',
  externalReturnBy: 'external_return_by',
  externalCategory: 'external_category',
  externalUrgency: 'external_urgency',
  externalHandlerIds: 'external_handler_ids',
  externalFollowUp: 'external_follow_up',
  externalReply: 'external_reply',
  submittedAt: 'submitted_at',
  registeredAt: 'registered_at',
} satisfies Record<keyof Appeal, string>;

const inserted = (Object.keys(columns) as (keyof Appeal)[]).filter(
  (field): field is Exclude<keyof Appeal, 'repeatOfId'> => field !== 'repeatOfId',
);
const parameterOf = (field: (typeof inserted)[number]): string => `$${inserted.indexOf(field) + 1}`;

/** `appeal AS a` as an Appeal. */
export const appealColumns = Object.entries(columns)
  .map(([field, column]) => `a.${column} AS "${field}"`)
  .join(', ');

const insertPart = `
  original AS (
    SELECT id, number FROM appeal
    WHERE person_key = ${parameterOf('personKey')}::bytea AND repeat_of_id IS NULL
      AND (words_hash = ${parameterOf('wordsHash')}::bytea OR (words_hash IS NULL AND text_hash = ${parameterOf('textHash')}::bytea))
    ORDER BY registered_at, id LIMIT 1
  ), stored AS (
    INSERT INTO appeal (${inserted.map((field) => columns[field]).join(', ')}, repeat_of_id)
    VALUES (${inserted.map(parameterOf).join(', ')}, (SELECT id FROM original))
    ON CONFLICT DO NOTHING
    RETURNING id AS appeal_id, repeat_of_id
  ), scope AS (
    INSERT INTO appeal_scope (appeal_id, area_code, unit_ids, resident_subject, registered_by)
    SELECT appeal_id, ${parameterOf('areaCode')}, array_remove(ARRAY[${parameterOf('firstReceiverId')}::text], NULL),
      ${parameterOf('residentSubject')}, ${parameterOf('registeredBy')} FROM stored
  ), part AS (
    INSERT INTO appeal_part (relation, appeal_id, unit_id, since)
    SELECT 'reception:' || appeal_id, appeal_id, ${parameterOf('firstReceiverId')}::text, ${parameterOf('registeredAt')} FROM stored
    WHERE ${parameterOf('firstReceiverId')}::text IS NOT NULL
  )`;

const answerPart = 'SELECT repeat_of_id AS id, (SELECT number FROM original) AS number FROM stored';

export type Original = Readonly<{ id: string; number: string }>;
export type Insertion =
  | Readonly<{ appeal: Appeal; original: Original | null; earlier: null }>
  | Readonly<{ appeal: null; original: null; earlier: Appeal }>;

/** Says of an appeal what others are to hear; the statement adds what it repeats. */
export type Told = (appeal: Omit<Appeal, 'repeatOfId'>) => Announcement;

/**
 * Stores an appeal, who may see it and what is told of it in one statement, linked to its original when the same person said the same before.
 * Nothing is stored or told when its `clientId` or external number is there already: the earlier one is answered. Of two that come at once one
 * waits at the index.
 */
export async function insertAppeal(
  work: Work,
  appeal: Omit<Appeal, 'repeatOfId'>,
  told: Told | null,
): Promise<Insertion> {
  const telling = told && {
    subject: appeal.id,
    announcements: [told(appeal)],
    first: inserted.length + 1,
    from: 'stored',
    patch: "jsonb_build_object('repeatOfId', repeat_of_id)",
  };
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    // 3 1栋 was the same as 31栋 to the version before, whose index is still there, and is not
    const apart = attempt === 3 ? { ...appeal, textHash: appeal.wordsHash ?? appeal.textHash } : appeal;
    const values = inserted.map((field) => apart[field]);
    const tellingPart = telling && work.announcing(telling);
    const parts = tellingPart ? `${insertPart}, ${tellingPart.sql}` : insertPart;
    const [row] = await work.query<{ id: string | null; number: string | null }>(
      `WITH ${parts} ${answerPart}`,
      tellingPart ? [...values, ...tellingPart.parameters] : values,
    );
    if (row) {
      const original = row.id !== null && row.number !== null ? { id: row.id, number: row.number } : null;
      return { appeal: { ...appeal, repeatOfId: row.id }, original, earlier: null };
    }
    const earlier = await findEarlier(work, appeal);
    if (earlier) return { appeal: null, original: null, earlier };
    // neither key is taken: the original was committed meanwhile, and the next attempt sees it
  }
  throw new Error(`appeal ${appeal.id} cannot be stored`);
}

async function findEarlier(work: Work, appeal: Omit<Appeal, 'repeatOfId'>): Promise<Appeal | null> {
  const { externalSystem, externalNumber, registrar, clientId } = appeal;
  const [row] = await work.query<Appeal>(
    `SELECT ${appealColumns} FROM appeal a
     WHERE (external_system = $1 AND external_number = $2) OR (registrar = $3 AND client_id = $4)
     ORDER BY (external_system = $1 AND external_number = $2) IS TRUE DESC LIMIT 1`,
    [externalSystem, externalNumber, registrar, clientId],
  );
  return row ?? null;
}

/** The oldest first. */
export async function byClientIds(
  work: Work,
  registrar: string,
  clientIds: readonly string[],
): Promise<Appeal[]> {
  if (!clientIds.length) return [];
  return work.query<Appeal>(
    `SELECT ${appealColumns} FROM appeal a WHERE registrar = $1 AND client_id = ANY($2::text[]) ORDER BY registered_at, id`,
    [registrar, clientIds],
  );
}

/**
 * Matters of a number that an office types: the system's own first, then what offices typed. Of two of one office that type it at once the second
 * waits here for the first.
 */
export async function sameNumber(
  work: Work,
  { typedSystem, externalNumber, firstReceiverId }: Omit<Appeal, 'repeatOfId'>,
): Promise<Appeal[]> {
  const key = JSON.stringify(['typed', typedSystem, externalNumber, firstReceiverId]);
  await work.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [key]);
  return work.query<Appeal>(
    `SELECT ${appealColumns} FROM appeal a
     WHERE (external_system = $1 OR typed_system = $1) AND external_number = $2
     ORDER BY external_system IS NULL, registered_at, id`,
    [typedSystem, externalNumber],
  );
}

export type StoredAppeal = Appeal &
  Readonly<{
    evidenceIds: readonly string[];
    erasedAt: Date | null;
    /** What it repeats, as far as that decides who may know of it. */
    original: Pick<Appeal, 'confidential' | 'areaCode' | 'residentSubject' | 'registeredBy'> | null;
  }>;

/** Those that exist, in no order. */
export async function readAppeals(work: Work, ids: readonly string[]): Promise<StoredAppeal[]> {
  if (!ids.length) return [];
  return work.query<StoredAppeal>(
    `SELECT ${appealColumns}, a.erased_at AS "erasedAt",
       ARRAY(SELECT f.id FROM attachment f WHERE f.appeal_id = a.id ORDER BY f.attached_as, f.at, f.id) AS "evidenceIds",
       CASE WHEN o.id IS NOT NULL THEN jsonb_build_object('confidential', o.confidential, 'areaCode', o.area_code,
         'residentSubject', o.resident_subject, 'registeredBy', o.registered_by) END AS original
     FROM appeal a LEFT JOIN appeal o ON o.id = a.repeat_of_id WHERE a.id = ANY($1::uuid[])`,
    [ids],
  );
}

export async function readAppeal(work: Work, id: string): Promise<StoredAppeal | null> {
  return (await readAppeals(work, [id]))[0] ?? null;
}

/** Unique and increasing, with gaps. */
export async function nextRunningNumber(work: Work): Promise<number> {
  const [row] = await work.query<{ number: string }>(`SELECT nextval('appeal_running_number') AS number`);
  return Number(row?.number);
}

/**
 * The number of what somebody said before, for the account that said it. A telephone number and a text are no proof: whoever typed a neighbour's would
 * learn that she complained.
 */
export async function ownNumberOf(
  work: Work,
  id: string | null,
  residentSubject: string | null,
): Promise<string | null> {
  if (id === null || residentSubject === null) return null;
  const [row] = await work.query<{ number: string }>(
    'SELECT number FROM appeal WHERE id = $1 AND resident_subject = $2',
    [id, residentSubject],
  );
  return row?.number ?? null;
}
