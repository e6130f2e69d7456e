import type { AppealAnswer } from '@weisu/api';
import { readRows } from '@weisu/messaging';
import type { EntityManager } from 'typeorm';
import { leadershipsOf } from '../leadership/leadership.store.js';
import { appealAnswer, type AccountView } from '../overview/answers.js';
import type { Handling } from './handling.js';

/** The handlings as the contract shows them, with their leaders and accounts. */
export async function appealAnswers(
  manager: EntityManager,
  handlings: readonly Handling[],
): Promise<AppealAnswer[]> {
  const ids = handlings.map((handling) => handling.id);
  const [leaders, accounts] = await Promise.all([leadershipsOf(manager, ids), accountsOf(manager, ids)]);
  return handlings.map((handling) =>
    appealAnswer(handling, leaders.get(handling.id) ?? null, accounts.get(handling.id) ?? null),
  );
}

export async function appealAnswerOf(manager: EntityManager, handling: Handling): Promise<AppealAnswer> {
  const [answer] = await appealAnswers(manager, [handling]);
  return answer ?? { id: handling.id };
}

async function accountsOf(manager: EntityManager, ids: readonly string[]): Promise<Map<string, AccountView>> {
  if (!ids.length) return new Map();
  const rows = await readRows<{
    appeal_id: string;
    claimed_by_id: string | null;
    measures: string;
    due_by: Date;
    acceptance: string | null;
    struck_off_at: Date | null;
    reviews: string[];
  }>(
    manager,
    `SELECT a.*, coalesce((SELECT array_agg(r.text ORDER BY r.at) FROM account_review r WHERE r.appeal_id = a.appeal_id), '{}') AS reviews
     FROM account a WHERE a.appeal_id = ANY($1::uuid[])`,
    [ids],
  );
  return new Map(
    rows.map((row) => [
      row.appeal_id,
      {
        claimedById: row.claimed_by_id,
        measures: row.measures,
        dueBy: row.due_by,
        reviews: row.reviews,
        acceptance: row.acceptance,
        struckOffAt: row.struck_off_at,
      },
    ]),
  );
}
