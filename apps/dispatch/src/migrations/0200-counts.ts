import type { Migration } from '@weisu/persistence';

/**
 * What the workbench opens with, kept beside what it is made of (README, "What the workbench costs"). Triggers note whose matter or order has
 * changed, whichever version changes it and by whatever statement; `tally.store.ts` carries that into the counters.
 */
export const countTables: Migration = {
  name: '0200-counts',
  release: 2,
  sql: `
-- ids of matters and of work orders: only ever added to and taken from, so that no writer waits for another
CREATE TABLE matter_changed (id uuid NOT NULL);

-- what has been counted of each matter; '' is not located yet, the day is that of its submission in China
CREATE TABLE matter_tally (
  appeal_id uuid PRIMARY KEY,
  day date NOT NULL,
  area_code text COLLATE "C" NOT NULL,
  status text NOT NULL,
  channel text NOT NULL,
  repeats integer NOT NULL,
  found integer NOT NULL,
  self_handled integer NOT NULL,
  met integer NOT NULL,
  overdue integer NOT NULL
);
CREATE TABLE matter_count (
  day date NOT NULL,
  area_code text COLLATE "C" NOT NULL,
  status text NOT NULL,
  channel text NOT NULL,
  matters integer NOT NULL,
  repeats integer NOT NULL,
  found integer NOT NULL,
  self_handled integer NOT NULL,
  met integer NOT NULL,
  overdue integer NOT NULL,
  PRIMARY KEY (day, area_code, status, channel)
);
CREATE INDEX matter_count_empty ON matter_count (day) WHERE matters = 0;

CREATE TABLE open_order (
  order_id uuid PRIMARY KEY,
  unit_id text NOT NULL,
  rank integer NOT NULL,
  due_by timestamptz NOT NULL
);
CREATE INDEX open_order_deadline ON open_order (unit_id, due_by, order_id);
CREATE INDEX open_order_treatment ON open_order (unit_id, rank, due_by, order_id);

-- as their owner: the version before writes on while the job has not granted anything yet
CREATE FUNCTION note_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$ BEGIN
  INSERT INTO matter_changed (id) SELECT OLD.id WHERE OLD.id IS NOT NULL UNION SELECT NEW.id WHERE NEW.id IS NOT NULL;
  RETURN NULL;
END $$;
CREATE FUNCTION note_subject() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$ BEGIN
  -- what a clock is about is text: not always an id
  INSERT INTO matter_changed (id) SELECT s::uuid FROM (SELECT OLD.subject UNION SELECT NEW.subject) AS c (s)
    WHERE s ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
  RETURN NULL;
END $$;
CREATE FUNCTION note_owner() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$ BEGIN
  INSERT INTO matter_changed (id) SELECT OLD.owner_id WHERE OLD.owner_id IS NOT NULL UNION SELECT NEW.owner_id WHERE NEW.owner_id IS NOT NULL;
  RETURN NULL;
END $$;

CREATE TRIGGER handling_came AFTER INSERT OR DELETE ON handling FOR EACH ROW EXECUTE FUNCTION note_changed();
CREATE TRIGGER handling_changed AFTER UPDATE ON handling FOR EACH ROW
  WHEN ((OLD.id, OLD.area_code, OLD.submitted_at, OLD.status, OLD.channel, OLD.origin, OLD.self_handled, OLD.repeat_of_id, OLD.treatment_rank)
    IS DISTINCT FROM (NEW.id, NEW.area_code, NEW.submitted_at, NEW.status, NEW.channel, NEW.origin, NEW.self_handled, NEW.repeat_of_id, NEW.treatment_rank))
  EXECUTE FUNCTION note_changed();

CREATE TRIGGER work_order_came AFTER INSERT OR DELETE ON work_order FOR EACH ROW EXECUTE FUNCTION note_changed();
CREATE TRIGGER work_order_changed AFTER UPDATE ON work_order FOR EACH ROW
  WHEN ((OLD.id, OLD.appeal_id, OLD.unit_id, OLD.status) IS DISTINCT FROM (NEW.id, NEW.appeal_id, NEW.unit_id, NEW.status))
  EXECUTE FUNCTION note_changed();

-- a limit counts when it has been met or has passed
CREATE TRIGGER clock_counts_new AFTER INSERT ON clock FOR EACH ROW WHEN (NEW.state IN ('MET', 'OVERDUE')) EXECUTE FUNCTION note_subject();
CREATE TRIGGER clock_counts_gone AFTER DELETE ON clock FOR EACH ROW WHEN (OLD.state IN ('MET', 'OVERDUE')) EXECUTE FUNCTION note_subject();
CREATE TRIGGER clock_counts AFTER UPDATE ON clock FOR EACH ROW
  WHEN ((OLD.subject, OLD.kind, OLD.state) IS DISTINCT FROM (NEW.subject, NEW.kind, NEW.state)
    AND (OLD.state IN ('MET', 'OVERDUE') OR NEW.state IN ('MET', 'OVERDUE')))
  EXECUTE FUNCTION note_subject();

-- and stands in the order of its owner's work while it is to be met; passing alone changes nothing there
CREATE TRIGGER clock_orders_new AFTER INSERT ON clock FOR EACH ROW
  WHEN (NEW.state IN ('RUNNING', 'OVERDUE') AND NEW.met_at IS NULL) EXECUTE FUNCTION note_owner();
CREATE TRIGGER clock_orders_gone AFTER DELETE ON clock FOR EACH ROW
  WHEN (OLD.state IN ('RUNNING', 'OVERDUE') AND OLD.met_at IS NULL) EXECUTE FUNCTION note_owner();
CREATE TRIGGER clock_orders AFTER UPDATE ON clock FOR EACH ROW
  WHEN ((OLD.owner_id, OLD.due_by, OLD.state IN ('RUNNING', 'OVERDUE') AND OLD.met_at IS NULL)
    IS DISTINCT FROM (NEW.owner_id, NEW.due_by, NEW.state IN ('RUNNING', 'OVERDUE') AND NEW.met_at IS NULL))
  EXECUTE FUNCTION note_owner();

-- whistles and mediations are few: those of the days that are asked for are counted, whatever lies before them
CREATE INDEX appeal_mediation_opened ON appeal_mediation (opened_at, area_code);
CREATE INDEX whistle_blown ON whistle (blown_at, area_code);
`,
};

/**
 * What was there before. In a transaction after the triggers', so that writers wait for neither: what the version before changes meanwhile is
 * noted, and counted anew by whoever carries the notes in.
 */
export const countsOfBefore: Migration = {
  name: '0201-counts-of-before',
  release: 2,
  sql: `
INSERT INTO matter_tally (appeal_id, day, area_code, status, channel, repeats, found, self_handled, met, overdue)
SELECT h.id, (h.submitted_at AT TIME ZONE INTERVAL '8 hours')::date, coalesce(h.area_code, ''), h.status, h.channel,
  (h.repeat_of_id IS NOT NULL)::int, (h.origin = 'FOUND')::int, h.self_handled::int, coalesce(c.met, 0), coalesce(c.overdue, 0)
FROM handling h LEFT JOIN (
  SELECT subject, count(*) FILTER (WHERE state = 'MET')::int AS met, count(*) FILTER (WHERE state = 'OVERDUE')::int AS overdue
  FROM clock WHERE kind <> 'CUSTOM' AND state IN ('MET', 'OVERDUE') GROUP BY subject
) AS c ON c.subject = h.id::text;
INSERT INTO matter_count (day, area_code, status, channel, matters, repeats, found, self_handled, met, overdue)
SELECT day, area_code, status, channel, count(*), sum(repeats), sum(found), sum(self_handled), sum(met), sum(overdue)
FROM matter_tally GROUP BY day, area_code, status, channel;
INSERT INTO open_order (order_id, unit_id, rank, due_by)
SELECT o.id, o.unit_id, coalesce(h.treatment_rank, 1000000), coalesce(
  (SELECT min(c.due_by) FROM clock c WHERE c.owner_id = o.id AND c.state IN ('RUNNING', 'OVERDUE') AND c.met_at IS NULL), 'infinity')
FROM work_order o JOIN handling h ON h.id = o.appeal_id WHERE o.status IN ('DISPATCHED', 'ACCEPTED', 'HANDLING');
`,
};
