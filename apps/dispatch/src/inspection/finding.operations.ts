import { Injectable } from '@nestjs/common';
import type { LoadAnswer, OperationAnswer, OperationArgs } from '@weisu/api';
import { meetClocks } from '@weisu/clocks';
import { DomainError } from '@weisu/contracts';
import { DirectoryClient, type Directory } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';
import type { Work } from '@weisu/messaging';
import { Operation, ReadAgain, type OperationContext } from '@weisu/service-host';
import type { EntityManager } from 'typeorm';
import { named } from '../consultation/consultation.js';
import { startDated } from '../deadline/dated.store.js';
import { evidenceKeys, evidenceOf, fileIds } from '../note/evidence.js';
import { noteTexts, writeNote } from '../note/note.store.js';
import { subjectOf, type Addressed } from '../whistle/subjects.js';
import { summonsesOf } from '../whistle/summons.store.js';
import { lockVisible, profileOfWhistle, visibleWhistles } from '../whistle/whistle-access.store.js';
import { mayLead, streetOf, type Whistle } from '../whistle/whistle.js';
import { announceEach, whistlesWithIds } from '../whistle/whistle.store.js';
import { nextPaperNumber } from '../paper/register.store.js';
import { corrected, found, requireCorrectBy, type Finding } from './finding.js';
import { findingById, findingsOf, insertFinding, storeCorrection } from './finding.store.js';

type Answer = OperationAnswer['recordFinding'];

/** 联合检查 of a whistle (S5): findings per place, 整改通知 and 复查. */
@Injectable()
export class FindingOperations {
  constructor(private readonly directories: DirectoryClient) {}

  /** A notice is numbered without gaps per street and year; its date is a limit of the unit that served it, which has to look again. */
  @Operation()
  async recordFinding(
    { whistleId, input }: OperationArgs['recordFinding'],
    { actor, work }: OperationContext,
  ): Promise<Answer> {
    const directory = await this.directories.current();
    const whistle = await lockVisible(work, actor, whistleId);
    const unitId = await requireInspector(work, directory, whistle, actor);
    const correctBy = requireCorrectBy(input.correctBy ?? null, work.now);
    const evidenceIds = fileIds(input.attachments);
    if (whistle.completedAt) throw new DomainError('WHISTLE_COMPLETED');
    // files belong to a matter: without one they would be lost with the next day
    if (evidenceIds.length && !whistle.appealIds.length)
      throw new DomainError(
        'INVALID_ARGUMENT',
        'attachments: this whistle concerns no matter to keep them with',
      );
    const finding: Finding = {
      ...{ id: work.newId(), whistleId: whistle.id, unitId, correctBy, evidenceIds },
      place: named(input.place, 'place'),
      noteId: await writeNote(work, subjectOf(whistle), input.text),
      foundAt: work.now,
      number: correctBy === null ? null : await noticeNumber(work, whistle),
      correctedAt: null,
      correctionNoteId: null,
    };
    await insertFinding(work, finding);
    if (correctBy !== null) {
      const profile = profileOfWhistle(directory, whistle);
      const about = { subject: subjectOf(whistle), areaCode: whistle.areaCode, profile };
      await startDated(work, directory, about, [{ ownerId: finding.id, unitId, dueBy: correctBy }]);
    }
    const bound = whistle.appealIds.flatMap((subject): Addressed[] =>
      evidenceOf(subject, evidenceIds).map((announcement) => ({ subject, announcement })),
    );
    await announceEach(work, [...found(whistle, finding), ...bound]);
    return answerOf(work, whistle, finding);
  }

  /** By who found it, or who leads the whistle. */
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
    if (!leads && actor.unitId !== before.unitId)
      throw new DomainError('FORBIDDEN', 'who found it, or who leads the whistle');
    const noteId = await writeNote(work, subjectOf(whistle), note);
    const current = (await findingById(work, id)) ?? before;
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

async function noticeNumber(work: Work, whistle: Whistle): Promise<string> {
  const street = streetOf(whistle.areaCode);
  const { year, next } = await nextPaperNumber(work, street, 'correction');
  return `整${street}-${year}-${next}`;
}

async function answerOf(work: Work, whistle: Whistle, finding: Finding): Promise<Answer> {
  const [answer] = await answersOf(work.manager, [whistle], [finding]);
  if (!answer) throw new DomainError('NOT_FOUND');
  return answer;
}

async function answersOf(
  manager: EntityManager,
  whistles: readonly Whistle[],
  findings: readonly Finding[],
): Promise<Answer[]> {
  const appealsOf = new Map(whistles.map(({ id, appealIds }) => [id, appealIds]));
  const texts = await noteTexts(
    manager,
    findings
      .flatMap(({ noteId, correctionNoteId }) => [noteId, correctionNoteId])
      .filter((id) => id !== null),
  );
  return findings.map(({ whistleId, noteId, correctionNoteId, ...finding }) => ({
    ...finding,
    evidenceIds: evidenceKeys(finding.evidenceIds, appealsOf.get(whistleId) ?? []),
    text: texts.get(noteId) ?? '',
    correction: correctionNoteId === null ? null : (texts.get(correctionNoteId) ?? ''),
  }));
}
