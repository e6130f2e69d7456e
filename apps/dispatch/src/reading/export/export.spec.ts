import { endingOf, needsContact, needsEvaluation, needsIntake, requireFile, wantedOf } from './export.js';

describe('what an export is asked for', () => {
  it('is columns in the order that they are named, and a purpose without the blanks around it', () => {
    expect(wantedOf(['STATUS', 'NUMBER'], false, undefined)).toEqual({
      columns: ['STATUS', 'NUMBER'],
      named: false,
      purpose: null,
    });
    expect(wantedOf(['NAME'], true, ' 电话回访 ').purpose).toBe('电话回访');
  });

  it.each([
    ['no column', [], false, null, 'EXPORT_COLUMNS_INVALID'],
    ['a column twice', ['NUMBER', 'NUMBER'], false, null, 'EXPORT_COLUMNS_INVALID'],
    ['names for nothing', ['NAME'], true, ' ', 'PURPOSE_REQUIRED'],
    ['a purpose of 201 characters', ['NAME'], true, '访'.repeat(201), 'INVALID_ARGUMENT'],
  ] as const)('is refused: %s', (_, columns, named, purpose, code) => {
    expect(() => wantedOf(columns, named, purpose)).toThrow(expect.objectContaining({ code }));
  });

  it('takes a purpose of 200 characters', () => {
    expect(wantedOf(['NAME'], true, '访'.repeat(200)).purpose).toHaveLength(200);
  });
});

describe('whom an export asks', () => {
  it.each([
    [['NUMBER', 'STATUS', 'UNIT'], false, false, false],
    [['TITLE'], true, false, true],
    [['REPEAT_OF'], true, false, false],
    [['RATING'], false, true, false],
  ] as const)('for %s: intake %s, evaluation %s; a reveal %s', (columns, intake, evaluation, contact) => {
    expect([needsIntake(columns), needsEvaluation(columns), needsContact(columns)]).toEqual([
      intake,
      evaluation,
      contact,
    ]);
  });
});

describe('the file of an export', () => {
  it.each([
    ['WAITING', 'EXPORT_NOT_READY'],
    ['RUNNING', 'EXPORT_NOT_READY'],
    ['FAILED', 'EXPORT_GONE'],
    ['CANCELLED', 'EXPORT_GONE'],
    ['EXPIRED', 'EXPORT_GONE'],
  ] as const)('of one that is %s answers %s', (state, code) => {
    expect(() => requireFile(state)).toThrow(expect.objectContaining({ code }));
  });

  it('is there when it is DONE', () => expect(() => requireFile('DONE')).not.toThrow());
});

describe('the time of an export', () => {
  const askedAt = new Date('2026-11-23T09:00:00+08:00');
  const done = {
    state: 'DONE',
    asked_at: askedAt,
    expires_at: new Date('2026-11-24T09:30:00+08:00'),
  } as const;
  const running = { state: 'RUNNING', asked_at: askedAt, expires_at: null } as const;
  const waiting = { ...running, state: 'WAITING' } as const;

  it.each([
    ['while it is made: an hour, and not a millisecond more', running, '2026-11-23T10:00:00.000+08:00', null],
    ['after that', running, '2026-11-23T10:00:00.001+08:00', { state: 'FAILED', code: 'EXPORT_TOO_LONG' }],
    [
      'also where it has waited for so long',
      waiting,
      '2026-11-23T10:01:00+08:00',
      { state: 'FAILED', code: 'EXPORT_TOO_LONG' },
    ],
    ['of its file: until the day is over', done, '2026-11-24T09:29:59.999+08:00', null],
    ['from then on', done, '2026-11-24T09:30:00.000+08:00', { state: 'EXPIRED', code: null }],
  ])('%s', (_, one, now, ending) => expect(endingOf(one, true, new Date(now))).toEqual(ending));

  it.each([
    [waiting, 'FAILED'],
    [running, 'FAILED'],
    [done, 'EXPIRED'],
  ] as const)('is over with the absence that it was asked for in: %o', (one, state) => {
    expect(endingOf(one, false, askedAt)).toEqual({ state, code: 'NOT_DELEGATED' });
  });
});
