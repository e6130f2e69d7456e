import { evidenceKey, fileAsked } from './index.js';

const [file, one, two] = ['f', '1', '2'].map((mark) => mark.padStart(8, '0')) as [string, string, string];

describe('a file that is asked for', () => {
  it.each([
    { key: file, asked: { id: file, evidenceOf: null } },
    { key: file.toUpperCase(), asked: { id: file, evidenceOf: null } },
    { key: evidenceKey(file, [one, two]), asked: { id: file, evidenceOf: [one, two] } },
    { key: evidenceKey(file, []), asked: { id: file, evidenceOf: [] } },
    { key: '', asked: { id: '', evidenceOf: null } },
  ])('by $key', ({ key, asked }) => {
    expect(fileAsked(key)).toEqual(asked);
  });
});
