import {
  announce,
  ClockEscalated,
  ClockOverdue,
  ClockReminder,
  ClockRescheduled,
  DutyCalled,
  FollowUpRescheduled,
  MediationClockRescheduled,
  type Announcement,
} from '@weisu/contracts';
import type { Recipient } from './notices.js';

export const id = '0193a8f0-0000-7000-8000-000000000001';
export const dueBy = new Date('2026-11-30T18:00:00+08:00');
export const unit = (unitId: string): Recipient => ({ unitId });
export const water = '440303.water';
export const clock = { clockId: id, kind: 'RESOLVE', unitId: water, dueBy } as const;

export type Case = { event: Announcement; to: Recipient[]; kind: string; text: string };

/** What limits say, and to whom. */
export const clockCases: Case[] = [
  {
    event: announce(ClockOverdue, { ...clock, workOrderId: id, summonsId: null }),
    to: [unit(water)],
    kind: 'OVERDUE',
    text: '事项{number}的办结已超期，时限为11月30日18:00。',
  },
  {
    event: announce(ClockReminder, { ...clock, workOrderId: id, summonsId: null, rung: 0 }),
    to: [unit(water)],
    kind: 'REMINDER',
    text: '事项{number}的办结即将到期，时限为11月30日18:00。',
  },
  {
    event: announce(ClockEscalated, {
      ...clock,
      workOrderId: id,
      summonsId: null,
      rung: 2,
      level: 'STREET',
      toUnitIds: ['desk'],
    }),
    to: [unit('desk')],
    kind: 'ESCALATED',
    text: '事项{number}的办结已超期未办，责任单位罗湖水务，时限为11月30日18:00，请督促。',
  },
  {
    event: announce(ClockRescheduled, { ...clock, cause: 'CALENDAR', before: new Date(0) }),
    to: [unit(water)],
    kind: 'RESCHEDULED',
    text: '事项{number}的办结时限因放假日历更新，调整为11月30日18:00。',
  },
  {
    event: announce(DutyCalled, { ...clock, dutyCallId: id, personId: 'p1', backup: true, why: 'OVERDUE' }),
    to: [{ personId: 'p1' }],
    kind: 'DUTY_CALL',
    text: '值班人员未应答，请备班处理：事项{number}的办结已超期，责任单位罗湖水务，时限11月30日18:00。',
  },
  {
    event: announce(MediationClockRescheduled, {
      ...{ mediationId: id, appealId: id, committeeId: 'committee', clockId: id, dueBy },
      ...{ kind: 'CONFIRMATION', before: new Date(0), provisional: false, calendarVersion: '2027' },
    }),
    to: [unit('committee')],
    kind: 'RESCHEDULED',
    text: '事项{number}的申请司法确认时限因放假日历更新，调整为11月30日18:00。',
  },
  {
    event: announce(FollowUpRescheduled, {
      ...{ appealId: id, followUpId: id, unitId: water, dueBy },
      ...{ kind: 'SUPERVISORY', before: new Date(0), provisional: false, calendarVersion: '2027' },
    }),
    to: [unit(water)],
    kind: 'RESCHEDULED',
    text: '诉求{number}的复核回访时限因放假日历更新，调整为11月30日18:00。',
  },
];
