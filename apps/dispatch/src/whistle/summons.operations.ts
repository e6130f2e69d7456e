import { Injectable } from '@nestjs/common';
import type { OperationArgs, SummonsAnswer } from '@weisu/api';
import { cancelClocks, meetClocks } from '@weisu/clocks';
import { DomainError } from '@weisu/contracts';
import { DirectoryClient } from '@weisu/directory-client';
import { withinActorArea, type Actor } from '@weisu/identity';
import type { Work } from '@weisu/messaging';
import { Operation, type OperationContext, type OperationOptions } from '@weisu/service-host';
import { evidenceOf, fileIds } from '../note/evidence.js';
import { writeNote } from '../note/note.store.js';
import { insideArea } from './place.js';
import { written } from '../note/written.js';
import { subjectOf, type Addressed } from './subjects.js';
import {
  acknowledged,
  acted,
  finished,
  overruled,
  phoneOf,
  refused,
  reportedIn,
  upheld,
  waived,
  type Decision,
  type Summons,
} from './summons.js';
import { insertAction, lockSummons, saveDecision, summonsById } from './summons.store.js';
import { requireLead, requireVisibleWhistle } from './whistle-access.store.js';
import { summonsAnswers } from './whistle-view.store.js';
import type { Whistle } from './whistle.js';

/** An answer holds texts, a name and a number, so only the id is kept under an Idempotency-Key; a repetition reads the summons again. */
const again: OperationOptions = {
  remember: (answer: SummonsAnswer) => answer.id,
  restore: (_: never, id, { actor, work }) => answerOf(work, actor, String(id)),
};

const longestName = 100;

/** 报到: what a called unit does with its summons, and what others decide on it. */
@Injectable()
export class SummonsOperations {
  constructor(private readonly directories: DirectoryClient) {}

  @Operation(again)
  async acknowledgeSummons(
    { id }: OperationArgs['acknowledgeSummons'],
    { actor, work }: OperationContext,
  ): Promise<SummonsAnswer> {
    const { summons, whistle } = await ownSummons(work, actor, id);
    const { late } = await meetClocks(work, summons.id, ['ACKNOWLEDGE']);
    return save(work, actor, summons, acknowledged(summons, whistle, late ?? false));
  }

  /** Whoever refuses has seen the summons; the other limits run on, and none comes back by refusing. */
  @Operation(again)
  async refuseSummons(
    { id, reason }: OperationArgs['refuseSummons'],
    { actor, work }: OperationContext,
  ): Promise<SummonsAnswer> {
    const { summons, whistle } = await ownSummons(work, actor, id);
    const noteId = await writeNote(work, subjectOf(whistle), written(reason));
    const decision = refused(summons, whistle, noteId);
    await meetClocks(work, summons.id, ['ACKNOWLEDGE']);
    return save(work, actor, summons, decision);
  }

  @Operation(again)
  async upholdRefusal(
    { id, reason }: OperationArgs['upholdRefusal'],
    { actor, work }: OperationContext,
  ): Promise<SummonsAnswer> {
    const { summons, whistle } = await summonsOfDistrict(work, actor, id);
    const noteId = await writeNote(work, subjectOf(whistle), written(reason));
    const decision = upheld(summons, whistle, noteId);
    await cancelClocks(work, [summons.id]);
    return save(work, actor, summons, decision);
  }

  @Operation(again)
  async overruleRefusal(
    { id, reason }: OperationArgs['overruleRefusal'],
    { actor, work }: OperationContext,
  ): Promise<SummonsAnswer> {
    const { summons, whistle } = await summonsOfDistrict(work, actor, id);
    const noteId = await writeNote(work, subjectOf(whistle), written(reason));
    return save(work, actor, summons, overruled(summons, whistle, noteId));
  }

  @Operation(again)
  async waiveSummons(
    { id, reason }: OperationArgs['waiveSummons'],
    { actor, work }: OperationContext,
  ): Promise<SummonsAnswer> {
    const directory = await this.directories.current();
    const { summons, whistle } = await lockSummons(work, id, () => true);
    await requireVisibleWhistle(work, actor, whistle);
    requireLead(directory, whistle, actor);
    const noteId = await writeNote(work, subjectOf(whistle), written(reason));
    const decision = waived(summons, whistle, noteId);
    await cancelClocks(work, [summons.id]);
    return save(work, actor, summons, decision);
  }

  /** Arriving is acknowledging, too. */
  @Operation(again)
  async reportIn(
    { id, input }: OperationArgs['reportIn'],
    { actor, work }: OperationContext,
  ): Promise<SummonsAnswer> {
    const directory = await this.directories.current();
    const { summons, whistle } = await ownSummons(work, actor, id);
    if (summons.presentAt) return answerOf(work, actor, summons.id);
    const point = input.point ?? null;
    const arrival = {
      officer: nameOf(input.officer),
      phone: phoneOf(input.phone),
      point,
      insideArea: insideArea(directory, whistle.areaCode, point),
      evidenceIds: fileIds(input.attachments),
    };
    await meetClocks(work, summons.id, ['ACKNOWLEDGE']);
    const { late } = await meetClocks(work, summons.id, ['REPORT_IN']);
    const decision = reportedIn(summons, whistle, arrival, late ?? false, work.now);
    return save(work, actor, summons, withEvidence(decision, whistle, arrival.evidenceIds));
  }

  @Operation(again)
  async recordAction(
    { id, note, attachments }: OperationArgs['recordAction'],
    { actor, work }: OperationContext,
  ): Promise<SummonsAnswer> {
    const { summons, whistle } = await ownSummons(work, actor, id);
    const evidenceIds = fileIds(attachments);
    const noteId = await writeNote(work, subjectOf(whistle), written(note));
    const decision = acted(summons, whistle, noteId);
    await insertAction(work, {
      summonsId: summons.id,
      noteId,
      at: work.now,
      byName: actor.name,
      evidenceIds,
    });
    await meetClocks(work, summons.id, ['ACT']);
    return save(work, actor, summons, withEvidence(decision, whistle, evidenceIds));
  }

  @Operation(again)
  async finishSummons(
    { id, result }: OperationArgs['finishSummons'],
    { actor, work }: OperationContext,
  ): Promise<SummonsAnswer> {
    const { summons, whistle } = await ownSummons(work, actor, id);
    const noteId = await writeNote(work, subjectOf(whistle), written(result));
    const { late } = await meetClocks(work, summons.id, ['FINISH']);
    return save(work, actor, summons, finished(summons, whistle, noteId, late ?? false));
  }
}

type Held = { summons: Summons; whistle: Whistle };

function ownSummons(work: Work, actor: Actor, id: string): Promise<Held> {
  return lockSummons(work, id, (summons) => actor.unitId !== null && summons.unitId === actor.unitId);
}

/** A refusal is decided by the district in which the whistle was blown. */
async function summonsOfDistrict(work: Work, actor: Actor, id: string): Promise<Held> {
  const held = await lockSummons(work, id, () => true);
  if (!withinActorArea(actor, held.whistle.areaCode)) throw new DomainError('NOT_FOUND');
  return held;
}

async function save(work: Work, actor: Actor, before: Summons, decision: Decision): Promise<SummonsAnswer> {
  await saveDecision(work, before, decision);
  return answerOf(work, actor, before.id);
}

async function answerOf(work: Work, actor: Actor, id: string): Promise<SummonsAnswer> {
  const summons = await summonsById(work.manager, id);
  const [answer] = summons ? await summonsAnswers(work.manager, actor, [summons]) : [];
  if (!answer) throw new DomainError('NOT_FOUND');
  return answer;
}

function withEvidence(decision: Decision, whistle: Whistle, evidenceIds: readonly string[]): Decision {
  const bound: Addressed[] = whistle.appealIds.flatMap((subject) =>
    evidenceOf(subject, evidenceIds).map((announcement) => ({ subject, announcement })),
  );
  return { ...decision, announcements: [...decision.announcements, ...bound] };
}

function nameOf(officer: string): string {
  const name = written(officer).trim();
  if (name.length > longestName)
    throw new DomainError('INVALID_ARGUMENT', `officer: at most ${longestName} characters`);
  return name;
}
