import { accountSubject } from '@weisu/contracts';
import { areaNotFound, notFound, ok, type Cases } from './operation-case.js';

/** No matter has this version: who gets so far was allowed to, and nothing is changed by it. */
const stale = { expectedVersion: 0 };
const allowed = { answers: 'VERSION_CONFLICT' };
const said = '按规定办理';

/** Mutations of intake, and what dispatch does with a whole matter. */
export const appealCases: Cases = {
  submitAppeal: { aim: () => ({ input: { text: '反映一件事', areaCode: '440303003020' } }), own: ok },
  registerAppeal: {
    aim: ({ street }) => ({
      input: { text: '来电反映一件事', areaCode: street.grid, channel: 'DIRECT_LINE' },
    }),
    own: ok,
    neighbour: { ...areaNotFound, but: { INTEGRATION: 'OK' } },
    crossings: [
      {
        what: 'under the name of another system',
        aim: ({ own }, asker) => ({
          input: {
            ...{ text: '另一系统的一件事', areaCode: own.street.grid, channel: 'HOTLINE_12345' },
            external: {
              ...{ system: 'somebody-else', number: `of ${asker}` },
              ...{ dispatchedAt: '2026-11-17T09:00:00+08:00', dueBy: '2026-11-24T18:00:00+08:00' },
            },
          },
        }),
        // by hand it is typed by who receives, and stands beside the system's own
        ...{
          answers: 'OK',
          but: { COMMUNITY: 'FORBIDDEN', GRID: 'FORBIDDEN', INTEGRATION: 'EXTERNAL_SYSTEM' },
        },
      },
    ],
  },
  recordOnTheSpot: {
    aim: ({ street }, asker) => ({
      input: {
        text: '清理杂物',
        areaCode: street.grid,
        occurredAt: '2026-11-17T09:50:00+08:00',
        outcome: 'SETTLED',
        action: '当场清理',
        clientId: `authorisation-${asker}`,
      },
    }),
    own: ok,
    neighbour: areaNotFound,
  },
  relocateAppeal: {
    aim: ({ open, street }) => ({ id: open.id, areaCode: street.grid, reason: said }),
    own: ok,
    neighbour: notFound,
    crossings: [
      {
        what: 'into the street of the neighbour',
        aim: ({ own, neighbour }) => ({ id: own.open.id, areaCode: neighbour.street.grid, reason: said }),
        ...areaNotFound,
      },
    ],
  },
  recordFirstContact: {
    aim: ({ open }) => ({ id: open.id, note: said }),
    own: ok,
    neighbour: notFound,
  },
  recordFirstVerification: {
    aim: ({ open }) => ({ id: open.id, facts: said }),
    own: ok,
    neighbour: notFound,
  },
  revealAppellant: {
    aim: ({ settled }) => ({ id: settled.id, purpose: said }),
    own: ok,
    neighbour: notFound,
  },
  // Who gets so far was allowed to: what is open is not erased.
  erasePersonalData: {
    aim: ({ open }) => ({ appealId: open.id, reason: said }),
    own: { answers: 'ERASURE_MATTER_OPEN' },
    neighbour: notFound,
  },
  classifyAppeal: {
    aim: ({ open }) => ({
      id: open.id,
      input: { category: 'WATER-SEEPAGE', nature: 'DISPUTE', urgency: 'FAST' },
    }),
    own: { ...ok, but: { DISTRICT: 'FORBIDDEN', COMMUNITY: 'FORBIDDEN' } },
    neighbour: notFound,
  },
  declineAppeal: {
    aim: ({ open }) => ({ id: open.id, ground: 'OUT_OF_SCOPE', explanation: said, ...stale }),
    own: { ...allowed, but: { DISTRICT: 'FORBIDDEN' } },
    neighbour: notFound,
  },
  mergeAppeal: {
    aim: ({ open, settled }) => ({ id: open.id, into: settled.id, ...stale }),
    own: { ...allowed, but: { DISTRICT: 'FORBIDDEN', COMMUNITY: 'FORBIDDEN' } },
    neighbour: notFound,
    crossings: [
      {
        what: 'the own into the neighbour’s',
        aim: ({ own, neighbour }) => ({ id: own.open.id, into: neighbour.open.id }),
        ...notFound,
      },
      {
        what: 'the neighbour’s into the own',
        aim: ({ own, neighbour }) => ({ id: neighbour.open.id, into: own.open.id }),
        ...notFound,
      },
    ],
  },
  unmergeAppeal: {
    aim: ({ merged }) => ({ id: merged.id, reason: said, ...stale }),
    own: { ...allowed, but: { DISTRICT: 'FORBIDDEN', COMMUNITY: 'FORBIDDEN' } },
    neighbour: notFound,
  },
  separateAppeal: {
    aim: ({ withdrawable }) => ({
      number: withdrawable.number,
      secret: withdrawable.trackingSecret,
      reason: said,
    }),
    own: { answers: 'STATE_FORBIDS' },
    crossings: [
      {
        what: 'with the secret of another',
        aim: ({ own, neighbour }) => ({
          // guesses are counted by number: those of withdrawAppeal are its own
          number: neighbour.merged.number,
          secret: own.withdrawable.trackingSecret,
          reason: said,
        }),
        ...notFound,
      },
    ],
  },
  withdrawAppeal: {
    aim: ({ withdrawable }) => ({ number: withdrawable.number, secret: withdrawable.trackingSecret }),
    own: ok,
    crossings: [
      {
        what: 'with the secret of another',
        aim: ({ own, neighbour }) => ({
          number: neighbour.withdrawable.number,
          secret: own.withdrawable.trackingSecret,
        }),
        ...notFound,
      },
    ],
  },
  allocateAppeal: {
    aim: ({ open, street }) => ({
      id: open.id,
      handlers: [{ unitId: street.gridOffice.unitId, role: 'LEAD' }],
      ...stale,
    }),
    own: { ...allowed, but: { DISTRICT: 'FORBIDDEN', COMMUNITY: 'FORBIDDEN' } },
    neighbour: notFound,
    crossings: [
      {
        what: 'to a unit of the neighbour',
        aim: ({ own, neighbour }) => ({
          id: own.open.id,
          handlers: [{ unitId: neighbour.street.gridOffice.unitId, role: 'LEAD' }],
        }),
        answers: 'UNIT_NOT_FOUND',
        but: { DISTRICT: 'FORBIDDEN', COMMUNITY: 'FORBIDDEN' },
      },
    ],
  },
  assignCaseLeader: {
    aim: ({ open }) => ({ id: open.id, leaderId: accountSubject('street'), duties: [said] }),
    own: ok,
    neighbour: notFound,
  },
  putOnAccount: {
    aim: ({ open }) => ({ id: open.id, measures: said, dueBy: '2026-12-31T18:00:00+08:00' }),
    own: { ...ok, but: { STREET: 'STATE_FORBIDS' } },
    neighbour: notFound,
  },
  claimAccount: {
    aim: ({ open }) => ({ id: open.id }),
    own: { ...ok, but: { STREET: 'STATE_FORBIDS' } },
    neighbour: notFound,
  },
  strikeOffAccount: {
    aim: ({ open }) => ({ id: open.id, acceptance: said }),
    own: { ...ok, but: { STREET: 'STATE_FORBIDS' } },
    neighbour: notFound,
  },
  closeAppeal: {
    aim: ({ settled }) => ({ id: settled.id, closing: { solved: true, meansExhausted: true }, ...stale }),
    own: { ...allowed, but: { COMMUNITY: 'FORBIDDEN' } },
    neighbour: notFound,
  },
  reopenAppeal: {
    aim: ({ settled }) => ({ id: settled.id, reason: said, ...stale }),
    own: { ...allowed, but: { COMMUNITY: 'FORBIDDEN' } },
    neighbour: notFound,
  },
  reportBack: {
    aim: ({ external }) => ({ id: external.id, reply: said }),
    own: { answers: 'STATE_FORBIDS' },
    neighbour: notFound,
  },
  recordSenderVerdict: {
    aim: ({ external }) => ({ system: external.system, number: external.number, accepted: true }),
    own: { answers: 'STATE_FORBIDS' },
    neighbour: notFound,
    crossings: [
      {
        what: 'under the name of another system',
        aim: ({ own: { external } }) => ({
          system: 'somebody-else',
          number: external.number,
          accepted: true,
        }),
        ...{ ...notFound, but: { INTEGRATION: 'EXTERNAL_SYSTEM' } },
      },
    ],
  },
};
