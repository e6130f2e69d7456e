import { readRows, type Work } from '@weisu/messaging';
import type { EntityManager } from 'typeorm';
import { openConfirmation, type Confirmation } from './confirmation.js';

type ConfirmationRow = Omit<Confirmation, 'appliedAt' | 'ruledAt'> & {
  mediation_id: string;
  applied_at: Date | null;
  ruled_at: Date | null;
};

export async function insertConfirmation(work: Work, mediationId: string): Promise<void> {
  const { status, obstacles } = openConfirmation;
  await work.query(
    'INSERT INTO judicial_confirmation (mediation_id, status, obstacles) VALUES ($1, $2, $3)',
    [mediationId, status, obstacles],
  );
}

/** Under the lock of its mediation. */
export async function updateConfirmation(
  work: Work,
  mediationId: string,
  confirmation: Confirmation,
): Promise<void> {
  const { status, court, answers, obstacles, appliedAt, ruledAt, note } = confirmation;
  await work.query(
    `UPDATE judicial_confirmation SET status = $2, court = $3, answers = $4, obstacles = $5, applied_at = $6, ruled_at = $7, note = $8
     WHERE mediation_id = $1`,
    [mediationId, status, court, answers && JSON.stringify(answers), obstacles, appliedAt, ruledAt, note],
  );
}

export async function confirmationsOf(
  manager: EntityManager,
  mediationIds: readonly string[],
): Promise<Map<string, Confirmation>> {
  const rows = await readRows<ConfirmationRow>(
    manager,
    `SELECT mediation_id, status, court, answers, obstacles, applied_at, ruled_at, note FROM judicial_confirmation
     WHERE mediation_id = ANY($1::uuid[])`,
    [mediationIds],
  );
  return new Map(
    rows.map(({ mediation_id, applied_at, ruled_at, ...row }) => [
      mediation_id,
      { ...row, appliedAt: applied_at, ruledAt: ruled_at },
    ]),
  );
}
