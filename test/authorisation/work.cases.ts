import { accountSubject } from '@weisu/contracts';
import { entryOf, notFound, ok, type Cases, type OperationCase } from './operation-case.js';
import { tonight } from './world.js';

const said = '已处理';

/** What a unit does with its own work order; the district's office has none, and finds none. */
function onWorkOrder(more: Readonly<Record<string, unknown>>): OperationCase {
  return {
    aim: ({ open }, asker) => ({ id: entryOf(open.workOrders, asker), ...more }),
    own: { ...ok, but: { DISTRICT: 'NOT_FOUND' } },
    neighbour: notFound,
  };
}

/** What a called unit does with its own summons. */
function onSummons(more: Readonly<Record<string, unknown>>): OperationCase {
  return {
    aim: ({ open }, asker) => ({ id: entryOf(open.summonses, asker), ...more }),
    own: ok,
    neighbour: notFound,
  };
}

/** All three refused; the district insisted on the department alone. */
const stillCalled = { answers: 'SUMMONS_NOT_OPEN', but: { DEPARTMENT: 'OK' } } as const;

/** Work orders, requests, whistles and summonses. */
export const workCases: Cases = {
  acceptWorkOrder: onWorkOrder({}),
  recordContact: onWorkOrder({ note: said }),
  recordVerification: onWorkOrder({ facts: said }),
  recordProgress: {
    ...onWorkOrder({ note: said }),
    crossings: [
      {
        what: 'with a picture that the neighbour uploaded, which stays the neighbour’s',
        aim: ({ own, neighbour }, asker) => ({
          id: entryOf(own.open.workOrders, asker),
          note: said,
          attachments: [neighbour.looseFileId],
        }),
        answers: 'OK',
        but: { DISTRICT: 'NOT_FOUND' },
      },
    ],
  },
  fileHandlingOpinion: onWorkOrder({ input: { facts: said, opinion: said } }),
  fileRequest: {
    aim: ({ open }, asker) => ({
      input: {
        kind: 'RETURN',
        appealId: open.id,
        workOrderId: entryOf(open.workOrders, asker),
        reason: said,
      },
    }),
    own: ok,
    neighbour: notFound,
    crossings: [
      {
        what: 'about the neighbour’s matter on the own work order',
        aim: ({ own, neighbour }, asker) => ({
          input: {
            kind: 'RETURN',
            appealId: neighbour.open.id,
            workOrderId: entryOf(own.open.workOrders, asker),
            reason: said,
          },
        }),
        answers: 'REQUEST_INVALID',
      },
      {
        what: 'about a clock of the neighbour’s',
        aim: ({ own, neighbour }, asker) => ({
          input: {
            kind: 'SUSPEND',
            appealId: own.open.id,
            workOrderId: entryOf(own.open.workOrders, asker),
            clockId: neighbour.open.clockId,
            reason: said,
          },
        }),
        answers: 'REQUEST_INVALID',
      },
    ],
  },
  decideRequest: {
    aim: ({ open }) => ({ id: open.requestId, approve: false, reason: said }),
    own: { ...ok, but: { DISTRICT: 'NOT_FOUND', COMMUNITY: 'NOT_FOUND' } },
    neighbour: notFound,
  },
  resumeClock: {
    aim: ({ open }) => ({ id: open.clockId }),
    own: { answers: 'STATE_FORBIDS' },
    neighbour: notFound,
  },
  setDutyRoster: {
    aim: ({ street }) => ({
      unitId: street.gridOffice.unitId,
      ...tonight,
      shifts: [{ ...tonight, personId: accountSubject('grid'), backupId: accountSubject('community') }],
    }),
    own: { ...ok, but: { DEPARTMENT: 'UNIT_NOT_FOUND', COMPANY: 'UNIT_NOT_FOUND' } },
    neighbour: { answers: 'UNIT_NOT_FOUND' },
  },
  recordAbsence: {
    aim: ({ street }) => ({
      input: {
        unitId: street.gridOffice.unitId,
        delegateId: street.gridOffice.unitId,
        until: tonight.until,
        reason: said,
      },
    }),
    // the grid for itself is refused, so that every asker finds it there; absence.int-spec.ts has absences
    own: {
      answers: 'DELEGATE_UNFIT',
      but: {
        STREET: 'FORBIDDEN',
        DEPARTMENT: 'UNIT_NOT_FOUND',
        COMPANY: 'UNIT_NOT_FOUND',
        MEDIATOR: 'UNIT_NOT_FOUND',
      },
    },
    neighbour: { answers: 'UNIT_NOT_FOUND' },
  },
  endAbsence: { aim: () => ({ id: '0193a8f0-0000-7000-8000-00000000ab5e' }), own: notFound },
  setDeputy: {
    aim: ({ street }) => ({ unitId: street.gridOffice.unitId, deputyId: null }),
    own: {
      answers: 'NULL',
      but: {
        STREET: 'FORBIDDEN',
        DEPARTMENT: 'UNIT_NOT_FOUND',
        COMPANY: 'UNIT_NOT_FOUND',
        MEDIATOR: 'UNIT_NOT_FOUND',
      },
    },
    neighbour: { answers: 'UNIT_NOT_FOUND' },
  },
  tickLeaderDuty: {
    aim: ({ open }) => ({ id: open.id, dutyId: '0193a8f0-0000-7000-8000-0000000000d1' }),
    own: notFound,
    neighbour: notFound,
  },
  passAppeal: {
    aim: ({ open }) => ({ id: open.id, system: 'PASSED', text: said }),
    own: { ...ok, but: { COMMUNITY: 'FORBIDDEN' } },
    neighbour: notFound,
  },
  answerPassing: {
    aim: () => ({ id: '0193a8f0-0000-7000-8000-0000000000e1', number: '1', status: 'DONE' }),
    own: notFound,
  },
  // the list of another system is compared with what the asker sees: passing.int-spec.ts
  reconcile: {
    aim: () => ({ system: 'hotline', since: '2026-11-01', rows: [] }),
    own: ok,
    crossings: [
      {
        what: 'under the name of another system',
        aim: () => ({ system: 'somebody-else', since: '2026-11-01', rows: [] }),
        ...{ ...ok, but: { INTEGRATION: 'EXTERNAL_SYSTEM' } },
      },
    ],
  },
  supervise: {
    aim: ({ open }) => ({ id: open.id, unitId: 'nobody', text: said }),
    // the street's own asker of this world is one of its stations, which does not supervise
    own: { answers: 'UNIT_NOT_FOUND' },
    neighbour: notFound,
  },
  answerSupervision: {
    aim: () => ({ id: '0193a8f0-0000-7000-8000-0000000000f1', answer: said }),
    own: notFound,
  },
  issuePaper: {
    aim: ({ settled }) => ({ kind: 'COLLECTION', subjectId: settled.id }),
    own: ok,
    neighbour: notFound,
  },
  setPaperTemplate: {
    aim: ({ street }) => ({ areaCode: street.code, kind: 'WHISTLE', template: 'title: [' }),
    own: { answers: 'PAPER_TEMPLATE_INVALID' },
    neighbour: { answers: 'AREA_NOT_FOUND' },
  },
  reviewAccount: {
    aim: ({ open }) => ({ id: open.id, text: said }),
    own: { answers: 'STATE_FORBIDS' },
    neighbour: notFound,
  },
  // nobody was rung: who was is asked in rungs.int-spec.ts
  answerDutyCall: { aim: () => ({ id: '0193a8f0-0000-7000-8000-00000000ca11' }), own: notFound },
  draftCalendar: {
    aim: () => ({
      input: { version: 'typhoon', overrides: [{ date: '2027-08-02', working: false, reason: '台风' }] },
    }),
    own: ok,
  },
  activateCalendar: { aim: () => ({ version: 'none', reason: said }), own: notFound },
  discardCalendar: { aim: () => ({ version: 'none' }), own: notFound },
  // each row has its own answer: bulk.int-spec.ts
  allocateAppeals: {
    aim: () => ({ rows: [] }),
    own: { answers: 'INVALID_ARGUMENT' },
  },
  claimAppeal: {
    aim: ({ open }) => ({ id: open.id }),
    own: { answers: 'STATE_FORBIDS' },
    neighbour: notFound,
  },
  urgeWorkOrder: {
    aim: ({ open }, asker) => ({ id: entryOf(open.workOrders, asker), note: said }),
    own: ok,
    neighbour: notFound,
  },
  resolveWorkOrder: onWorkOrder({ note: said }),
  blowWhistle: {
    aim: ({ street, open }) => ({
      input: {
        appealIds: [open.id],
        areaCode: street.community,
        situation: 'HARD_MATTER',
        reason: said,
        unitIds: ['440303.police'],
      },
    }),
    own: ok,
    neighbour: { answers: 'AREA_NOT_FOUND' },
    crossings: [
      {
        what: 'in the own area about the neighbour’s matter',
        aim: ({ own, neighbour }) => ({
          input: {
            appealIds: [neighbour.open.id],
            areaCode: own.street.community,
            situation: 'HARD_MATTER',
            reason: said,
            unitIds: ['440303.police'],
          },
        }),
        ...notFound,
      },
    ],
  },
  endorseWhistle: {
    aim: ({ open }) => ({ id: open.whistleId }),
    own: { answers: 'STATE_FORBIDS' },
    neighbour: notFound,
  },
  acknowledgeSummons: onSummons({}),
  refuseSummons: onSummons({ reason: said }),
  upholdRefusal: {
    aim: ({ open }) => ({ id: Object.values(open.summonses)[1], reason: said }),
    own: ok,
    neighbour: notFound,
  },
  overruleRefusal: {
    aim: ({ open }, asker) => ({ id: entryOf(open.summonses, asker), reason: said }),
    own: ok,
    neighbour: notFound,
  },
  reportIn: { ...onSummons({ input: { officer: '王工' } }), own: stillCalled },
  recordAction: { ...onSummons({ note: said }), own: stillCalled },
  finishSummons: { ...onSummons({ result: said }), own: stillCalled },
  waiveSummons: {
    aim: ({ settled }, asker) => ({
      id: Object.values(settled.summonses)[asker === 'STREET' ? 0 : 1],
      reason: said,
    }),
    own: ok,
    neighbour: notFound,
  },
  completeWhistle: {
    aim: ({ settled }) => ({ id: settled.whistleId, outcome: said, ratings: [], expectedVersion: 0 }),
    own: { answers: 'VERSION_CONFLICT' },
    neighbour: notFound,
  },
};
