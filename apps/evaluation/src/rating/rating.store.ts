import type { Work } from '@weisu/messaging';
import type { Rating } from './rating.js';

type RatingRow = {
  appeal_id: string;
  stars: number;
  original: number;
  objected: boolean;
  comment: string | null;
  at: Date;
};

/** False when the matter is already rated; of two at once the second waits here for the first. */
export async function storeRating(work: Work, rating: Rating): Promise<boolean> {
  const stored = await work.query(
    `INSERT INTO rating (appeal_id, stars, original, objected, comment, at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (appeal_id) DO NOTHING RETURNING appeal_id`,
    [rating.appealId, rating.stars, rating.original, rating.objected, rating.comment, rating.at],
  );
  return stored.length === 1;
}

export async function isRated(work: Work, appealId: string): Promise<boolean> {
  return (await work.query('SELECT 1 FROM rating WHERE appeal_id = $1', [appealId])).length > 0;
}

export async function ratingsOf(work: Work, appealIds: readonly string[]): Promise<Map<string, Rating>> {
  const rows = await work.query<RatingRow>('SELECT * FROM rating WHERE appeal_id = ANY($1::uuid[])', [
    appealIds,
  ]);
  return new Map(rows.map(({ appeal_id: appealId, ...row }) => [appealId, { appealId, ...row }]));
}
