import { mostBytes, OpenUploads } from './open-uploads.js';

const none = () => undefined;

describe('uploads that are open', () => {
  it('are two of one person, and closing one makes place for the next; of a network as many as come', () => {
    const uploads = new OpenUploads();
    const first = uploads.begin('a', 'SIGNED_IN', 0, none);
    expect(uploads.begin('a', 'SIGNED_IN', 0, none)).not.toBeNull();
    expect(uploads.begin('a', 'SIGNED_IN', 0, none)).toBeNull();
    expect(uploads.begin('b', 'SIGNED_IN', 0, none)).not.toBeNull();
    for (let n = 0; n < 30; n += 1) expect(uploads.begin('a', 'ANONYMOUS', 0, none)).not.toBeNull();
    first?.close();
    expect(uploads.begin('a', 'SIGNED_IN', 0, none)).not.toBeNull();
  });

  it('of whoever holds most bytes make room first, however slow another’s are', () => {
    const uploads = new OpenUploads();
    const ended: string[] = [];
    uploads.begin('resident', 'ANONYMOUS', 0, () => ended.push('resident'))?.received(1_000, 60_000);
    for (let n = 0; n < 30; n += 1)
      uploads
        .begin('flood', 'ANONYMOUS', 59_000, () => ended.push('flood'))
        ?.received(mostBytes / 20, 60_000 + n);
    expect(ended).toHaveLength(11);
    expect(new Set(ended)).toEqual(new Set(['flood']));
  });

  it('end the slowest where too much lies in memory, and refuse nobody who comes', () => {
    const uploads = new OpenUploads();
    const ended: string[] = [];
    const half = mostBytes / 2;
    const slow = uploads.begin('slow', 'ANONYMOUS', 0, () => ended.push('slow'));
    slow?.received(half, 60_000);
    const fast = uploads.begin('fast', 'ANONYMOUS', 59_000, () => ended.push('fast'));
    fast?.received(half, 62_000);
    expect(ended).toEqual([]);
    const next = uploads.begin('next', 'ANONYMOUS', 62_000, () => ended.push('next'));
    next?.received(1, 62_001);
    expect(ended).toEqual(['slow']);
  });

  it('without an account never end one of somebody with an account', () => {
    const uploads = new OpenUploads();
    const ended: string[] = [];
    uploads.begin('staff', 'SIGNED_IN', 0, () => ended.push('staff'))?.received(1, 60_000);
    for (let n = 0; n < 40; n += 1)
      uploads
        .begin(`a${n}`, 'ANONYMOUS', 60_000, () => ended.push('anonymous'))
        ?.received(mostBytes / 20, 60_001 + n);
    expect(new Set(ended)).toEqual(new Set(['anonymous']));
  });
});
