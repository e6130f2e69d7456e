import { eventCatalogue } from '@weisu/contracts';
import type { Entry } from '../../ground/ledger/ledger.js';
import { later, monday } from '../../case.fixture.js';
import { mergedSteps, publicSteps } from './progress.js';

const entryOf = (type: string, payload: Entry['payload'] = {}, at = monday): Entry => ({
  appeal_id: 'a',
  service: 'DISPATCH',
  sequence: 1,
  type,
  at,
  actor_subject: '陈佳慧',
  actor_kind: 'OFFICIAL',
  unit_id: 'desk',
  delegate_id: null,
  payload,
});
const everything = {
  unitId: 'grid',
  noteId: 'note',
  leaderId: '陈佳慧',
  kind: 'EXTEND',
  approved: true,
  endorsed: true,
};

const shown = [
  'dispatch.appeal-closed.v1',
  'dispatch.appeal-declined.v1',
  'dispatch.appeal-merged.v1',
  'dispatch.appeal-reopened.v1',
  'dispatch.appeal-resolved.v1',
  'dispatch.appeal-unmerged.v1',
  'dispatch.appeal-withdrawn.v1',
  'dispatch.appellant-contacted.v1',
  'dispatch.appellant-messaged.v1',
  'dispatch.facts-verified.v1',
  'dispatch.first-contact-made.v1',
  'dispatch.first-verification-made.v1',
  'dispatch.put-on-account.v1',
  'dispatch.reported-back.v1',
  'dispatch.request-decided.v1',
  'dispatch.unit-reported-in.v1',
  'dispatch.whistle-blown.v1',
  'dispatch.whistle-endorsed.v1',
  'dispatch.work-order-accepted.v1',
  'dispatch.work-order-dispatched.v1',
  'dispatch.work-order-resolved.v1',
  'evaluation.appeal-rated.v1',
  'intake.appeal-registered.v1',
  'intake.personal-data-erased.v1',
  'mediation.mediation-agreed.v1',
  'mediation.mediation-opened.v1',
  'notification.text-message-unsent.v1',
];

describe('what a resident may see', () => {
  it('is this list of events and nothing else', () => {
    const types = [...eventCatalogue.keys()].filter(
      (type) => publicSteps([entryOf(type, everything)]).length,
    );
    expect(types.sort()).toEqual(shown);
  });

  it('never the name of an official, whatever the event holds', () => {
    const steps = publicSteps([...eventCatalogue.keys()].map((type) => entryOf(type, everything)));
    expect(JSON.stringify(steps)).not.toContain('陈佳慧');
  });

  it('the text of a decline, which was written for them, and no other note', () => {
    const steps = publicSteps([...eventCatalogue.keys()].map((type) => entryOf(type, everything)));
    expect(steps.filter((step) => step.noteId).map((step) => step.label)).toEqual(['不予受理']);
  });

  it.each([
    [{ kind: 'EXTEND', approved: true, endorsed: true }, ['已批准延期']],
    [{ kind: 'DEFER', approved: true }, ['已批准暂缓办理']],
    [{ kind: 'DEFER', approved: false }, []],
    [{ kind: 'RETURN', approved: true }, []],
  ])('of a decision %o: %o', (payload, labels) => {
    expect(publicSteps([entryOf('dispatch.request-decided.v1', payload)]).map((step) => step.label)).toEqual(
      labels,
    );
  });
});

describe('of a merged matter', () => {
  const own = [
    entryOf('intake.appeal-registered.v1', {}, monday),
    entryOf('dispatch.appeal-merged.v1', {}, later(10)),
  ];
  const target = [
    entryOf('intake.appeal-registered.v1', {}, monday),
    entryOf('dispatch.work-order-dispatched.v1', { unitId: 'grid' }, later(5)),
    entryOf('dispatch.appellant-contacted.v1', {}, later(20)),
    entryOf('dispatch.appeal-declined.v1', { noteId: 'theirs' }, later(30)),
    entryOf('dispatch.appeal-closed.v1', {}, later(40)),
  ];

  it('its own steps, then what became of the one it is handled with, without what is another resident’s own', () => {
    const steps = mergedSteps(own, target);
    expect(steps.map((step) => step.label)).toEqual(['已登记', '与同类事项合并办理', '不予受理', '已结案']);
    expect(steps.every((step) => step.noteId === null)).toBe(true);
  });
});
