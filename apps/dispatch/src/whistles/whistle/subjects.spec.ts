import { isId } from '@weisu/contracts';
import { fileIds } from '../../ground/note/evidence.js';
import { subjectOf } from './subjects.js';

const file = '0193a8f0-0000-7000-8000-00000000f11e';

describe('what a whistle belongs to, and what is attached', () => {
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
