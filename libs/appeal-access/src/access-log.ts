import { civilOffset, type Migration, type MonthlyTable } from '@weisu/persistence';

/**
 * How the record of openings loses its months (docs/adr/0047). `canonical` is the row as a JSON array of its columns, instants in UTC to the microsecond:
 * the same text whatever a connection is set to.
 */
export const accessLog: MonthlyTable = {
  table: 'access_log',
  column: 'minute',
  make: 'access_month',
  gone: 'access_month_gone',
  setting: 'ACCESS_LOG_MONTHS',
  usual: 12,
  fewest: 6,
  canonical: `jsonb_build_array(appeal_id, operation, actor_subject, ${utc('minute')}, ${utc('at')}, ${utc('recorded_at')}, actor_kind, actor_unit, client, correlation_id, actor_delegate)::text`,
  latestFirst: 'recorded_at DESC, appeal_id DESC, minute DESC, operation DESC, actor_subject DESC',
};

function utc(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}

/** Who opened a matter, in the services that show one. Append-only by grants, as the journal is; whole months go after a term, not by a person. */
export const accessLogTables: Migration = {
  name: '0007-access-log',
  sql: `
CREATE TABLE access_log (
  appeal_id uuid NOT NULL,
  operation text NOT NULL,
  actor_subject text NOT NULL,
  minute timestamptz NOT NULL,
  at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  actor_kind text NOT NULL,
  actor_unit text,
  client text NOT NULL,
  correlation_id text NOT NULL,
  PRIMARY KEY (appeal_id, minute, operation, actor_subject)
);
CREATE INDEX access_log_recorded ON access_log (recorded_at);
`,
};

/** 离岗代理: the unit that acted for the one that is named. */
export const accessLogDelegate: Migration = {
  name: '0013-access-log-delegate',
  release: 2,
  sql: 'ALTER TABLE access_log ADD COLUMN actor_delegate text;',
};

/**
 * Partitions by the months of China. The table that is there becomes the default partition as it stands, with its keys: no row is copied while others wait. The
 * coming twelve months are made before it is attached, so that it is looked through once and not for each of them. The version before writes and reads
 * under the same name with the rights that it had.
 */
export const accessLogMonths: Migration = {
  name: '0021-access-months',
  release: 2,
  sql: `
ALTER TABLE access_log RENAME TO access_log_p_default;
ALTER INDEX access_log_pkey RENAME TO access_log_p_default_pkey;
ALTER INDEX access_log_recorded RENAME TO access_log_p_default_recorded;
CREATE TABLE access_log (
  LIKE access_log_p_default INCLUDING DEFAULTS,
  PRIMARY KEY (appeal_id, minute, operation, actor_subject)
) PARTITION BY RANGE (minute);
CREATE INDEX access_log_recorded ON access_log (recorded_at);
DO $$ DECLARE granted record; BEGIN
  FOR granted IN SELECT g.grantee::regrole AS role, g.privilege_type AS privilege FROM pg_class c, aclexplode(c.relacl) g
    WHERE c.oid = 'access_log_p_default'::regclass AND g.grantee NOT IN (0, c.relowner) LOOP
    EXECUTE format('GRANT %s ON access_log TO %s', granted.privilege, granted.role);
  END LOOP;
END $$;
CREATE FUNCTION access_month_bound(month date) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT date_trunc('month', month::timestamp) AT TIME ZONE INTERVAL '+08:00' $$;
DO $$ DECLARE month date; BEGIN
  FOR n IN 1 .. 12 LOOP
    month := (date_trunc('month', now() AT TIME ZONE INTERVAL '+08:00') + n * interval '1 month')::date;
    EXECUTE format('CREATE TABLE %I PARTITION OF access_log FOR VALUES FROM (%L) TO (%L)', 'access_log_p' || to_char(month, 'YYYYMM'),
      access_month_bound(month), access_month_bound((month + interval '1 month')::date));
  END LOOP;
  -- somebody's clock was ahead
  WITH ahead AS (DELETE FROM access_log_p_default WHERE minute >= access_month_bound((now() AT TIME ZONE INTERVAL '+08:00' + interval '1 month')::date)
    AND minute < access_month_bound((month + interval '1 month')::date) RETURNING *) INSERT INTO access_log SELECT * FROM ahead;
END $$;
ALTER TABLE access_log ATTACH PARTITION access_log_p_default DEFAULT;
CREATE FUNCTION access_month(month date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE part text := 'access_log_p' || to_char(month, 'YYYYMM');
  start timestamptz := access_month_bound(month); finish timestamptz := access_month_bound((month + interval '1 month')::date);
BEGIN
  IF to_regclass(part) IS NOT NULL THEN RETURN; END IF;
  -- two instances that start at once both find it missing
  LOCK TABLE access_log IN SHARE UPDATE EXCLUSIVE MODE;
  IF to_regclass(part) IS NOT NULL THEN RETURN; END IF;
  -- whoever writes into the default partition now is waited for, and what he wrote moves, too
  LOCK TABLE access_log_p_default IN ACCESS EXCLUSIVE MODE;
  EXECUTE format('CREATE TABLE %I (LIKE access_log INCLUDING DEFAULTS)', part);
  EXECUTE format('WITH late AS (DELETE FROM access_log_p_default WHERE minute >= %L AND minute < %L RETURNING *) INSERT INTO %I SELECT * FROM late',
    start, finish, part);
  EXECUTE format('ALTER TABLE access_log ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', part, start, finish);
END $$;
CREATE TABLE access_month_gone (
  month date NOT NULL,
  at timestamptz NOT NULL DEFAULT clock_timestamp(),
  entries bigint NOT NULL,
  last_digest text,
  by_role text NOT NULL DEFAULT session_user,
  PRIMARY KEY (month, at)
);
`,
};

const present = `SELECT ${civilMonth('now()')} AS month`;
const oldestLeft = `SELECT ${civilMonth('min(minute)')} AS month FROM access_log_p_default`;

/**
 * Months that the version before wrote, each into a partition of its own, one in a transaction. The present month first: from then on nobody writes into the
 * partition that is locked while a month is moved out of it.
 */
export const accessLogMonthsFilled: Migration = {
  name: '0022-access-months-filled',
  release: 2,
  phase: 'backfill',
  async fill(query, after) {
    const next = after === null ? present : oldestLeft;
    const [{ month } = { month: null }] = await query<{ month: string | null }>(next, []);
    if (month === null) return null;
    if (month === after)
      throw new Error(`access_log: ${month} stays in access_log_p_default: run the command "retire" first`);
    await query('SELECT access_month($1)', [month]);
    return month;
  },
};

function civilMonth(instant: string): string {
  return `to_char(${instant} AT TIME ZONE INTERVAL '${civilOffset}', 'YYYY-MM-01')`;
}
