import type { Migration } from '@weisu/persistence';

/** 批量分拨: rows that are each carried out as if somebody had allocated one matter. `actor` is who asked, as the token said. */
export const bulkAllocationTables: Migration = {
  name: '0160-bulk-allocation',
  release: 2,
  sql: `
CREATE TABLE bulk_allocation (
  id uuid PRIMARY KEY,
  actor jsonb NOT NULL,
  asked_at timestamptz NOT NULL
);
CREATE TABLE bulk_allocation_row (
  bulk_id uuid NOT NULL REFERENCES bulk_allocation (id),
  position integer NOT NULL,
  allocation jsonb NOT NULL,
  done_at timestamptz,
  code text,
  message text,
  work_order_ids uuid[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (bulk_id, position)
);
CREATE INDEX bulk_allocation_waiting ON bulk_allocation_row (bulk_id, position) WHERE done_at IS NULL;
`,
};
