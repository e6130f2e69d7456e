import { readRows, type Work } from '@weisu/messaging';
import type { EntityManager } from 'typeorm';
import type { Agreement } from './agreement.js';

type AgreementRow = {
  mediation_id: string;
  number: string;
  facts: string;
  terms: string;
  performance_way: string;
  perform_by: string | null;
  oral: boolean;
  effective_at: Date;
  gaps: string[];
};

export async function insertAgreement(work: Work, mediationId: string, agreement: Agreement): Promise<void> {
  await work.query(
    `INSERT INTO mediation_agreement (mediation_id, number, facts, terms, performance_way, perform_by, oral, effective_at, gaps,
       concluded_by, concluded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      mediationId,
      agreement.number,
      agreement.facts,
      agreement.terms,
      agreement.performanceWay,
      agreement.performBy,
      agreement.oral,
      agreement.effectiveAt,
      agreement.gaps,
      work.actor.subject,
      work.now,
    ],
  );
}

export async function agreementsOf(
  manager: EntityManager,
  mediationIds: readonly string[],
): Promise<Map<string, Agreement>> {
  const rows = await readRows<AgreementRow>(
    manager,
    `SELECT mediation_id, number, facts, terms, performance_way, perform_by::text AS perform_by, oral, effective_at, gaps
     FROM mediation_agreement WHERE mediation_id = ANY($1::uuid[])`,
    [mediationIds],
  );
  return new Map(
    rows.map(({ mediation_id, performance_way, perform_by, effective_at, ...row }) => [
      mediation_id,
      { ...row, performanceWay: performance_way, performBy: perform_by, effectiveAt: effective_at },
    ]),
  );
}

export async function insertPerformance(
  work: Work,
  mediationId: string,
  performed: boolean,
  note: string,
): Promise<void> {
  await work.query(
    'INSERT INTO performance (id, mediation_id, performed, note, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [work.newId(), mediationId, performed, note, work.actor.subject, work.now],
  );
}
