import { fileIds, isId, subjectOf, written } from './subjects.js';

const file = '0193a8f0-0000-7000-8000-00000000f11e';

describe('what a person writes and attaches', () => {
  it.each(['', ' ', '\n\t　'])('refuses the empty text %j', (text) =>
    expect(() => written(text)).toThrow(expect.objectContaining({ code: 'TEXT_EMPTY' })),
  );

  it('takes 20 000 characters and not one more', () => {
    expect(written('字'.repeat(20_000))).toHaveLength(20_000);
    expect(() => written('字'.repeat(20_001))).toThrow(expect.objectContaining({ code: 'TEXT_TOO_LONG' }));
  });

  it('takes each file once, and at most fifty', () => {
    expect(fileIds([file, file.toUpperCase()])).toEqual([file]);
    expect(fileIds(null)).toEqual([]);
    expect(() => fileIds(['photo.jpg'])).toThrow(expect.objectContaining({ code: 'ATTACHMENT_NOT_FOUND' }));
    const many = Array.from({ length: 51 }, (_, n) => file.slice(0, -2) + String(n).padStart(2, '0'));
    expect(() => fileIds(many)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
    expect(fileIds(many.slice(1))).toHaveLength(50);
  });

  it('belongs to the first appeal, or to the whistle itself', () => {
    expect(subjectOf({ id: 'w', appealIds: ['a', 'b'] })).toBe('a');
    expect(subjectOf({ id: 'w', appealIds: [] })).toBe('w');
    expect([file, 'x', ''].map(isId)).toEqual([true, false, false]);
  });
});
