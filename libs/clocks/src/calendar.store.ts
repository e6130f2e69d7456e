import { readRows, type Work } from '@weisu/messaging';
import { instantOf, type Calendars } from '@weisu/working-time';
import type { EntityManager } from 'typeorm';
import { reprojected, type Clock } from './clock.js';
import { saveClock, withPauses, type ClockRow } from './clock.store.js';

/** What runs or rests, and whose deadline depends on which days are worked. The index `clock_calendar` repeats it. */
const counted = `state IN ('RUNNING', 'SUSPENDED') AND (budget_unit IN ('NATURAL_DAY', 'WORKING_HOUR', 'WORKING_DAY') OR extensions <> '[]')`;

/** Locks clocks that were counted by another version than this, leaving out those that somebody works on. */
export async function lockOutdated(
  work: Work,
  version: string,
  except: readonly string[],
  limit: number,
): Promise<Clock[]> {
  const rows = await work.query<ClockRow>(
    `SELECT * FROM clock WHERE ${counted} AND (coalesce(calendar_version, '') < $1 OR coalesce(calendar_version, '') > $1)
       AND id <> ALL($2::uuid[]) LIMIT $3 FOR UPDATE SKIP LOCKED`,
    [version, except, limit],
  );
  return withPauses(work.manager, rows);
}

/** Counts a locked clock by these calendars; answers it when its deadline has moved, or is not provisional any more. */
export async function recount(work: Work, before: Clock, calendars: Calendars): Promise<Clock | null> {
  const calendar = calendars.forArea(before.calendarArea);
  const after = reprojected(before, calendar, work.now, calendars.tellEarlier);
  await saveClock(work, after);
  const same = after.dueBy.getTime() === before.dueBy.getTime() && after.provisional === before.provisional;
  return same ? null : after;
}

/** What a calendar would do to one limit. */
export type CalendarEffect = Readonly<{
  clock: Clock;
  dueBy: Date;
  provisional: boolean;
  /** It would be earlier, and stays: a resident was told, or it would be over already. */
  kept: boolean;
}>;

export type CalendarEffects = Readonly<{
  earlier: number;
  later: number;
  kept: number;
  /** Provisional before, and not any more. */
  settled: number;
  /** The first of them, by their present deadline. */
  effects: readonly CalendarEffect[];
}>;

const page = 2_000;

/**
 * What a calendar would do to every limit that runs or rests, without doing it. Only those due from the first changed day on are counted anew
 * (`since`, a civil date; null: all), so that it costs what it affects.
 */
export async function effectsOf(
  manager: EntityManager,
  calendars: Calendars,
  now: Date,
  { since, show }: Readonly<{ since: string | null; show: number }>,
): Promise<CalendarEffects> {
  const found = { earlier: 0, later: 0, kept: 0, settled: 0, effects: [] as CalendarEffect[] };
  const from = since === null ? new Date(0) : instantOf(since);
  // what rests goes on later than its row says, so all of it is counted
  const which = ["state = 'RUNNING'", "state = 'SUSPENDED'"].map((state, index) => ({
    state,
    from: index ? new Date(0) : from,
  }));
  for (const [version, { state, from: start }] of (await versionsOf(manager)).flatMap((one) =>
    which.map((two) => [one, two] as const),
  )) {
    let shown = 0;
    for (let last = { due_by: start, id: nil }; ;) {
      const rows = await readRows<ClockRow>(
        manager,
        `SELECT * FROM clock WHERE ${counted} AND ${state} AND coalesce(calendar_version, '') = $1 AND due_by >= $2 AND (due_by, id) > ($2, $3::uuid)
         ORDER BY due_by, id LIMIT $4`,
        [version, last.due_by, last.id, page],
      );
      for (const clock of await withPauses(manager, rows)) {
        const effect = note(found, clock, calendars, now);
        if (effect && (shown += 1) <= show) found.effects.push(effect);
      }
      const end = rows.at(-1);
      if (!end || rows.length < page) break;
      last = end;
    }
  }
  found.effects.sort((a, b) => a.clock.dueBy.getTime() - b.clock.dueBy.getTime());
  return { ...found, effects: found.effects.slice(0, show) };
}

type Draft = Readonly<{ calendars: Calendars; since: string | null }>;
type EffectsAnswer = Awaited<ReturnType<typeof effectsAnswer>>;

/** What drafts of the calendar would do to this service's limits, as the contract's `CalendarEffects` shows it; null where there is no draft. */
export async function calendarEffectsByVersion(
  versions: readonly string[],
  draftOf: (version: string) => Draft | null,
  work: Work,
): Promise<(EffectsAnswer | null)[]> {
  const answers: (EffectsAnswer | null)[] = [];
  for (const version of versions) {
    const draft = draftOf(version);
    answers.push(draft ? await effectsAnswer(work, draft) : null);
  }
  return answers;
}

async function effectsAnswer({ manager, now }: Work, { calendars, since }: Draft) {
  const { effects, ...counts } = await effectsOf(manager, calendars, now, { since, show: 100 });
  return {
    ...counts,
    effects: effects.map(({ clock, dueBy, provisional, kept }) => ({
      clockId: clock.id,
      subjectId: clock.subject,
      kind: clock.kind,
      unitId: clock.unitId,
      dueBy: clock.dueBy,
      newDueBy: dueBy,
      told: clock.told,
      kept,
      provisional,
    })),
  };
}

const nil = '00000000-0000-0000-0000-000000000000';

/** The versions that open limits were counted by: a few, each found by one look into the index. */
async function versionsOf(manager: EntityManager): Promise<string[]> {
  const least = (more: string) =>
    `(SELECT min(coalesce(calendar_version, '')) FROM clock WHERE ${counted} ${more})`;
  const rows = await readRows<{ version: string }>(
    manager,
    `WITH RECURSIVE v (version) AS (SELECT ${least('')} UNION ALL
       SELECT ${least("AND coalesce(calendar_version, '') > v.version")} FROM v WHERE v.version IS NOT NULL)
     SELECT version FROM v WHERE version IS NOT NULL`,
    [],
  );
  return rows.map(({ version }) => version);
}

type Found = { -readonly [Key in keyof CalendarEffects]: CalendarEffects[Key] } & {
  effects: CalendarEffect[];
};

function note(found: Found, clock: Clock, calendars: Calendars, now: Date): CalendarEffect | null {
  const calendar = calendars.forArea(clock.calendarArea);
  const after = reprojected(clock, calendar, now, calendars.tellEarlier);
  const kept =
    after.extensions.some(({ promise }) => promise) && after.dueBy.getTime() === clock.dueBy.getTime();
  const settled = clock.provisional && !after.provisional;
  if (after.dueBy < clock.dueBy) found.earlier += 1;
  else if (after.dueBy > clock.dueBy) found.later += 1;
  else if (kept) found.kept += 1;
  else if (!settled) return null;
  if (settled) found.settled += 1;
  return { clock, dueBy: after.dueBy, provisional: after.provisional, kept };
}
