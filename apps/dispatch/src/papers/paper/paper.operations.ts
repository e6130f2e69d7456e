import { Injectable } from '@nestjs/common';
import type { RegisteredPaper } from '../../ground/register/paper-number.js';
import { nextPaperNumber } from '../../ground/register/register.store.js';
import type { OperationAnswer, OperationArgs, PaperAnswer } from '@weisu/api';
import { readerOf, recordOpening } from '@weisu/appeal-access';
import { announce, areaAt, DomainError, PaperIssued, type PaperKind } from '@weisu/contracts';
import { DirectoryClient, type Directory } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';
import type { Work } from '@weisu/messaging';
import { ourTemplate, paperFields, readTemplate, type Template } from '@weisu/papers';
import { Operation, ReadAgain, type OperationContext } from '@weisu/service-host';
import { aboutEach } from '../../whistles/whistle/subjects.js';
import { announceEach, whistlesWithIds } from '../../whistles/whistle/whistle.store.js';
import { draftOfMatter } from './matter-draft.store.js';
import {
  requireNameable,
  saysTheSame,
  shortened,
  shownCode,
  stateOf,
  typedCode,
  type Draft,
  type Paper,
  type Sheet,
} from './paper.js';
import {
  formerPapers,
  newCode,
  paperByCode,
  paperById,
  papersAbout,
  storePaper,
  storePrint,
  visiblePapers,
  wasPrinted,
} from './paper.store.js';
import { templateIn } from '../template/template.store.js';
import { TemplateReader } from '../template/template.reader.js';
import { draftOfConsultation, draftOfNotice, draftOfWhistle } from './whistle-draft.store.js';
import { dayText } from './instant-text.js';

/** 文书: what the system knows, no community has to fill in. */
@Injectable()
export class PaperOperations {
  constructor(
    private readonly directories: DirectoryClient,
    private readonly templates: TemplateReader,
  ) {}

  /** Opening it again is on record, too. */
  @ReadAgain('Paper')
  async papersAgain(
    [id = '']: readonly string[],
    { actor, work }: OperationContext,
  ): Promise<readonly PaperAnswer[]> {
    const paper = await opened(work, actor, id);
    return paper ? [answerOf(paper)] : [];
  }

  @Operation()
  async issuePaper(
    { kind, subjectId, named: wanted }: OperationArgs['issuePaper'],
    { actor, work }: OperationContext,
  ): Promise<PaperAnswer> {
    if (actor.unitId === null) throw new DomainError('FORBIDDEN', 'a paper is issued by a unit');
    const named = wanted ?? false;
    requireNameable(kind, named);
    const directory = await this.directories.current();
    const draft = await draftOf(work, directory, actor, kind, subjectId);
    const former = await formerPapers(work, draft, draft.unitId ?? actor.unitId);
    const unitId = draft.unitId ?? former[0]?.unitId ?? actor.unitId;
    const number =
      draft.number ?? former[0]?.number ?? (await nextPaperNumber(work, unitId, kind as RegisteredPaper));
    const code = newCode();
    const sheet = await sheetOf(work, directory, this.templates, draft, { number, code, unitId });
    const before = former.find((one) => one.named === named && one.replacedAt === null) ?? null;
    if (before && saysTheSame(before, sheet)) {
      await recordOpened(work, actor, before);
      return answerOf(before);
    }
    const { appealId, whistleId } = draft;
    const paper: Paper = {
      ...{ id: work.newId(), kind, number, code, subjectId: draft.subjectId, appealId, whistleId, unitId },
      ...{ named, sheet, issuedBy: actor.subject, issuedAt: work.now, replacedAt: null, erasedAt: null },
    };
    await storePaper(work, paper, before);
    await announceIssued(work, paper, before !== null);
    return answerOf(paper);
  }

  @Operation()
  async papers(
    { subjectId }: OperationArgs['papers'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['papers']> {
    const papers = await visiblePapers(work.manager, actor, await papersAbout(work.manager, subjectId));
    // opened one by one, so that it is on record who read what
    return papers.map((paper) => ({ ...answerOf(paper), sheet: null }));
  }

  @Operation()
  async paper(
    { id }: OperationArgs['paper'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['paper']> {
    const paper = await opened(work, actor, id);
    return paper && answerOf(paper);
  }

  /** Who holds the paper has read it: it is told whether there is such a one, and nothing that stands on it. */
  @Operation()
  async verifyPaper(
    { number, code, sha256 }: OperationArgs['verifyPaper'],
    { work }: OperationContext,
  ): Promise<OperationAnswer['verifyPaper']> {
    const paper = await paperByCode(work.manager, typedCode(code));
    if (!paper || plain(paper.number) !== plain(number)) return null;
    const directory = await this.directories.current();
    return {
      kind: paper.kind,
      title: paper.sheet?.template.title ?? ourTitle(paper.kind),
      number: paper.number,
      unit: directory.unit(paper.unitId)?.name ?? paper.unitId,
      state: stateOf(paper),
      issuedAt: paper.issuedAt,
      unchanged: sha256?.trim()
        ? await wasPrinted(work.manager, paper.id, sha256.trim().toLowerCase())
        : null,
    };
  }

  /** Before the gateway hands it out, so that no genuine file is ever called a changed one. */
  @Operation()
  async recordPrint(
    { paperId, sha256 }: OperationArgs['recordPrint'],
    { work }: OperationContext,
  ): Promise<OperationAnswer['recordPrint']> {
    if (!digest.test(sha256)) throw new DomainError('INVALID_ARGUMENT', 'sha256');
    const paper = await paperById(work.manager, paperId);
    if (!paper) throw new DomainError('NOT_FOUND');
    await storePrint(work, paper.id, sha256);
    return true;
  }
}

const digest = /^[0-9a-f]{64}$/;

/** A number as people type it: in full width, with gaps. */
const plain = (number: string): string => number.normalize('NFKC').replace(/\s/g, '');

/** The paper for who may see it, and on record that it was opened. */
async function opened(work: Work, actor: Actor, id: string): Promise<Paper | null> {
  const found = await paperById(work.manager, id);
  const [paper] = found ? await visiblePapers(work.manager, actor, [found]) : [];
  if (paper) await recordOpened(work, actor, paper);
  return paper ?? null;
}

async function recordOpened(work: Work, actor: Actor, { appealId, whistleId }: Paper): Promise<void> {
  const whistles = whistleId ? await whistlesWithIds(work.manager, [whistleId]) : [];
  const appealIds = appealId ? [appealId] : whistles.flatMap((whistle) => whistle.appealIds);
  await recordOpening(work, 'paper', appealIds, readerOf(work, actor));
}

function draftOf(
  work: Work,
  directory: Directory,
  actor: Actor,
  kind: PaperKind,
  id: string,
): Promise<Draft> {
  switch (kind) {
    case 'WHISTLE':
      return draftOfWhistle(work, directory, actor, id);
    case 'CONSULTATION':
      return draftOfConsultation(work, directory, actor, id);
    case 'SUPERVISION':
      return draftOfNotice(work, directory, actor, id);
    default:
      return draftOfMatter(work, directory, actor, kind, id);
  }
}

/** By the template of its place; a matter that is not located yet, by that of the unit's district. */
async function sheetOf(
  work: Work,
  directory: Directory,
  templates: TemplateReader,
  { kind, areaCode, fields, followUpId = null, rated = false }: Draft,
  { number, code, unitId }: Pick<Paper, 'number' | 'code' | 'unitId'>,
): Promise<Sheet> {
  const unit = directory.unit(unitId);
  const place = areaCode ?? areaAt('DISTRICT', unit?.areaCode ?? '') ?? '';
  const issued = { number, code: shownCode(code), date: dayText(work.now), unit: unit?.name ?? unitId };
  return {
    template: await templateOf(work, templates, place, kind),
    fields: shortened({ ...fields, ...issued }),
    followUpId,
    rated,
  };
}

async function templateOf(
  work: Work,
  templates: TemplateReader,
  areaCode: string,
  kind: PaperKind,
): Promise<Template> {
  const set = await templateIn(work.manager, areaCode, kind);
  return set ? templates.read(set.template, kind) : readOurs(kind);
}

const readOurs = (kind: PaperKind): Template => readTemplate(ourTemplate(kind), paperFields[kind]);

const ourTitle = (kind: PaperKind): string => readOurs(kind).title;

/** Said of the matter, or of each matter of the whistle. */
async function announceIssued(work: Work, paper: Paper, anew: boolean): Promise<void> {
  const { id: paperId, kind, number, unitId, named, appealId, whistleId } = paper;
  const issued = announce(PaperIssued, { paperId, paper: kind, number, unitId, named, anew });
  if (appealId !== null) return work.announce(appealId, [issued]);
  const whistles = await whistlesWithIds(work.manager, whistleId ? [whistleId] : []);
  await announceEach(
    work,
    whistles.flatMap((whistle) => aboutEach(whistle, () => issued)),
  );
}

function answerOf(paper: Paper): PaperAnswer {
  const { id, kind, number, code, subjectId, appealId, unitId, named, issuedAt, sheet } = paper;
  return {
    ...{ id, kind, number, code: shownCode(code), subjectId, appealId, unitId, named, issuedAt, sheet },
    state: stateOf(paper),
    pdf: `/papers/${id}.pdf`,
    docx: `/papers/${id}.docx`,
  };
}
