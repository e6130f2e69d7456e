import { totpCode } from './totp.js';

describe('the code of a second factor', () => {
  // RFC 6238 appendix B, SHA-1, the last six of its eight digits; the key is the ASCII text 12345678901234567890.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [20_000_000_000, '353130'],
  ])('%s seconds after the epoch is %s', (seconds, code) => {
    expect(totpCode('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', new Date(seconds * 1_000))).toBe(code);
  });
});
