import type { Work } from '@weisu/messaging';
import type { Recipient } from './notices.js';

export type MessageRow = {
  id: string;
  at: Date;
  kind: string;
  text: string;
  subject_id: string | null;
  read_at: Date | null;
};

export function recipientKey(to: Recipient): string {
  return 'unitId' in to ? `unit:${to.unitId}` : `person:${to.personId}`;
}

/** One message for a recipient and a thing that happened, however often it is told. */
export async function storeMessage(
  work: Work,
  message: Readonly<{
    to: Recipient;
    eventKey: string;
    kind: string;
    text: string;
    subjectId: string | null;
  }>,
): Promise<void> {
  await work.query(
    `INSERT INTO message (id, recipient, event_key, at, kind, text, subject_id) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (recipient, event_key) DO NOTHING`,
    [
      work.newId(),
      recipientKey(message.to),
      message.eventKey,
      work.now,
      message.kind,
      message.text,
      message.subjectId,
    ],
  );
}

export type MessagePage = Readonly<{
  recipients: readonly string[];
  unread: boolean;
  /** The last message of the page before: its instant and id. */
  after: readonly [at: string, id: string] | null;
  limit: number;
}>;

/** The newest first. One ordered index scan per recipient, merged: a unit's thousand old messages are never sorted. */
export async function messagesPage(work: Work, page: MessagePage): Promise<MessageRow[]> {
  return work.query<MessageRow>(
    `SELECT m.id, m.at, m.kind, m.subject_id, m.read_at, replace(m.text, '{number}', coalesce(a.number, w.number, '')) AS text
     FROM unnest($1::text[]) AS r (recipient)
     CROSS JOIN LATERAL (
       SELECT * FROM message WHERE message.recipient = r.recipient AND ($2 = false OR read_at IS NULL)
         AND ($3::timestamptz IS NULL OR (at, id) < ($3, $4::uuid))
       ORDER BY at DESC, id DESC LIMIT $5
     ) AS m
     LEFT JOIN matter a ON a.appeal_id = m.subject_id LEFT JOIN whistle w ON w.whistle_id = m.subject_id
     ORDER BY m.at DESC, m.id DESC LIMIT $5`,
    [page.recipients, page.unread, page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit],
  );
}

/** Of these, the recipients' own that were unread; answers how many. */
export async function markRead(
  work: Work,
  recipients: readonly string[],
  ids: readonly string[],
): Promise<number> {
  const marked = await work.query(
    `UPDATE message SET read_at = $3 WHERE id = ANY($1::uuid[]) AND recipient = ANY($2::text[]) AND read_at IS NULL RETURNING id`,
    [ids, recipients, work.now],
  );
  return marked.length;
}
