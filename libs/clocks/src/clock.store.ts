import type { ClockKind } from '@weisu/contracts';
import { readRows, type Work } from '@weisu/messaging';
import type { Calendar } from '@weisu/working-time';
import type { EntityManager } from 'typeorm';
import { met, newClock, type Clock, type ClockStart, type ClockState, type Suspension } from './clock.js';
import { nextAt, type RungRule } from './rungs.js';

export type ClockRow = {
  id: string;
  subject: string;
  owner_id: string;
  unit_id: string | null;
  kind: ClockKind;
  source: Clock['source'];
  started_at: Date;
  budget_amount: number | null;
  budget_unit: Clock['budgetUnit'];
  counts_start: boolean;
  roll_off_rest_day: boolean;
  end_of_day: Clock['endOfDay'];
  extensions: Clock['extensions'];
  not_after: Date | null;
  due_by: Date;
  provisional: boolean;
  calendar_version: string | null;
  calendar_area: string | null;
  told: boolean;
  state: ClockState;
  met_at: Date | null;
  fired_at: Date | null;
  rungs: readonly RungRule[];
  rung_at: readonly Date[];
  rungs_fired: readonly number[];
};

type PauseRow = {
  clock_id: string;
  from_at: Date;
  until_at: Date | null;
  reason: string;
  approved_by: string;
};

export function clockOf(row: ClockRow, pauses: readonly PauseRow[] = []): Clock {
  return {
    id: row.id,
    subject: row.subject,
    ownerId: row.owner_id,
    unitId: row.unit_id,
    kind: row.kind,
    source: row.source,
    startedAt: row.started_at,
    budgetAmount: row.budget_amount,
    budgetUnit: row.budget_unit,
    countsStart: row.counts_start,
    rollOffRestDay: row.roll_off_rest_day,
    endOfDay: row.end_of_day,
    extensions: row.extensions,
    notAfter: row.not_after,
    dueBy: row.due_by,
    provisional: row.provisional,
    calendarVersion: row.calendar_version,
    calendarArea: row.calendar_area,
    told: row.told,
    state: row.state,
    metAt: row.met_at,
    firedAt: row.fired_at,
    suspensions: pauses.filter((pause) => pause.clock_id === row.id).map(suspensionOf),
    rungs: row.rungs.map((rule, index) => ({ rule, at: row.rung_at[index] ?? row.due_by })),
    rungsFired: row.rungs_fired,
  };
}

function suspensionOf(row: PauseRow): Suspension {
  return { from: row.from_at, until: row.until_at, reason: row.reason, approvedBy: row.approved_by };
}

/** Starts clocks in the transaction of what starts them, in one statement. */
export async function startClocks(
  work: Work,
  starts: readonly ClockStart[],
  calendar: Calendar,
): Promise<Clock[]> {
  const clocks = starts.map((start) => newClock(work.newId(), start, calendar));
  if (!clocks.length) return clocks;
  await work.query(
    `INSERT INTO clock (id, subject, owner_id, unit_id, kind, source, started_at, budget_amount, budget_unit, counts_start, roll_off_rest_day,
       end_of_day, not_after, due_by, provisional, calendar_version, calendar_area, told, state, rungs, rung_at, rungs_fired, next_at)
     SELECT c.id, c.subject, c."ownerId", c."unitId", c.kind, c.source, c."startedAt", c."budgetAmount", c."budgetUnit", c."countsStart", c."rollOffRestDay",
       c."endOfDay", c."notAfter", c."dueBy", c.provisional, c."calendarVersion", c."calendarArea", c.told, c.state, c."rungRules", c."rungAt", c."rungsFired", c."nextAt"
     FROM jsonb_to_recordset($1::jsonb) AS c (id uuid, subject text, "ownerId" uuid, "unitId" text, kind text, source text, "startedAt" timestamptz,
       "budgetAmount" integer, "budgetUnit" text, "countsStart" boolean, "rollOffRestDay" boolean, "endOfDay" text, "notAfter" timestamptz, "dueBy" timestamptz,
       provisional boolean, "calendarVersion" text, "calendarArea" text, told boolean, state text, "rungRules" jsonb, "rungAt" timestamptz[],
       "rungsFired" integer[], "nextAt" timestamptz)`,
    [JSON.stringify(clocks.map((clock) => ({ ...clock, ...rungColumns(clock) })))],
  );
  return clocks;
}

function rungColumns(clock: Clock) {
  return {
    rungRules: clock.rungs.map(({ rule }) => rule),
    rungAt: clock.rungs.map(({ at }) => at),
    nextAt: nextAt(clock),
  };
}

/** Locks the clocks of these owners (optionally of some kinds), so that the claim loop and a use case never decide at once. */
export async function lockClocks(
  work: Work,
  ownerIds: readonly string[],
  kinds?: readonly ClockKind[],
): Promise<Clock[]> {
  const rows = await work.query<ClockRow>(
    `SELECT * FROM clock WHERE owner_id = ANY($1::uuid[]) AND ($2::text[] IS NULL OR kind = ANY($2)) ORDER BY id FOR UPDATE`,
    [ownerIds, kinds ?? null],
  );
  return withPauses(work.manager, rows);
}

export async function lockClock(work: Work, id: string): Promise<Clock | null> {
  const rows = await work.query<ClockRow>('SELECT * FROM clock WHERE id = $1 FOR UPDATE', [id]);
  return (await withPauses(work.manager, rows))[0] ?? null;
}

/** Writes what a rule made of a locked clock. */
export async function saveClock(work: Work, clock: Clock): Promise<void> {
  const { rungAt, nextAt: next } = rungColumns(clock);
  await work.query(
    `UPDATE clock SET budget_amount = $2, budget_unit = $3, extensions = $4, due_by = $5, provisional = $6, state = $7, met_at = $8,
       source = $9, calendar_version = $10, calendar_area = $11, rung_at = $12, rungs_fired = $13, next_at = $14 WHERE id = $1`,
    [
      clock.id,
      clock.budgetAmount,
      clock.budgetUnit,
      JSON.stringify(clock.extensions),
      clock.dueBy,
      clock.provisional,
      clock.state,
      clock.metAt,
      clock.source,
      clock.calendarVersion,
      clock.calendarArea,
      rungAt,
      clock.rungsFired,
      next,
    ],
  );
  for (const pause of clock.suspensions) {
    await work.query(
      `INSERT INTO clock_suspension (clock_id, from_at, until_at, reason, approved_by) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (clock_id, from_at) DO UPDATE SET until_at = excluded.until_at`,
      [clock.id, pause.from, pause.until, pause.reason, pause.approvedBy],
    );
  }
}

/** Marks the owner's clocks of these kinds as met now. `late` is null when there was none to meet. */
export async function meetClocks(
  work: Work,
  ownerId: string,
  kinds: readonly ClockKind[],
): Promise<{ late: boolean | null }> {
  let late: boolean | null = null;
  for (const clock of await lockClocks(work, [ownerId], kinds)) {
    if (clock.state === 'CANCELLED') continue;
    const result = met(clock, work.now);
    late = (late ?? false) || result.late;
    if (result.clock !== clock) await saveClock(work, result.clock);
  }
  return { late };
}

/** Cancels what still runs or is suspended; what fired or was met stays on record as it is, and climbs no further. */
export async function cancelClocks(
  work: Work,
  ownerIds: readonly string[],
  kinds?: readonly ClockKind[],
): Promise<void> {
  if (!ownerIds.length) return;
  await work.query(
    `UPDATE clock SET state = CASE WHEN state = 'OVERDUE' THEN state ELSE 'CANCELLED' END,
       next_at = CASE WHEN fired_at IS NULL THEN next_at END
     WHERE owner_id = ANY($1::uuid[]) AND (state IN ('RUNNING', 'SUSPENDED') OR (state = 'OVERDUE' AND next_at IS NOT NULL))
       AND ($2::text[] IS NULL OR kind = ANY($2))`,
    [ownerIds, kinds ?? null],
  );
}

export async function clocksByOwner(
  manager: EntityManager,
  ownerIds: readonly string[],
): Promise<Map<string, Clock[]>> {
  return grouped(manager, 'owner_id = ANY($1::uuid[])', ownerIds, (clock) => clock.ownerId);
}

export async function clocksBySubject(
  manager: EntityManager,
  subjects: readonly string[],
): Promise<Map<string, Clock[]>> {
  return grouped(manager, 'subject = ANY($1::text[])', subjects, (clock) => clock.subject);
}

async function grouped(
  manager: EntityManager,
  condition: string,
  keys: readonly string[],
  keyOf: (clock: Clock) => string,
): Promise<Map<string, Clock[]>> {
  const groups = new Map<string, Clock[]>();
  if (!keys.length) return groups;
  const rows = await readRows<ClockRow>(
    manager,
    `SELECT * FROM clock WHERE ${condition} ORDER BY started_at, id`,
    [keys],
  );
  for (const clock of await withPauses(manager, rows)) {
    groups.set(keyOf(clock), [...(groups.get(keyOf(clock)) ?? []), clock]);
  }
  return groups;
}

export async function withPauses(manager: EntityManager, rows: readonly ClockRow[]): Promise<Clock[]> {
  if (!rows.length) return [];
  const pauses = await readRows<PauseRow>(
    manager,
    'SELECT * FROM clock_suspension WHERE clock_id = ANY($1::uuid[]) ORDER BY from_at',
    [rows.map((row) => row.id)],
  );
  return rows.map((row) => clockOf(row, pauses));
}
