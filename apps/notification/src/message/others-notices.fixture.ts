import { AbsenceEnded, AbsenceRecorded, announce, PassingAnswered } from '@weisu/contracts';
import { dueBy, id, unit, water, type Case } from './clock-notices.fixture.js';

/** What is told of who acts for whom, and of what another system does. */
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
    to: [unit('delegate')],
    kind: 'ABSENCE',
    text: '罗湖水务离岗，11月30日18:00至11月30日18:00由您单位代理其未办结和新派事项。',
  },
  {
    event: announce(AbsenceEnded, { absenceId: id, unitId: water, delegateId: 'delegate', until: dueBy }),
    to: [unit('delegate'), unit(water)],
    kind: 'ABSENCE_ENDED',
    text: '罗湖水务的离岗代理于11月30日18:00结束。',
  },
];
