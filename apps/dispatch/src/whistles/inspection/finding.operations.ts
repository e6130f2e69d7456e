import { Injectable } from '@nestjs/common';
import type { LoadAnswer, OperationAnswer, OperationArgs } from '@weisu/api';
import { meetClocks } from '@weisu/clocks';
import { DomainError } from '@weisu/contracts';
import { DirectoryClient, type Directory } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';
import type { Work } from '@weisu/messaging';
import { Operation, ReadAgain, type OperationContext } from '@weisu/service-host';
import { named } from '../consultation/consultation.js';
import { evidenceOf, fileIds } from '../../ground/note/evidence.js';
import { writeNote } from '../../ground/note/note.store.js';
import { subjectOf, type Addressed } from '../whistle/subjects.js';
import { summonsesOf } from '../whistle/summons.store.js';
import { lockVisible, visibleWhistles } from '../whistle/whistle-access.store.js';
import { profileOfWhistle } from '../whistle/who-may.js';
import type { Whistle } from '../whistle/whistle.js';
import { mayLead } from '../whistle/who-may.js';
import { announceEach, whistlesWithIds } from '../whistle/whistle.store.js';
import { answerOf, answersOf } from './finding-view.store.js';
import { corrected, found, noNotice, type Finding } from './finding.js';
import { findingById, findingsOf, insertFinding, storeCorrection } from './finding.store.js';
import { newNotice, startCorrection } from './correction-notice.store.js';

type Answer = OperationAnswer['recordFinding'];

/** 联合检查 of a whistle (S5): findings per place, 整改通知 and 复查. */
@Injectable()
export class FindingOperations {
  constructor(private readonly directories: DirectoryClient) {}

  /** With a date a notice is served at once. */
  @Operation()
  async recordFinding(
    { whistleId, input }: OperationArgs['recordFinding'],
    { actor, work }: OperationContext,
  ): Promise<Answer> {
    const directory = await this.directories.current();
    const whistle = await lockVisible(work, actor, whistleId);
    const unitId = await requireInspector(work, directory, whistle, actor);
    const correctBy = input.correctBy ?? null;
    const evidenceIds = fileIds(input.attachments);
    if (whistle.completedAt) throw new DomainError('WHISTLE_COMPLETED');
    // files belong to a matter: without one they would be lost with the next day
    if (evidenceIds.length && !whistle.appealIds.length)
      throw new DomainError(
        'INVALID_ARGUMENT',
        'attachments: this whistle concerns no matter to keep them with',
      );
    const notice =
      correctBy === null ? noNotice : await newNotice(work, directory, whistle, { unitId, correctBy });
    const finding: Finding = {
      ...{ id: work.newId(), whistleId: whistle.id, unitId, evidenceIds },
      place: named(input.place, 'place'),
      noteId: await writeNote(work, subjectOf(whistle), input.text),
      advised: input.advised ?? false,
      foundAt: work.now,
      ...notice,
      ...{ handedTo: null, handedAt: null, handedNoteId: null },
      ...{ correctedAt: null, correctionNoteId: null },
    };
    await insertFinding(work, finding);
    await startCorrection(work, directory, whistle, finding);
    const bound = whistle.appealIds.flatMap((subject): Addressed[] =>
      evidenceOf(subject, evidenceIds).map((announcement) => ({ subject, announcement })),
    );
    await announceEach(work, [...found(whistle, finding), ...bound]);
    return answerOf(work, whistle, finding);
  }

  /** By who found it, who served the notice, or who leads the whistle. */
  @Operation()
  async confirmCorrection(
    { id, note }: OperationArgs['confirmCorrection'],
    { actor, work }: OperationContext,
  ): Promise<Answer> {
    const directory = await this.directories.current();
    const before = await findingById(work, id);
    if (!before) throw new DomainError('NOT_FOUND');
    const whistle = await lockVisible(work, actor, before.whistleId);
    const leads = mayLead(directory, profileOfWhistle(directory, whistle), whistle, actor.unitId);
    const current = (await findingById(work, id)) ?? before;
    if (!leads && actor.unitId !== current.unitId && actor.unitId !== current.servedBy)
      throw new DomainError('FORBIDDEN', 'who found it, who served the notice, or who leads the whistle');
    const noteId = await writeNote(work, subjectOf(whistle), note);
    const { finding, announcements } = corrected(whistle, current, noteId, work.now);
    await storeCorrection(work, finding);
    await meetClocks(work, finding.id, ['CUSTOM']);
    await announceEach(work, announcements);
    return answerOf(work, whistle, finding);
  }

  @ReadAgain('Finding')
  async findingsAgain([id = '']: readonly string[], context: OperationContext): Promise<Answer[]> {
    const finding = await findingById(context.work, id);
    const all = finding ? await this.findingsByWhistle([finding.whistleId], context) : [];
    return all.flat().filter((one) => one.id === id);
  }

  /** For whoever sees the whistle. */
  @Operation()
  async findingsByWhistle(
    keys: readonly string[],
    { actor, work }: OperationContext,
  ): Promise<LoadAnswer['findingsByWhistle']> {
    const { manager } = work;
    const whistles = await whistlesWithIds(manager, keys);
    const seen = await visibleWhistles(manager, actor, whistles);
    const findings = await findingsOf(
      manager,
      seen.map(({ id }) => id),
    );
    const answers = await answersOf(manager, whistles, findings);
    return keys.map((key) => answers.filter((_, index) => findings[index]?.whistleId === key));
  }
}

/** Who leads the whistle, or a called unit that has reported in. Throws FORBIDDEN. */
async function requireInspector(
  work: Work,
  directory: Directory,
  whistle: Whistle,
  actor: Actor,
): Promise<string> {
  const { unitId } = actor;
  if (unitId === null) throw new DomainError('FORBIDDEN');
  if (mayLead(directory, profileOfWhistle(directory, whistle), whistle, unitId)) return unitId;
  const summonses = await summonsesOf(work.manager, [whistle.id]);
  if (summonses.some((summons) => summons.unitId === unitId && summons.presentAt !== null)) return unitId;
  throw new DomainError('FORBIDDEN', 'who whistled, or a called unit that has reported in');
}
