import {
  AbsenceEnded,
  AbsenceRecorded,
  announce,
  ConsultationCalled,
  ConsultationRecorded,
  FindingHandedOver,
  PassingAnswered,
  RatingAnswered,
  SubstituteDecided,
  SubstituteProposed,
  SupervisionAnswered,
  SupervisionIssued,
} from '@weisu/contracts';
import { dueBy, id, unit, water, type Case } from './clock-notices.fixture.js';

const summons = { whistleId: id, first: true, summonsId: id, unitId: water };
const meeting = { whistleId: id, first: true, consultationId: id };
const task = { taskId: id, unitId: water, dueBy };

/** What is told of who acts for whom, of what another system does, and of what is settled among those who were called. */
export const othersCases: Case[] = [
  {
    event: announce(PassingAnswered, {
      appealId: id,
      passingId: id,
      system: '民意速办',
      number: 'SZ-1',
      status: 'DONE',
      noteId: null,
    }),
    to: [unit('lead')],
    kind: 'PASSING_ANSWERED',
    text: '诉求{number}转民意速办的事项（对方编号SZ-1）已办结。',
  },
  {
    event: announce(AbsenceRecorded, {
      absenceId: id,
      unitId: water,
      delegateId: 'delegate',
      from: dueBy,
      until: dueBy,
    }),
    to: [unit('delegate'), unit(water)],
    kind: 'ABSENCE',
    text: '罗湖水务离岗，11月30日18:00至11月30日18:00的未办结和新派事项由罗湖燃气代理。',
  },
  {
    event: announce(AbsenceEnded, { absenceId: id, unitId: water, delegateId: 'delegate', until: dueBy }),
    to: [unit('delegate'), unit(water)],
    kind: 'ABSENCE_ENDED',
    text: '罗湖水务的离岗代理于11月30日18:00结束。',
  },
  {
    event: announce(SubstituteProposed, { ...summons, substituteId: 'gas', noteId: id }),
    to: [unit('blower')],
    kind: 'SUBSTITUTE_PROPOSED',
    text: '哨1号哨单有被召集单位建议改派，请决定。',
  },
  {
    event: announce(SubstituteDecided, { ...summons, substituteId: 'gas', approved: true, noteId: id }),
    to: [unit(water)],
    kind: 'SUBSTITUTE_DECIDED',
    text: '哨1号哨单的改派建议已采纳，您单位无需报到。',
  },
  {
    event: announce(SubstituteDecided, { ...summons, substituteId: 'gas', approved: false, noteId: id }),
    to: [unit(water)],
    kind: 'SUBSTITUTE_DECIDED',
    text: '哨1号哨单的改派建议未采纳，仍须报到。',
  },
  {
    event: announce(RatingAnswered, { ...summons, noteId: id }),
    to: [unit('blower')],
    kind: 'RATING_ANSWERED',
    text: '哨1号哨单有单位对评价作出答复。',
  },
  {
    event: announce(FindingHandedOver, {
      ...{ whistleId: id, first: true, findingId: id },
      ...{ unitId: 'gas', toUnitId: water, noteId: id },
    }),
    to: [unit(water)],
    kind: 'FINDING_HANDED_OVER',
    text: '哨1号哨单有一项检查发现移送您单位，请依法处理。',
  },
  {
    event: announce(ConsultationCalled, { ...meeting, at: dueBy, unitIds: [water, 'gas'], noteId: id }),
    to: [unit(water), unit('gas')],
    kind: 'CONSULTATION',
    text: '哨1号哨单定于11月30日18:00会商研判，请派员参加。',
  },
  {
    event: announce(ConsultationRecorded, {
      ...meeting,
      absentIds: ['gas'],
      tasks: [task, { ...task, taskId: '0193a8f0-0000-7000-8000-000000000002' }],
      noteId: id,
    }),
    to: [unit(water)],
    kind: 'CONSULTATION_TASKS',
    text: '哨1号哨单会商研判已明确您单位的任务和时限，请查看。',
  },
  {
    event: announce(SupervisionIssued, {
      ...{ appealId: id, noticeId: id, number: '督1', unitId: water, cause: 'OVERDUE' },
      ...{ issuedById: null, answerBy: dueBy, noteId: null },
    }),
    to: [unit(water)],
    kind: 'SUPERVISION',
    text: '督1号督办单（超期未办）：请就诉求{number}于11月30日18:00前答复。',
  },
  {
    event: announce(SupervisionAnswered, {
      ...{
        appealId: id,
        noticeId: id,
        number: '督1',
        unitId: water,
        issuedById: 'desk',
        late: true,
        noteId: id,
      },
    }),
    to: [unit('desk')],
    kind: 'SUPERVISION_ANSWERED',
    text: '督1号督办单已逾时答复。',
  },
];
