import { ArgumentError, coerceArguments, maxLoadKeys, type OperationName } from './index.js';

describe('coercing arguments', () => {
  it('fills in defaults', () => {
    expect(coerceArguments('workbench', {})).toEqual({ first: 20, order: 'DEADLINE' });
    expect(coerceArguments('summonses', undefined)).toEqual({ open: true });
  });

  it('takes an explicit null for the default, also inside an input', () => {
    expect(coerceArguments('workbench', { first: null, after: null })).toEqual({
      first: 20,
      after: null,
      order: 'DEADLINE',
    });
    const { input } = coerceArguments('submitAppeal', {
      input: { text: '路灯不亮', kind: null, phone: null },
    });
    expect(input).toEqual({
      text: '路灯不亮',
      kind: 'PERSON',
      confidential: false,
      channel: 'WEB',
      phone: null,
    });
  });

  it('turns a DateTime into a Date and leaves a Date a text', () => {
    const account = coerceArguments('putOnAccount', {
      id: '1',
      measures: '每周检查',
      dueBy: '2026-11-21T09:30:00+08:00',
    });
    expect(account.dueBy).toEqual(new Date('2026-11-21T01:30:00Z'));
    const counts = coerceArguments('appealCounts', {
      areaCode: '440303',
      from: '2026-11-01',
      until: '2026-11-30',
    });
    expect(counts.from).toBe('2026-11-01');
  });

  it('takes what people wrote as it is kept, names as they write them, and leaves alone what services tell each other', () => {
    const { input } = coerceArguments('submitAppeal', {
      input: { text: '路\u200b灯\r\n不亮e\u0301', name: '\uf979\u202e', address: '翠竹\u2060路\ufa19' },
    });
    expect(input).toMatchObject({ text: '路灯\n不亮\u00e9', name: '\uf979', address: '翠竹路\ufa19' });
    const session = { at: '2026-11-21T09:30:00+08:00', present: ['甲\ufeff', '\uf979'], record: '\uf979' };
    expect(coerceArguments('recordMediationSession', { id: '1', input: session }).input).toMatchObject({
      present: ['甲', '\uf979'],
      record: '\u51c9',
    });
    expect(coerceArguments('subjectsOf', { keys: ['a\u200b'] })).toEqual({ keys: ['a\u200b'] });
  });

  it('hands the owner of a filter the ids that its lookup answered', () => {
    expect(coerceArguments('appeals', { filter: { ids: ['1', '2'] } })).toEqual({
      filter: { ids: ['1', '2'] },
      first: 20,
    });
    expect(coerceArguments('appealIdsByText', { text: '路灯' })).toEqual({ text: '路灯' });
  });

  it('coerces internal operations by the same rules', () => {
    expect(coerceArguments('expireFiles', { before: '2026-11-21T00:00:00Z' })).toEqual({
      before: new Date('2026-11-21T00:00:00Z'),
    });
    expect(coerceArguments('readJournal', { after: 7 })).toEqual({ after: '7', first: 500 });
  });

  it('takes up to the limit of keys for a load', () => {
    const keys = Array.from({ length: maxLoadKeys }, (_, index) => `${index}`);
    expect(coerceArguments('unitsById', { keys })).toEqual({ keys });
    expect(() => coerceArguments('unitsById', { keys: [...keys, 'one more'] })).toThrow('keys: At most 1000');
  });
});

describe('refusing arguments', () => {
  const handlers = [{ unitId: 'u', role: 'LEAD' }];
  const cases: readonly {
    fault: string;
    name: OperationName;
    args: unknown;
    path: string;
    reason: RegExp;
  }[] = [
    {
      fault: 'an enum value that is none',
      name: 'allocateAppeal',
      args: { id: '1', handlers: [...handlers, { unitId: 'v', role: 'HELP' }] },
      path: 'handlers[1].role',
      reason: /"HELP" does not exist in "HandlerRole"/,
    },
    {
      fault: 'a missing argument',
      name: 'allocateAppeal',
      args: { handlers },
      path: '',
      reason: /"id" of required type "ID!" was not provided/,
    },
    {
      fault: 'a missing field of an input',
      name: 'submitAppeal',
      args: { input: { title: '路灯' } },
      path: 'input',
      reason: /"text" of required type/,
    },
    {
      fault: 'a null that may not be',
      name: 'submitAppeal',
      args: { input: { text: null } },
      path: 'input.text',
      reason: /not to be null/,
    },
    {
      fault: 'an unknown field',
      name: 'submitAppeal',
      args: { input: { text: '路灯', status: 'CLOSED' } },
      path: 'input',
      reason: /"status" is not defined/,
    },
    {
      fault: 'the public name of a looked-up field',
      name: 'appeals',
      args: { filter: { text: '路灯' } },
      path: 'filter',
      reason: /"text" is not defined/,
    },
    {
      fault: 'an unknown argument',
      name: 'me',
      args: { as: 'admin' },
      path: '',
      reason: /"as" is not defined/,
    },
    {
      fault: 'a bad area code',
      name: 'area',
      args: { code: '4403' },
      path: 'code',
      reason: /6, 9, 12 or 15 digits/,
    },
    {
      fault: 'a number as area code',
      name: 'area',
      args: { code: 440303 },
      path: 'code',
      reason: /string of/,
    },
    {
      fault: 'an instant without offset',
      name: 'expireFiles',
      args: { before: '2026-11-21T00:00:00' },
      path: 'before',
      reason: /RFC 3339/,
    },
    {
      fault: 'a day that does not exist',
      name: 'profile',
      args: { areaCode: '440303', on: '2026-02-29' },
      path: 'on',
      reason: /a day that exists/,
    },
    {
      fault: 'a number for a text',
      name: 'recordContact',
      args: { id: '1', note: 5 },
      path: 'note',
      reason: /String/,
    },
    {
      fault: 'a NUL character',
      name: 'recordContact',
      args: { id: '1', note: 'a\u0000b' },
      path: 'note',
      reason: /NUL/,
    },
    { fault: 'a list for the arguments', name: 'me', args: [], path: '', reason: /to be an object/ },
    {
      fault: 'a load without keys',
      name: 'unitsById',
      args: {},
      path: '',
      reason: /"keys" of required type/,
    },
    {
      fault: 'a null key',
      name: 'unitsById',
      args: { keys: [null] },
      path: 'keys[0]',
      reason: /not to be null/,
    },
  ];

  it.each(cases)('names the place and the reason of $fault', ({ name, args, path, reason }) => {
    const error = errorOf(() => coerceArguments(name, args));
    expect(error).toBeInstanceOf(ArgumentError);
    expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', path, reason: expect.stringMatching(reason) });
  });
});

function errorOf(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}
