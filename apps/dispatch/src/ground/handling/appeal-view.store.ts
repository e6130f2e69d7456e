import type { AppealAnswer } from '@weisu/api';
import { readRows } from '@weisu/messaging';
import type { EntityManager } from 'typeorm';
import { appealAnswer, type AccountView, type Leadership } from './appeal-answer.js';
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

type LeaderRow = {
  appeal_id: string;
  leader_id: string;
  since: Date;
  team_ids: string[];
  members: Leadership['members'];
};

type DutyRow = {
  appeal_id: string;
  id: string;
  text: string;
  due_by: Date | null;
  done_at: Date | null;
  done_by: string | null;
};

async function leadershipsOf(
  manager: EntityManager,
  appealIds: readonly string[],
): Promise<Map<string, Leadership>> {
  if (!appealIds.length) return new Map();
  const rows = await readRows<LeaderRow>(
    manager,
    'SELECT * FROM case_leader WHERE appeal_id = ANY($1::uuid[])',
    [appealIds],
  );
  const duties = await readRows<DutyRow>(
    manager,
    'SELECT * FROM leader_duty WHERE appeal_id = ANY($1::uuid[]) ORDER BY appeal_id, position',
    [appealIds],
  );
  return new Map(
    rows.map((row) => [
      row.appeal_id,
      {
        leaderId: row.leader_id,
        since: row.since,
        teamIds: row.team_ids,
        members: row.members,
        duties: duties
          .filter((duty) => duty.appeal_id === row.appeal_id)
          .map(({ id, text, due_by: dueBy, done_at: doneAt, done_by: doneById }) => ({
            id,
            text,
            dueBy,
            doneAt,
            doneById,
          })),
      },
    ]),
  );
}
