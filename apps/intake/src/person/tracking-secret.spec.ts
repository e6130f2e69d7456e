import { base32, secretVerifier, trackingSecret } from './tracking-secret.js';

describe('the tracking secret', () => {
  it.each([
    { text: '', encoded: '' },
    { text: 'f', encoded: 'MY' },
    { text: 'fo', encoded: 'MZXQ' },
    { text: 'foo', encoded: 'MZXW6' },
    { text: 'foobar', encoded: 'MZXW6YTBOI' },
  ])('is written as RFC 4648 §10 writes "$text"', ({ text, encoded }) => {
    expect(base32(Buffer.from(text))).toBe(encoded);
  });

  it('is the same for the same appeal, another for another appeal or key, and has 128 bits', () => {
    const key = Buffer.alloc(32, 1);
    const secret = trackingSecret(key, 'a1');
    expect(secret).toMatch(/^[A-Z2-7]{26}$/);
    expect(trackingSecret(key, 'a1')).toBe(secret);
    expect(trackingSecret(key, 'a2')).not.toBe(secret);
    expect(trackingSecret(Buffer.alloc(32, 2), 'a1')).not.toBe(secret);
  });

  it('is verified by its SHA-256', () => {
    expect(secretVerifier('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
