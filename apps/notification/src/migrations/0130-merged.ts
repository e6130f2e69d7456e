import type { Migration } from '@weisu/persistence';

const fromDispatch = `UPDATE matter m SET merged_into = h.merged_into FROM dispatch.handling h
  WHERE h.id = m.appeal_id AND h.status = 'MERGED' AND m.merged_into IS NULL`;

/**
 * What a matter is handled with, and when that ended: its appellant is told, too. What was merged before is read from dispatch once, by the owner of the schemas, as in 0020-appeal-parts-read: of what is merged
 * now, for what was taken back meanwhile is its own. */
export const mergedMatters: readonly Migration[] = [
  {
    name: '0130-merged',
    release: 2,
    sql: `
ALTER TABLE matter ADD COLUMN merged_into uuid, ADD COLUMN ended_at timestamptz;
CREATE INDEX matter_merged ON matter (merged_into) WHERE merged_into IS NOT NULL;
`,
  },
  {
    name: '0131-merged-before',
    release: 2,
    phase: 'backfill',
    async fill(query) {
      const [found] = await query<{ handling: string | null }>(
        `SELECT to_regclass('dispatch.handling') AS handling`,
        [],
      );
      if (found?.handling) await query(fromDispatch, []);
      return null;
    },
  },
];
