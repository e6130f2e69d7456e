import { entryOf, notFound, type Cases } from './operation-case.js';

const said = '已处理';
const nobody = '0193a8f0-0000-7000-8000-00000000c0de';

/** What called units propose and answer, meetings and inspections: by input that everybody who may is told to correct, so that nothing changes. */
export const meetingCases: Cases = {
  proposeSubstitute: {
    aim: ({ open }, asker) => ({ id: entryOf(open.summonses, asker), unitId: 'nobody', reason: said }),
    own: { answers: 'UNIT_NOT_FOUND' },
    neighbour: notFound,
  },
  decideSubstitute: {
    aim: ({ open }) => ({ id: Object.values(open.summonses)[0], approve: true, reason: said }),
    own: { answers: 'STATE_FORBIDS', but: { STREET: 'FORBIDDEN' } },
    neighbour: notFound,
  },
  answerRating: {
    aim: ({ open }, asker) => ({ id: entryOf(open.summonses, asker), answer: said }),
    own: { answers: 'STATE_FORBIDS' },
    neighbour: notFound,
  },
  callConsultation: {
    aim: ({ open }) => ({
      whistleId: open.whistleId,
      input: { agenda: said, place: said, at: '2026-12-01T09:00:00+08:00', unitIds: ['nobody'] },
    }),
    own: { answers: 'UNIT_NOT_FOUND', but: { STREET: 'FORBIDDEN' } },
    neighbour: notFound,
  },
  recordConsultation: {
    aim: () => ({ id: nobody, input: { attendance: [], record: said, tasks: [] } }),
    own: notFound,
  },
  finishConsultationTask: { aim: () => ({ id: nobody, result: said }), own: notFound },
  recordFinding: {
    aim: ({ settled }) => ({ whistleId: settled.whistleId, input: { place: ' ', text: said } }),
    own: { answers: 'TEXT_EMPTY' },
    neighbour: notFound,
  },
  publishWhistle: {
    aim: ({ settled }) => ({ id: settled.whistleId, text: ' ' }),
    own: { answers: 'TEXT_EMPTY' },
    neighbour: notFound,
  },
  withdrawPublication: {
    aim: ({ settled }) => ({ id: settled.whistleId }),
    own: { answers: 'STATE_FORBIDS' },
    neighbour: notFound,
  },
  handOverFinding: { aim: () => ({ id: nobody, unitId: 'nobody', note: said }), own: notFound },
  serveCorrectionNotice: {
    aim: () => ({ id: nobody, correctBy: '2030-01-01T00:00:00+08:00' }),
    own: notFound,
  },
  confirmCorrection: { aim: () => ({ id: nobody, note: said }), own: notFound },
};
