import { evidenceOf, fileIds } from './evidence.js';
import { longest, written, writtenIfAny } from './written.js';

describe('a text', () => {
  it.each([
    ['blank', ' \n　', 'TEXT_EMPTY'],
    ['a character too long', '字'.repeat(longest + 1), 'TEXT_TOO_LONG'],
  ])('that is %s is refused', (_, text, code) => {
    expect(() => written(text)).toThrow(expect.objectContaining({ code }));
  });

  it('may have 20 000 characters', () => {
    expect(written('字'.repeat(20_000))).toHaveLength(20_000);
  });

  it('that may be left out is left out when it is blank, and has the same limit', () => {
    expect([writtenIfAny(null), writtenIfAny(undefined), writtenIfAny('  ')]).toEqual([null, null, null]);
    expect(writtenIfAny('有')).toBe('有');
    expect(() => writtenIfAny('字'.repeat(longest + 1))).toThrow(
      expect.objectContaining({ code: 'TEXT_TOO_LONG' }),
    );
  });
});

describe('files', () => {
  const id = '0193a8f0-0000-7000-8000-0000000000ab';

  it('are named once, as they are stored', () => {
    expect(fileIds([id.toUpperCase(), id])).toEqual([id]);
    expect(evidenceOf(id, [id])).toMatchObject([{ payload: { attachmentIds: [id] } }]);
    expect(evidenceOf(id, null)).toEqual([]);
  });

  it('that cannot be ours are not found, and fifty are enough', () => {
    expect(() => fileIds(['../etc'])).toThrow(expect.objectContaining({ code: 'ATTACHMENT_NOT_FOUND' }));
    const many = Array.from(
      { length: 51 },
      (_, n) => `0193a8f0-0000-7000-8000-${String(n).padStart(12, '0')}`,
    );
    expect(() => fileIds(many)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });
});
