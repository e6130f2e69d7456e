import { Injectable } from '@nestjs/common';
import type { OperationArgs, SummonsAnswer } from '@weisu/api';
import { cancelClocks, meetClocks } from '@weisu/clocks';
import { DomainError } from '@weisu/contracts';
import { DirectoryClient, type Directory } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';
import type { Work } from '@weisu/messaging';
import { Operation, ReadAgain, type OperationContext } from '@weisu/service-host';
import { fileIds } from '../../ground/note/evidence.js';
import { writeNote } from '../../ground/note/note.store.js';
import { insideArea } from './place.js';
import { written } from '../../ground/note/written.js';
import { subjectOf } from './subjects.js';
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
} from './summons.js';
import {
  ownSummons,
  saveSummons,
  summonsAnswerOf,
  withEvidence,
  type HeldSummons,
} from './summons-access.store.js';
import { insertAction, lockSummons, summonsById } from './summons.store.js';
import { summonsAnswers, whistleAnswers } from './whistle-view.store.js';
import { whistlesWithIds } from './whistle.store.js';
import type { Whistle } from './whistle.js';
import { superviseRefusal } from '../../oversight/supervision/triggers.store.js';
import { requireVisibleWhistle } from './whistle-access.store.js';
import { profileOfWhistle, requireDecidesRefusal, requireLead } from './who-may.js';

const longestName = 100;

/** 报到: what a called unit does with its summons, and what others decide on it. */
@Injectable()
export class SummonsOperations {
  constructor(private readonly directories: DirectoryClient) {}

  /** For who has it, and for who sees its whistle. */
  @ReadAgain('Summons')
  async summonsesAgain(
    [id = '']: readonly string[],
    { actor, work }: OperationContext,
  ): Promise<readonly SummonsAnswer[]> {
    const summons = await summonsById(work.manager, id);
    if (!summons) return [];
    if (actor.unitId === summons.unitId) return summonsAnswers(work.manager, actor, [summons]);
    const seen = await whistleAnswers(
      work.manager,
      actor,
      await whistlesWithIds(work.manager, [summons.whistleId]),
    );
    return [...seen.values()].flatMap((whistle) => whistle.summonses ?? []).filter((one) => one.id === id);
  }

  @Operation()
  async acknowledgeSummons(
    { id }: OperationArgs['acknowledgeSummons'],
    { actor, work }: OperationContext,
  ): Promise<SummonsAnswer> {
    const { summons, whistle } = await ownSummons(work, actor, id);
    const { late } = await meetClocks(work, summons.id, ['ACKNOWLEDGE']);
    return saveSummons(work, actor, summons, acknowledged(summons, whistle, late ?? false));
  }

  /** Whoever refuses has seen the summons; the other limits run on, and none comes back by refusing. */
  @Operation()
  async refuseSummons(
    { id, reason }: OperationArgs['refuseSummons'],
    { actor, work }: OperationContext,
  ): Promise<SummonsAnswer> {
    const { summons, whistle } = await ownSummons(work, actor, id);
    const noteId = await writeNote(work, subjectOf(whistle), written(reason));
    const decision = refused(summons, whistle, noteId);
    await meetClocks(work, summons.id, ['ACKNOWLEDGE']);
    return saveSummons(work, actor, summons, decision);
  }

  @Operation()
  async upholdRefusal(
    { id, reason }: OperationArgs['upholdRefusal'],
    { actor, work }: OperationContext,
  ): Promise<SummonsAnswer> {
    const directory = await this.directories.current();
    const { summons, whistle } = await summonsOfDistrict(work, directory, actor, id);
    const noteId = await writeNote(work, subjectOf(whistle), written(reason));
    const decision = upheld(summons, whistle, noteId);
    await cancelClocks(work, [summons.id]);
    return saveSummons(work, actor, summons, decision);
  }

  @Operation()
  async overruleRefusal(
    { id, reason }: OperationArgs['overruleRefusal'],
    { actor, work }: OperationContext,
  ): Promise<SummonsAnswer> {
    const directory = await this.directories.current();
    const { summons, whistle } = await summonsOfDistrict(work, directory, actor, id);
    const noteId = await writeNote(work, subjectOf(whistle), written(reason));
    const answer = await saveSummons(work, actor, summons, overruled(summons, whistle, noteId, work.now));
    await superviseRefusal(work, directory, aboutWhistle(directory, whistle), summons.unitId);
    return answer;
  }

  @Operation()
  async waiveSummons(
    { id, reason }: OperationArgs['waiveSummons'],
    { actor, work }: OperationContext,
  ): Promise<SummonsAnswer> {
    const directory = await this.directories.current();
    const { summons, whistle } = await lockSummons(work, id, () => true);
    await requireVisibleWhistle(work, actor, whistle);
    requireLead(directory, whistle, actor, work.now);
    const noteId = await writeNote(work, subjectOf(whistle), written(reason));
    const decision = waived(summons, whistle, noteId);
    await cancelClocks(work, [summons.id]);
    return saveSummons(work, actor, summons, decision);
  }

  /** Arriving is acknowledging, too. */
  @Operation()
  async reportIn(
    { id, input }: OperationArgs['reportIn'],
    { actor, work }: OperationContext,
  ): Promise<SummonsAnswer> {
    const directory = await this.directories.current();
    const { summons, whistle } = await ownSummons(work, actor, id);
    if (summons.presentAt) return summonsAnswerOf(work, actor, summons.id);
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
    return saveSummons(work, actor, summons, withEvidence(decision, whistle, arrival.evidenceIds));
  }

  @Operation()
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
    return saveSummons(work, actor, summons, withEvidence(decision, whistle, evidenceIds));
  }

  @Operation()
  async finishSummons(
    { id, result }: OperationArgs['finishSummons'],
    { actor, work }: OperationContext,
  ): Promise<SummonsAnswer> {
    const { summons, whistle } = await ownSummons(work, actor, id);
    const noteId = await writeNote(work, subjectOf(whistle), written(result));
    const { late } = await meetClocks(work, summons.id, ['FINISH']);
    return saveSummons(work, actor, summons, finished(summons, whistle, noteId, late ?? false));
  }
}

/** A refusal is decided by the district in which the whistle was blown. */
async function summonsOfDistrict(
  work: Work,
  directory: Directory,
  actor: Actor,
  id: string,
): Promise<HeldSummons> {
  const held = await lockSummons(work, id, () => true);
  requireDecidesRefusal(directory, actor, held, work.now);
  return held;
}

function aboutWhistle(directory: Directory, whistle: Whistle) {
  const { areaCode } = whistle;
  return { subject: subjectOf(whistle), areaCode, profile: profileOfWhistle(directory, whistle) };
}

function nameOf(officer: string): string {
  const name = written(officer).trim();
  if (name.length > longestName)
    throw new DomainError('INVALID_ARGUMENT', `officer: at most ${longestName} characters`);
  return name;
}
