import {
  AppealClosed,
  AppealDeclined,
  AppealMerged,
  AppealWithdrawn,
  WorkOrderCancelled,
} from '@weisu/contracts';
import type { Migration } from '@weisu/persistence';
import { partEvents } from './part.js';
import { changeParts } from './part.store.js';

type Entry = Readonly<{
  appeal_id: string;
  service: string;
  sequence: number;
  type: string;
  at: Date;
  payload: object;
  ended: boolean;
}>;

/** An order that was cancelled in the same decision let nobody go; the version before did not say so. */
const endings = [AppealClosed, AppealMerged, AppealDeclined, AppealWithdrawn].map(({ type }) => type);

const page = `SELECT appeal_id, service, sequence, type, at, payload,
    type = $5 AND EXISTS (SELECT FROM dispatch.ledger_entry e
      WHERE e.appeal_id = l.appeal_id AND e.service = l.service AND e.at = l.at AND e.type = ANY($6::text[])) AS ended
  FROM dispatch.ledger_entry l
  WHERE (appeal_id, service, sequence) > ($1, $2, $3) AND type = ANY($4::text[]) ORDER BY appeal_id, service, sequence LIMIT 1000`;

/**
 * By what, since when and until when units took part in the matters of the version before: read from the ledger, which has the events of every service. Once, by the owner
 * of the schemas, and so the one place where a service reads what is another's. Until it is done nobody loses sight; it may be interrupted and repeated.
 */
export const appealPartsRead: Migration = {
  name: '0020-appeal-parts-read',
  release: 2,
  phase: 'backfill',
  async fill(query, after) {
    // a service that is tested alone has no ledger beside it
    const [found] = await query<{ ledger: string | null }>(
      `SELECT to_regclass('dispatch.ledger_entry') AS ledger`,
      [],
    );
    if (!found?.ledger) return null;
    const from = after === null ? ['', '', 0] : (JSON.parse(after) as unknown[]);
    const entries = await query<Entry>(page, [...from, partEvents, WorkOrderCancelled.type, endings]);
    await changeParts(
      { query: (sql, parameters = []) => query(sql, parameters) },
      entries.map(({ appeal_id: subject, type, payload, at: time, ended }) => ({
        ...{ subject, type, time },
        payload: ended ? { ...payload, ended } : payload,
      })),
    );
    const last = entries.at(-1);
    return last ? JSON.stringify([last.appeal_id, last.service, last.sequence]) : null;
  },
};
