import type { Migration } from '@weisu/persistence';

/** Who takes part in an appeal, as a service must know it to decide alone who may see it. */
export const appealAccessTables: Migration = {
  name: '0004-appeal-access',
  sql: `
CREATE TABLE appeal_scope (
  appeal_id uuid PRIMARY KEY,
  area_code text COLLATE "C",
  unit_ids text[] NOT NULL DEFAULT '{}',
  resident_subject text,
  registered_by text
);
CREATE INDEX appeal_scope_area ON appeal_scope (area_code);
CREATE INDEX appeal_scope_units ON appeal_scope USING gin (unit_ids);
`,
};

/**
 * By what, since when and until when a unit takes part in a matter (docs/adr/0039). `appeal_scope.unit_ids` holds who takes part now: whoever has no row here took
 * part before there were rows, and stays.
 */
export const appealPartTables: Migration = {
  name: '0019-appeal-parts',
  release: 2,
  sql: `
CREATE TABLE appeal_part (
  relation text COLLATE "C" PRIMARY KEY,
  appeal_id uuid NOT NULL,
  unit_id text NOT NULL,
  since timestamptz,
  until timestamptz
);
CREATE INDEX appeal_part_appeal ON appeal_part (appeal_id);
CREATE INDEX appeal_part_former ON appeal_part (unit_id, appeal_id) WHERE until IS NOT NULL;
`,
};

/** Guesses of tracking secrets, by appeal number and hour; for the services that open a matter by its secret. */
export const secretAttemptTables: Migration = {
  name: '0005-secret-attempts',
  sql: `
CREATE TABLE secret_attempt (
  number text NOT NULL,
  hour timestamptz NOT NULL,
  taken integer NOT NULL,
  PRIMARY KEY (number, hour)
);
CREATE INDEX secret_attempt_hour ON secret_attempt (hour);
`,
};

/** Guesses of tracking secrets by number, network and hour: whoever guesses locks out nobody but the own network. */
export const secretGuessTables: Migration = {
  name: '0014-secret-guesses',
  release: 2,
  sql: `
CREATE TABLE secret_guess (
  number text NOT NULL,
  network text NOT NULL,
  hour timestamptz NOT NULL,
  taken integer NOT NULL,
  PRIMARY KEY (number, network, hour)
);
CREATE INDEX secret_guess_hour ON secret_guess (hour);
`,
};

/** Proofs of work that a guess beyond the limit was paid for with. `guess`: digest of number, network and secret, so that the same guess may be sent again. */
export const guessProofTables: Migration = {
  name: '0018-guess-proofs',
  release: 2,
  sql: `
CREATE TABLE guess_proof (
  id text COLLATE "C" PRIMARY KEY,
  guess bytea NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX guess_proof_at ON guess_proof (at);
`,
};

/** The version before counts in it. */
export const secretGuessTablesAfterwards: Migration = {
  name: '0015-secret-guesses-afterwards',
  release: 2,
  phase: 'contract',
  sql: 'DROP TABLE secret_attempt',
};
