import { AppealMerged } from '@weisu/contracts';
import type { Migration } from '@weisu/persistence';

/** What a matter is handled with: its appellant rates when that is resolved. What was merged before is read from the ledger, as in 0020-appeal-parts-read. */
export const mergedMatters: readonly Migration[] = [
  {
    name: '0110-merged',
    release: 2,
    sql: 'ALTER TABLE matter ADD COLUMN merged_into uuid;',
  },
  {
    name: '0111-merged-before',
    release: 2,
    phase: 'backfill',
    async fill(query) {
      const [found] = await query<{ ledger: string | null }>(
        `SELECT to_regclass('dispatch.ledger_entry') AS ledger`,
        [],
      );
      if (found?.ledger)
        await query(
          `UPDATE matter m SET merged_into = (l.payload->>'intoId')::uuid FROM dispatch.ledger_entry l
           WHERE l.appeal_id = m.appeal_id::text AND l.type = $1 AND m.merged_into IS NULL AND m.state = 'ENDED'`,
          [AppealMerged.type],
        );
      return null;
    },
  },
];
