import { operations, type Operation } from '@weisu/api';
import { externalKey, externalOf } from './external-key.js';
import { keysOf } from './keys.js';

const id = '0193a8f0-0001-7000-8000-000000000001';
const other = '0193a8f0-0002-7000-8000-000000000001';
const of = (name: keyof typeof operations): Operation => operations[name];

describe('the keys of a call', () => {
  it.each([
    ['an id', 'classifyAppeal', { id, input: {} }, { ids: [id], numbers: [] }],
    ['two ids, each once', 'mergeAppeal', { id, into: other }, { ids: [id, other], numbers: [] }],
    ['an input', 'openMediation', { input: { appealId: id } }, { ids: [id], numbers: [] }],
    ['nothing where an input leaves it out', 'openMediation', { input: {} }, { ids: [], numbers: [] }],
    ['a list', 'blowWhistle', { input: { appealIds: [id, other, id] } }, { ids: [id, other], numbers: [] }],
    ['rows', 'allocateAppeals', { rows: [{ id }, { id: other }] }, { ids: [id, other], numbers: [] }],
    ['a number', 'rateAppeal', { number: '20261123-000001-0' }, { ids: [], numbers: ['20261123-000001-0'] }],
    ['nothing that is no id', 'paper', { id: 'drop table' }, { ids: [], numbers: [] }],
    [
      'a system and its number',
      'importFollowUp',
      { system: 'hotline', number: 'X-1' },
      { ids: [], numbers: [externalKey('hotline', 'X-1')] },
    ],
    ['the keys of a join', 'handlingByAppeal', { keys: [id] }, { ids: [id], numbers: [] }],
    [
      'nothing of what makes a matter',
      'registerAppeal',
      { input: { clientId: id } },
      { ids: [], numbers: [] },
    ],
    [
      'no number that is longer than any',
      'trackAppeal',
      { number: 'x'.repeat(300) },
      { ids: [], numbers: [] },
    ],
  ] as const)('are %s of %s', (_, name, args, keys) => {
    expect(keysOf(of(name), args)).toEqual(keys);
  });

  it('keep a system and its number apart', () => {
    expect(externalOf(externalKey('hotline', '2026\u001f1'))).toEqual({
      system: 'hotline',
      number: '2026\u001f1',
    });
    expect(externalOf('20261123-000001-0')).toBeNull();
  });
});
