import { clocksByOwner } from '@weisu/clocks';
import { DomainError } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';
import type { Work } from '@weisu/messaging';
import { consultationById, meetingsOf } from '../../whistles/consultation/consultation.store.js';
import {
  areaOf,
  handlingFor,
  handlingsById,
  profileOf,
  requireUnerased,
} from '../../ground/handling/handling.store.js';
import { noteTexts } from '../../ground/note/note.store.js';
import { lockNotice } from '../../oversight/supervision/notice.store.js';
import { summonsesOf } from '../../whistles/whistle/summons.store.js';
import { lockVisible } from '../../whistles/whistle/whistle-access.store.js';
import { profileOfWhistle, requireLead } from '../../whistles/whistle/who-may.js';
import type { Whistle } from '../../whistles/whistle/whistle.js';
import { areaText } from './matter-draft.store.js';
import type { Draft } from './paper.js';
import { consultationFields, supervisionFields, whistleFields } from './whistle-fields.js';

/** 哨单, by who blew it or the desk of its street. The whistle is locked. */
export async function draftOfWhistle(
  work: Work,
  directory: Directory,
  actor: Actor,
  id: string,
): Promise<Draft> {
  const whistle = await lockLed(work, directory, actor, id);
  const summonses = await summonsesOf(work.manager, [whistle.id]);
  const limits = await clocksByOwner(
    work.manager,
    summonses.map((summons) => summons.id),
  );
  const handlings = await handlingsById(work.manager, whistle.appealIds);
  const fields = whistleFields(
    whistle,
    summonses.map((summons) => ({ unitId: summons.unitId, limits: limits.get(summons.id) ?? [] })),
    {
      area: areaText(directory, whistle.areaCode),
      appealNumbers: whistle.appealIds.flatMap((appealId) => handlings.get(appealId)?.number ?? []),
      nameOf: nameIn(directory),
    },
  );
  const about = { kind: 'WHISTLE', subjectId: whistle.id, appealId: null, whistleId: whistle.id } as const;
  const unitId = whistle.endorsedById ?? whistle.byId;
  return { ...about, unitId, areaCode: whistle.areaCode, number: whistle.number, fields };
}

/** 会商研判记录表, by who leads the whistle. */
export async function draftOfConsultation(
  work: Work,
  directory: Directory,
  actor: Actor,
  id: string,
): Promise<Draft> {
  const found = await consultationById(work, id);
  if (!found) throw new DomainError('NOT_FOUND');
  const whistle = await lockLed(work, directory, actor, found.whistleId);
  const meetings = await meetingsOf(work.manager, [whistle.id]);
  const consultation = meetings.consultations.find((one) => one.id === found.id) ?? found;
  const tasks = meetings.tasks.filter(({ consultationId }) => consultationId === found.id);
  const came = meetings.came.filter(({ consultationId }) => consultationId === found.id);
  const { agendaNoteId, recordNoteId } = consultation;
  const textOf = await textsOf(work, [agendaNoteId, recordNoteId, ...tasks.map(({ noteId }) => noteId)]);
  const fields = consultationFields(
    consultation,
    { whistleNumber: whistle.number, came, tasks },
    { nameOf: nameIn(directory), textOf },
  );
  const about = { kind: 'CONSULTATION', subjectId: found.id, appealId: null, whistleId: whistle.id } as const;
  const unitId = consultation.calledById;
  return { ...about, unitId, areaCode: whistle.areaCode, number: null, fields };
}

/** 督办单, by who issued the notice; one that came by itself, by who supervises there. For whoever does not see the matter there is none. */
export async function draftOfNotice(
  work: Work,
  directory: Directory,
  actor: Actor,
  id: string,
): Promise<Draft> {
  const notice = await lockNotice(work, id);
  if (!notice) throw new DomainError('NOT_FOUND');
  const handling = (await handlingsById(work.manager, [notice.subject])).get(notice.subject);
  const subject = handling
    ? await supervisedMatter(work, directory, actor, notice.subject)
    : await supervisedWhistle(work, directory, actor, notice.subject);
  const mayIssue = notice.issuedById === null ? subject.supervises : notice.issuedById === actor.unitId;
  if (!mayIssue) throw new DomainError('FORBIDDEN', 'who issued the notice, or supervises there');
  const textOf = await textsOf(work, [notice.noteId, notice.answerNoteId]);
  const fields = supervisionFields(notice, subject.text, { nameOf: nameIn(directory), textOf });
  const { appealId, whistleId, areaCode } = subject;
  const about = { kind: 'SUPERVISION', subjectId: notice.id, appealId, whistleId } as const;
  return { ...about, unitId: notice.issuedById, areaCode, number: notice.number, fields };
}

type Supervised = Readonly<
  Pick<Draft, 'appealId' | 'whistleId' | 'areaCode'> & { text: string; supervises: boolean }
>;

async function supervisedMatter(
  work: Work,
  directory: Directory,
  actor: Actor,
  id: string,
): Promise<Supervised> {
  const handling = await handlingFor(work, actor, id);
  await requireUnerased(work, [id]);
  const { areaCode } = handling;
  const supervises =
    areaCode !== null &&
    directory.hasDuty(profileOf(directory, handling), 'SUPERVISE', actor.unitId, areaOf(handling));
  const place = areaCode === null ? '' : `，${areaText(directory, areaCode)}`;
  const text = `诉求事项 ${handling.number}${place}`;
  return { appealId: id, whistleId: null, areaCode, text, supervises };
}

async function supervisedWhistle(
  work: Work,
  directory: Directory,
  actor: Actor,
  id: string,
): Promise<Supervised> {
  const whistle = await lockVisible(work, actor, id);
  const { areaCode, number } = whistle;
  const profile = profileOfWhistle(directory, whistle);
  const supervises = directory.hasDuty(profile, 'SUPERVISE', actor.unitId, areaCode);
  return { appealId: null, whistleId: whistle.id, areaCode, text: `哨单 ${number}`, supervises };
}

async function lockLed(work: Work, directory: Directory, actor: Actor, id: string): Promise<Whistle> {
  const whistle = await lockVisible(work, actor, id);
  requireLead(directory, whistle, actor, work.now);
  await requireWords(work, whistle);
  return whistle;
}

/** The words of a whistle go with the last of its matters. */
async function requireWords(work: Work, { appealIds }: Whistle): Promise<void> {
  const left = await work.query(
    'SELECT 1 FROM handling WHERE id = ANY($1::uuid[]) AND personal_data_erased_at IS NULL',
    [appealIds],
  );
  if (appealIds.length && !left.length) throw new DomainError('PERSONAL_DATA_ERASED');
}

const nameIn =
  (directory: Directory) =>
  (unitId: string): string =>
    directory.unit(unitId)?.name ?? unitId;

async function textsOf(
  work: Work,
  noteIds: readonly (string | null)[],
): Promise<(noteId: string | null) => string | null> {
  const texts = await noteTexts(
    work.manager,
    noteIds.filter((id) => id !== null),
  );
  return (noteId) => (noteId === null ? null : (texts.get(noteId) ?? null));
}
