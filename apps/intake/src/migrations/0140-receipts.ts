import type { Migration } from '@weisu/persistence';

/** Receipts sent by text message, by the keyed digest of the number, for a day. */
export const receiptTables: Migration = {
  name: '0140-receipts',
  release: 2,
  sql: `
CREATE TABLE receipt_sent (
  appeal_id uuid PRIMARY KEY,
  phone_key bytea NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX receipt_sent_phone ON receipt_sent (phone_key, at);
CREATE INDEX receipt_sent_at ON receipt_sent (at);
`,
};
