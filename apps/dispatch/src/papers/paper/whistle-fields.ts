import { DomainError, words, type ClockKind } from '@weisu/contracts';
import {
  absentUnits,
  type Came,
  type Consultation,
  type Task,
} from '../../whistles/consultation/consultation.js';
import type { SupervisionNotice } from '../../oversight/supervision/notice.js';
import type { Whistle } from '../../whistles/whistle/whistle.js';
import { instantText, lastDayText, limitText, shortLimitText } from './instant-text.js';
import type { Fields } from './paper.js';

type NameOf = (unitId: string) => string;
type TextOf = (noteId: string | null) => string | null;
type CalledUnit = Readonly<{
  unitId: string;
  limits: readonly Readonly<{ kind: ClockKind; state: string; dueBy: Date }>[];
}>;

/** Matters of one whistle that are named by number; of more only how many. */
const mostNumbers = 10;

/** 哨单. Throws WHISTLE_NOT_ENDORSED before the units are called. */
export function whistleFields(
  whistle: Whistle,
  called: readonly CalledUnit[],
  known: Readonly<{ area: string | null; appealNumbers: readonly string[]; nameOf: NameOf }>,
): Fields {
  if (!whistle.calledAt) throw new DomainError('WHISTLE_NOT_ENDORSED');
  const { area, appealNumbers, nameOf } = known;
  const { situation, blownAt, byId, endorsedById, reason } = whistle;
  const more = appealNumbers.length > mostNumbers ? `等${appealNumbers.length}件` : '';
  return {
    situation: words.whistleSituations[situation],
    area,
    blownAt: instantText(blownAt),
    by: nameOf(byId),
    endorsedBy: endorsedById && endorsedById !== byId ? nameOf(endorsedById) : null,
    reason,
    units: called.map(({ unitId }) => nameOf(unitId)).join('、'),
    limits: limitsOf(called, nameOf),
    matters: appealNumbers.slice(0, mostNumbers).join('、') + more,
  };
}

/** The four limits of a summons, in their order. */
const summonsLimits = ['ACKNOWLEDGE', 'REPORT_IN', 'ACT', 'FINISH'] as const satisfies readonly ClockKind[];

/** Units with the same limits stand in one line. */
function limitsOf(called: readonly CalledUnit[], nameOf: NameOf): string {
  const byLimits = new Map<string, string[]>();
  for (const { unitId, limits } of called) {
    const text = summonsLimits
      .flatMap((kind) => {
        const limit = limits.find((one) => one.kind === kind && one.state !== 'CANCELLED');
        return limit ? [`${shortLimitText(limit.dueBy)}前${words.clockKinds[kind]}`] : [];
      })
      .join('，');
    if (text) byLimits.set(text, [...(byLimits.get(text) ?? []), nameOf(unitId)]);
  }
  return [...byLimits].map(([text, units]) => `${units.join('、')}：${text}`).join('\n');
}

/** 会商研判记录表. Throws PAPER_NOT_READY before the meeting was held. */
export function consultationFields(
  consultation: Consultation,
  meeting: Readonly<{ whistleNumber: string; came: readonly Came[]; tasks: readonly Task[] }>,
  { nameOf, textOf }: Readonly<{ nameOf: NameOf; textOf: TextOf }>,
): Fields {
  if (!consultation.heldAt) throw new DomainError('PAPER_NOT_READY');
  const { whistleNumber, came, tasks } = meeting;
  return {
    whistleNumber,
    agenda: textOf(consultation.agendaNoteId),
    at: instantText(consultation.at),
    place: consultation.place,
    present: came.map(({ unitId, person }) => `${nameOf(unitId)} ${person}`).join('；'),
    absent: absentUnits(consultation, came).map(nameOf).join('、'),
    record: textOf(consultation.recordNoteId),
    tasks: tasks
      .map(
        ({ noteId, unitId, person, dueBy }, index) =>
          `${index + 1}. ${textOf(noteId) ?? ''}（${nameOf(unitId)} ${person}，${lastDayText(dueBy)}前）`,
      )
      .join('\n'),
  };
}

/** 督办单. */
export function supervisionFields(
  notice: SupervisionNotice,
  subject: string,
  { nameOf, textOf }: Readonly<{ nameOf: NameOf; textOf: TextOf }>,
): Fields {
  const { unitId, cause, noteId, issuedAt, answerBy, answerNoteId, answeredAt } = notice;
  return {
    subject,
    addressee: nameOf(unitId),
    cause: words.supervisionCauses[cause],
    text: textOf(noteId),
    issuedAt: instantText(issuedAt),
    answerBy: limitText(answerBy),
    answer: textOf(answerNoteId),
    answeredAt: answeredAt && instantText(answeredAt),
  };
}
