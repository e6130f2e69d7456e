import { areaNotFound, entryOf, notFound, ok, type Cases } from './operation-case.js';

const said = '双方到场';
const stale = { expectedVersion: 0 };
const parties = [
  { side: '申请人', name: '陈女士' },
  { side: '被申请人', name: '李先生' },
];
const session = { at: '2026-11-17T09:00:00+08:00', present: [said], record: said };
const agreement = {
  facts: said,
  terms: said,
  performanceWay: said,
  effectiveAt: '2026-11-17T09:30:00+08:00',
};
const precheck = {
  court: '罗湖区人民法院',
  voluntary: true,
  clear: true,
  identityRelation: false,
  titleConfirmation: false,
  otherProcedure: false,
  breaksMandatoryLaw: false,
  harmsThirdParty: false,
};

const opening = (appealId: string, committeeId: string) => ({
  input: { appealId, source: 'APPEAL', kind: 'NEIGHBOURHOOD', committeeId, parties },
});

/** An export that nobody asked for. */
const nobodys = '0193a8f0-0000-7000-8000-00000000e480';

/** Mediation, evaluation, exports of the ledger, notification. */
export const restCases: Cases = {
  openMediation: {
    aim: ({ open, street }) => opening(open.id, street.mediator.committeeId),
    own: ok,
    neighbour: { ...notFound, but: { MEDIATOR: 'FORBIDDEN' } },
    crossings: [
      {
        what: 'of the own committee about the neighbour’s matter',
        aim: ({ own, neighbour }) => opening(neighbour.open.id, own.street.mediator.committeeId),
        ...notFound,
      },
      {
        what: 'of the neighbour’s committee about the own matter',
        aim: ({ own, neighbour }) => opening(own.open.id, neighbour.street.mediator.committeeId),
        answers: 'UNIT_NOT_FOUND',
        but: { MEDIATOR: 'FORBIDDEN' },
      },
    ],
  },
  extendMediation: {
    aim: ({ open }) => ({
      id: open.mediationId,
      input: { days: 0, partyIds: [], agreedAt: '2026-11-17T09:00:00+08:00', record: said },
    }),
    own: { answers: 'CONSENT_MISSING' },
    neighbour: notFound,
  },
  recordConsent: {
    aim: ({ open }) => ({ id: open.mediationId, partyId: open.partyId, consents: true }),
    own: ok,
    neighbour: notFound,
    crossings: [
      {
        what: 'for a party of the neighbour’s',
        aim: ({ own, neighbour }) => ({
          id: own.open.mediationId,
          partyId: neighbour.open.partyId,
          consents: true,
        }),
        ...notFound,
      },
    ],
  },
  recordMediationSession: {
    aim: ({ settled }) => ({ id: settled.mediationId, input: session }),
    own: { answers: 'STATE_FORBIDS' },
    neighbour: notFound,
  },
  concludeMediation: {
    aim: ({ open }) => ({ id: open.mediationId, input: agreement, ...stale }),
    own: { answers: 'VERSION_CONFLICT' },
    neighbour: notFound,
  },
  failMediation: {
    aim: ({ open }) => ({ id: open.mediationId, reason: said, ...stale }),
    own: { answers: 'VERSION_CONFLICT' },
    neighbour: notFound,
  },
  recordPerformance: {
    aim: ({ settled }) => ({ id: settled.mediationId, performed: true, note: said }),
    own: { ...ok, but: { MEDIATOR: 'STATE_FORBIDS' } },
    neighbour: notFound,
  },
  applyJudicialConfirmation: {
    aim: ({ settled }) => ({ id: settled.mediationId, input: precheck }),
    own: { answers: 'STATE_FORBIDS' },
    neighbour: notFound,
  },
  recordConfirmationRuling: {
    aim: ({ settled }) => ({ id: settled.mediationId, confirmed: true }),
    own: { ...ok, but: { MEDIATOR: 'STATE_FORBIDS' } },
    neighbour: notFound,
  },
  recordFollowUp: {
    aim: ({ settled }, asker) => ({
      id: entryOf(settled.followUps, asker),
      input: { contacted: true, outcome: 'SOLVED', satisfaction: 'SATISFIED' },
    }),
    own: { answers: 'FORBIDDEN', but: { GRID: 'FOLLOW_UP_DONE', STREET: 'OK' } },
    neighbour: notFound,
  },
  importFollowUp: {
    aim: ({ external }) => ({
      system: external.system,
      number: external.number,
      input: { contacted: true, outcome: 'SOLVED', satisfaction: 'SATISFIED' },
    }),
    own: ok,
    neighbour: notFound,
    crossings: [
      {
        what: 'under the name of another system',
        aim: ({ own: { external } }) => ({
          ...{ system: 'somebody-else', number: external.number },
          input: { contacted: true, outcome: 'SOLVED', satisfaction: 'SATISFIED' },
        }),
        answers: 'EXTERNAL_SYSTEM',
      },
    ],
  },
  rateAppeal: {
    aim: ({ settled }) => ({ number: settled.number, secret: settled.secret, stars: 4 }),
    own: { answers: 'RATED_ALREADY' },
    crossings: [
      {
        what: 'with the secret of another',
        aim: ({ own, neighbour }, asker) => ({
          number: asker.length % 2 ? neighbour.open.number : neighbour.settled.number,
          secret: own.settled.secret,
          stars: 1,
        }),
        ...notFound,
      },
    ],
  },
  registerWebhook: {
    aim: () => ({ input: { url: 'http://127.0.0.1:9/', events: ['dispatch.unit-called.v1'] } }),
    own: { ...ok, but: { INTEGRATION: 'WEBHOOK_EVENT_UNKNOWN' } },
  },
  replayWebhookDelivery: {
    aim: ({ deliveryId }) => ({ id: deliveryId }),
    own: { ...ok, but: { COMPANY: 'NOT_FOUND', INTEGRATION: 'NOT_FOUND' } },
    neighbour: notFound,
  },
  removeWebhook: {
    aim: ({ webhookId }) => ({ id: webhookId }),
    own: { ...ok, but: { COMPANY: 'NOT_FOUND', INTEGRATION: 'NOT_FOUND' } },
    neighbour: notFound,
  },
  requestLedgerExport: {
    aim: ({ street }) => ({ input: { columns: ['NUMBER', 'STATUS'], filter: { areaCode: street.grid } } }),
    own: ok,
    neighbour: { ...areaNotFound, but: { DEPARTMENT: 'OK', COMPANY: 'OK' } },
  },
  // whoever asked for one sees it: journeys-export.e2e-spec.ts
  ledgerExports: { aim: () => ({}), own: ok },
  ledgerExport: { aim: () => ({ id: nobodys }), own: { answers: 'NULL' } },
  cancelLedgerExport: { aim: () => ({ id: nobodys }), own: notFound },
  fetchLedgerExport: { aim: () => ({ id: nobodys }), own: notFound },
  markMessagesRead: {
    aim: ({ messageIds }) => ({ ids: messageIds }),
    own: { answers: 'EMPTY', but: { STREET: 'OK' } },
    neighbour: { answers: 'EMPTY' },
  },
};
