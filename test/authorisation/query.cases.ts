import { areaNotFound, districtWide, ok, type Cases, type OperationCase } from './operation-case.js';
import { tonight } from './world.js';

const period = { from: '2026-11-01', until: '2026-11-30' };
const empty = { answers: 'EMPTY' };

/** Who may ask for them sees every street; that another district's is NOT_FOUND is tested in openings.int-spec.ts. */
const openings: OperationCase = {
  aim: ({ settled }) => ({ id: settled.id }),
  own: ok,
  neighbour: ok,
};

/** Queries. A list of one's own unit names nothing of a neighbour: that it holds nothing of one is seen in its answer. */
export const queryCases: Cases = {
  me: { aim: () => ({}), own: ok },
  now: { aim: () => ({}), own: ok },
  vocabulary: { aim: () => ({}), own: ok },
  area: { aim: ({ street }) => ({ code: street.grid }), own: ok, neighbour: ok },
  units: {
    aim: ({ street }) => ({ areaCode: street.grid }),
    own: ok,
    neighbour: { ...areaNotFound, but: districtWide },
  },
  profile: {
    aim: ({ street }) => ({ areaCode: street.grid }),
    own: ok,
    neighbour: { ...areaNotFound, but: { ADMIN: 'OK' } },
  },
  myAppeals: { aim: () => ({}), own: ok },
  appeal: {
    aim: ({ settled, external }, asker) => ({ id: asker === 'INTEGRATION' ? external.id : settled.id }),
    own: ok,
    neighbour: { answers: 'NULL' },
    crossings: [
      { what: 'by number', aim: ({ neighbour }) => ({ number: neighbour.open.number }), answers: 'NULL' },
    ],
  },
  appealOpenings: openings,
  appeals: {
    aim: ({ street }) => ({ filter: { areaCode: street.grid } }),
    own: ok,
    neighbour: { ...areaNotFound, but: { DEPARTMENT: 'EMPTY', COMPANY: 'EMPTY' } },
    crossings: [
      { what: 'by their words', aim: () => ({ filter: { text: '楼道堆放' } }), answers: 'OK' },
      {
        what: 'by words of the neighbour',
        aim: ({ neighbour }) => ({ filter: { text: neighbour.street.mark } }),
        ...empty,
      },
    ],
  },
  workbench: { aim: () => ({}), own: { ...ok, but: { DISTRICT: 'EMPTY' } } },
  requestsToDecide: { aim: () => ({}), own: { ...empty, but: { STREET: 'OK' } } },
  requests: { aim: () => ({ side: 'FILED' }), own: { ...empty, but: { GRID: 'OK' } } },
  // nothing may be done with what one does not see: it is named back, and nothing stands beside it
  possibilities: {
    aim: ({ open }) => ({
      ids: [open.id, open.whistleId, open.mediationId, ...Object.values(open.workOrders)],
    }),
    own: ok,
    neighbour: ok,
    namesBack: true,
  },
  whistles: { aim: () => ({ first: 5 }), own: { ...ok, but: { GRID: 'EMPTY' } } },
  whistle: { aim: ({ settled }) => ({ id: settled.whistleId }), own: ok, neighbour: { answers: 'NULL' } },
  summonses: { aim: () => ({}), own: ok },
  dutyRoster: {
    aim: ({ street }) => ({ unitId: street.gridOffice.unitId, ...tonight }),
    own: { answers: 'OK', but: { DEPARTMENT: 'UNIT_NOT_FOUND', COMPANY: 'UNIT_NOT_FOUND' } },
    neighbour: { answers: 'UNIT_NOT_FOUND' },
  },
  // whoever asked for one sees it: bulk.int-spec.ts
  bulkAllocation: { aim: () => ({ id: '0193a8f0-0000-7000-8000-00000000b11c' }), own: { answers: 'NULL' } },
  returnedOften: { aim: () => period, own: empty },
  dutyCalls: { aim: () => ({}), own: empty },
  whistleAssessment: {
    aim: ({ street }) => ({ areaCode: street.code, ...period }),
    own: ok,
    neighbour: areaNotFound,
  },
  // nothing is published here; publication.int-spec.ts has such whistles
  publicWhistles: { aim: ({ street }) => ({ areaCode: street.code }), own: empty },
  supervisionNotices: { aim: () => ({}), own: empty },
  papers: { aim: ({ settled }) => ({ subjectId: settled.id }), own: ok, neighbour: empty },
  paper: { aim: ({ paper }) => ({ id: paper.id }), own: ok, neighbour: { answers: 'NULL' } },
  paperTemplates: { aim: ({ street }) => ({ areaCode: street.grid }), own: ok, neighbour: areaNotFound },
  verifyPaper: {
    aim: ({ paper: { number, code } }) => ({ number, code }),
    own: ok,
    crossings: [
      {
        what: 'with the code of another',
        aim: ({ own, neighbour }) => ({ number: neighbour.paper.number, code: own.paper.code }),
        answers: 'NULL',
      },
    ],
  },
  passings: { aim: () => ({}), own: { answers: 'EMPTY' } },
  replyText: { aim: ({ open }) => ({ id: open.id }), own: ok, neighbour: { answers: 'NOT_FOUND' } },
  calendars: { aim: () => ({}), own: ok },
  absences: {
    aim: ({ street }) => ({ unitId: street.gridOffice.unitId }),
    own: {
      answers: 'EMPTY',
      but: { DEPARTMENT: 'UNIT_NOT_FOUND', COMPANY: 'UNIT_NOT_FOUND', MEDIATOR: 'UNIT_NOT_FOUND' },
    },
    neighbour: { answers: 'UNIT_NOT_FOUND' },
  },
  deputy: {
    aim: ({ street }) => ({ unitId: street.gridOffice.unitId }),
    own: {
      answers: 'NULL',
      but: { DEPARTMENT: 'UNIT_NOT_FOUND', COMPANY: 'UNIT_NOT_FOUND', MEDIATOR: 'UNIT_NOT_FOUND' },
    },
    neighbour: { answers: 'UNIT_NOT_FOUND' },
  },
  categoriesCsv: {
    aim: ({ street }) => ({ areaCode: street.grid }),
    own: ok,
    neighbour: { ...areaNotFound, but: { ADMIN: 'OK' } },
  },
  appealCounts: {
    aim: ({ street }) => ({ areaCode: street.grid, ...period }),
    own: ok,
    neighbour: areaNotFound,
  },
  trackAppeal: {
    aim: ({ settled }) => ({ number: settled.number, secret: settled.secret }),
    own: ok,
    crossings: [
      {
        what: 'with the secret of another',
        aim: ({ own, neighbour }, asker) => ({
          number: asker.length % 2 ? neighbour.open.number : neighbour.settled.number,
          secret: own.settled.secret,
        }),
        answers: 'NOT_FOUND',
      },
    ],
  },
  mediations: { aim: () => ({ first: 5 }), own: ok },
  mediation: {
    aim: ({ settled }) => ({ id: settled.mediationId }),
    own: ok,
    neighbour: { answers: 'NULL' },
  },
  mediationOpenings: openings,
  evidenceOpenings: { ...openings, own: empty },
  followUpTasks: { aim: () => ({}), own: { ...empty, but: { STREET: 'OK' } } },
  threeRates: {
    aim: ({ street }) => ({ areaCode: street.grid, ...period }),
    own: ok,
    neighbour: { ...areaNotFound, but: { DEPARTMENT: 'OK', COMPANY: 'OK' } },
    crossings: [
      {
        what: 'of a unit of the neighbour',
        aim: ({ neighbour }) => ({ unitId: neighbour.street.gridOffice.unitId, ...period }),
        answers: 'OK',
        but: { DEPARTMENT: 'UNIT_NOT_FOUND', COMPANY: 'UNIT_NOT_FOUND' },
      },
    ],
  },
  messages: { aim: () => ({}), own: { ...ok, but: { DISTRICT: 'EMPTY' } } },
  webhooks: { aim: () => ({}), own: { ...empty, but: { DEPARTMENT: 'OK' } } },
  webhookDeliveries: { aim: () => ({}), own: { ...empty, but: { DEPARTMENT: 'OK' } } },
};
