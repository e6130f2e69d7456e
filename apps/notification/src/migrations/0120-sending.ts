import type { Migration } from '@weisu/persistence';

/**
 * Until when a text is of use, which call it tells of, whose a row is while it is sent (`claim`), and how often nobody said what became of it
 * (`unanswered`). The version before writes texts without a term: they get the longest.
 */
export const sending: Migration = {
  name: '0120-sending',
  release: 2,
  sql: `
ALTER TABLE text_message
  ADD COLUMN useful_until timestamptz NOT NULL DEFAULT (now() + interval '72 hours'),
  ADD COLUMN call_id uuid,
  ADD COLUMN claim uuid,
  ADD COLUMN unanswered integer NOT NULL DEFAULT 0;
CREATE INDEX text_message_useful ON text_message (useful_until) WHERE status = 'PENDING';
CREATE INDEX text_message_call ON text_message (call_id) WHERE status = 'PENDING';
ALTER TABLE webhook_delivery ADD COLUMN claim uuid;
`,
};
