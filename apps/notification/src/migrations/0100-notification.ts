import type { Migration } from '@weisu/persistence';

/** Messages, endpoints with their deliveries, and text messages to send. No telephone number is in any of them. */
export const notificationTables: Migration = {
  name: '0100-notification',
  sql: `
CREATE TABLE matter (
  appeal_id uuid PRIMARY KEY,
  number text,
  registered_by text,
  external_system text,
  external_number text,
  sender_speaks boolean NOT NULL DEFAULT false,
  lead_unit_id text
);
CREATE TABLE whistle (
  whistle_id uuid PRIMARY KEY,
  number text NOT NULL,
  by_id text NOT NULL
);

CREATE TABLE message (
  id uuid PRIMARY KEY,
  recipient text NOT NULL,
  event_key text NOT NULL,
  at timestamptz NOT NULL,
  kind text NOT NULL,
  text text NOT NULL,
  subject_id uuid,
  read_at timestamptz,
  UNIQUE (recipient, event_key)
);
CREATE INDEX message_list ON message (recipient, at DESC, id DESC);
CREATE INDEX message_unread ON message (recipient, at DESC, id DESC) WHERE read_at IS NULL;

CREATE TABLE webhook_endpoint (
  id uuid PRIMARY KEY,
  unit_id text,
  client text,
  url text NOT NULL,
  events text[] NOT NULL,
  active boolean NOT NULL DEFAULT true,
  secret text NOT NULL,
  created_at timestamptz NOT NULL,
  removed_at timestamptz,
  CHECK ((unit_id IS NULL) <> (client IS NULL))
);
CREATE INDEX webhook_endpoint_unit ON webhook_endpoint (unit_id) WHERE removed_at IS NULL;
CREATE INDEX webhook_endpoint_client ON webhook_endpoint (client) WHERE removed_at IS NULL;

CREATE TABLE webhook_delivery (
  id uuid PRIMARY KEY,
  endpoint_id uuid NOT NULL REFERENCES webhook_endpoint,
  event_key text NOT NULL,
  event text NOT NULL,
  subject text NOT NULL,
  body text NOT NULL,
  created_at timestamptz NOT NULL,
  status text NOT NULL DEFAULT 'PENDING',
  attempts integer NOT NULL DEFAULT 0,
  next_at timestamptz,
  last_error text,
  UNIQUE (endpoint_id, event_key)
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (next_at) WHERE status IN ('PENDING', 'FAILED');
CREATE INDEX webhook_delivery_list ON webhook_delivery (endpoint_id, created_at DESC, id DESC);

CREATE TABLE text_message (
  id uuid PRIMARY KEY,
  appeal_id uuid NOT NULL,
  template text NOT NULL,
  status text NOT NULL DEFAULT 'PENDING',
  attempts integer NOT NULL DEFAULT 0,
  next_at timestamptz,
  last_error text,
  created_at timestamptz NOT NULL,
  sent_at timestamptz
);
CREATE INDEX text_message_due ON text_message (next_at) WHERE status = 'PENDING';
`,
};
