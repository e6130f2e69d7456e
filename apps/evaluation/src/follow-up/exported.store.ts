import type { Outcome, Satisfaction } from '@weisu/contracts';
import type { Work } from '@weisu/messaging';

/** What was answered about one matter: by the follow-up of its last round, and with the resident's stars. */
export type ExportedOutcome = Readonly<{
  outcome: Outcome | null;
  satisfaction: Satisfaction | null;
  stars: number | null;
}>;

/** By matter; one about which nothing was answered is left out. Of a round, the follow-up that counts before another one, and of these the latest. */
export async function exportedOutcomes(
  work: Work,
  appealIds: readonly string[],
): Promise<Map<string, ExportedOutcome>> {
  if (!appealIds.length) return new Map();
  const rows = await work.query<ExportedOutcome & { appealId: string }>(
    `SELECT a.id AS "appealId", f.outcome, f.satisfaction, r.stars FROM unnest($1::uuid[]) AS a (id)
     LEFT JOIN rating r ON r.appeal_id = a.id
     LEFT JOIN LATERAL (
       SELECT f.outcome, f.satisfaction FROM follow_up f JOIN round d ON d.id = f.round_id
       WHERE f.appeal_id = a.id AND f.outcome IS NOT NULL ORDER BY d.number DESC, f.counts DESC, f.at DESC LIMIT 1
     ) AS f ON true
     WHERE r.stars IS NOT NULL OR f.outcome IS NOT NULL`,
    [appealIds],
  );
  return new Map(rows.map(({ appealId, ...answered }) => [appealId, answered]));
}
