import { framed, partsIn } from './frames.js';

const parts = [Buffer.from('large'), Buffer.alloc(0), Buffer.from('small')];

it('an answer holds its parts in their order', () => {
  expect(partsIn(framed(parts)).map(String)).toEqual(['large', '', 'small']);
  expect(partsIn(Buffer.alloc(0))).toEqual([]);
});

it('an answer that ends within a part is none', () => {
  expect(() => partsIn(framed(parts).subarray(0, 7))).toThrow('ends early');
  expect(() => partsIn(Buffer.from([0, 0]))).toThrow();
});
