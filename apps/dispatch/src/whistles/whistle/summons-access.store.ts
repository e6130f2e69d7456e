import type { SummonsAnswer } from '@weisu/api';
import { DomainError } from '@weisu/contracts';
import type { Actor } from '@weisu/identity';
import type { Work } from '@weisu/messaging';
import { evidenceOf } from '../../ground/note/evidence.js';
import type { Addressed } from './subjects.js';
import type { Decision, Summons } from './summons.js';
import { lockSummons, saveDecision, summonsById } from './summons.store.js';
import { summonsAnswers } from './whistle-view.store.js';
import type { Whistle } from './whistle.js';
import { mayAnswer } from './who-may.js';

export type HeldSummons = { summons: Summons; whistle: Whistle };

/** The summons of the actor's own unit, locked; NOT_FOUND for everybody else. */
export function ownSummons(work: Work, actor: Actor, id: string): Promise<HeldSummons> {
  return lockSummons(work, id, (summons) => mayAnswer(actor, summons));
}

export async function saveSummons(
  work: Work,
  actor: Actor,
  before: Summons,
  decision: Decision,
): Promise<SummonsAnswer> {
  await saveDecision(work, before, decision);
  return summonsAnswerOf(work, actor, before.id);
}

export async function summonsAnswerOf(work: Work, actor: Actor, id: string): Promise<SummonsAnswer> {
  const summons = await summonsById(work.manager, id);
  const [answer] = summons ? await summonsAnswers(work.manager, actor, [summons]) : [];
  if (!answer) throw new DomainError('NOT_FOUND');
  return answer;
}

/** Intake binds the files to each of the whistle's matters. */
export function withEvidence(decision: Decision, whistle: Whistle, evidenceIds: readonly string[]): Decision {
  const bound: Addressed[] = whistle.appealIds.flatMap((subject) =>
    evidenceOf(subject, evidenceIds).map((announcement) => ({ subject, announcement })),
  );
  return { ...decision, announcements: [...decision.announcements, ...bound] };
}
