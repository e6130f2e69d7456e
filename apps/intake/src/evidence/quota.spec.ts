import { anonymousQuota, checkQuota, quotaSince } from './quota.js';

const { bytes } = anonymousQuota;

describe('the uploads of an address without a token', () => {
  it.each([
    { files: 0, used: 0, size: 20 },
    { files: 4, used: 0, size: 20 },
    { files: 1, used: bytes - 20, size: 20 },
  ])('may be one more after $files files and $used bytes', ({ files, used, size }) => {
    expect(() => checkQuota({ files, bytes: used }, size)).not.toThrow();
  });

  it.each([
    { files: 5, used: 0, size: 20 },
    { files: 1, used: bytes - 20, size: 21 },
  ])('must wait after $files files and $used bytes', ({ files, used, size }) => {
    expect(() => checkQuota({ files, bytes: used }, size)).toThrow('Too many attempts');
  });

  it('count for an hour', () => {
    expect(quotaSince(new Date('2026-11-23T09:00:00Z'))).toEqual(new Date('2026-11-23T08:00:00Z'));
  });
});
