import type { OperationAnswer } from '@weisu/api';
import { DomainError } from '@weisu/contracts';
import type { Work } from '@weisu/messaging';
import type { EntityManager } from 'typeorm';
import { evidenceKeys } from '../../ground/note/evidence.js';
import { noteTexts } from '../../ground/note/note.store.js';
import type { Whistle } from '../whistle/whistle.js';
import type { Finding } from './finding.js';

type Answer = OperationAnswer['recordFinding'];

export async function answerOf(work: Work, whistle: Whistle, finding: Finding): Promise<Answer> {
  const [answer] = await answersOf(work.manager, [whistle], [finding]);
  if (!answer) throw new DomainError('NOT_FOUND');
  return answer;
}

export async function answersOf(
  manager: EntityManager,
  whistles: readonly Whistle[],
  findings: readonly Finding[],
): Promise<Answer[]> {
  const appealsOf = new Map(whistles.map(({ id, appealIds }) => [id, appealIds]));
  const texts = await noteTexts(
    manager,
    findings
      .flatMap(({ noteId, handedNoteId, correctionNoteId }) => [noteId, handedNoteId, correctionNoteId])
      .filter((id) => id !== null),
  );
  const textOf = (id: string | null): string | null => (id === null ? null : (texts.get(id) ?? ''));
  return findings.map(
    ({ whistleId, noteId, handedTo, handedNoteId, servedBy, correctionNoteId, ...finding }) => ({
      ...finding,
      evidenceIds: evidenceKeys(finding.evidenceIds, appealsOf.get(whistleId) ?? []),
      text: texts.get(noteId) ?? '',
      handedToId: handedTo,
      handedNote: textOf(handedNoteId),
      // before others could serve it, the finder did
      servedById: finding.number === null ? null : (servedBy ?? finding.unitId),
      withoutBasis: finding.number !== null && finding.basis === null,
      correction: textOf(correctionNoteId),
    }),
  );
}
