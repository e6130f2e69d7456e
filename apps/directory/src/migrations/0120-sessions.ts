import type { Migration } from '@weisu/persistence';

/**
 * Who is signed in at the console (docs/adr/0051). The id itself is in her cookie alone; what is sealed are her tokens, which the gateway opens. All instants are of the
 * database's clock: a session is of the world of the identity provider, not of a simulated one.
 */
export const sessions: Migration = {
  name: '0120-sessions',
  release: 2,
  sql: `
CREATE TABLE staff_session (
  digest text PRIMARY KEY,
  subject text NOT NULL,
  unit_id text,
  acting_for text,
  provider_session text,
  sealed text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  renewing_until timestamptz,
  used_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  idle interval NOT NULL,
  until timestamptz NOT NULL
);
CREATE INDEX staff_session_subject ON staff_session (subject);
CREATE INDEX staff_session_provider ON staff_session (provider_session);
`,
};
