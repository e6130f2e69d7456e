import { seal, unseal, type KeyRing } from './sealing.js';

const old = Buffer.alloc(32, 1);
const ring: KeyRing = {
  writesWith: 'k2',
  keys: new Map([
    ['k2', Buffer.alloc(32, 2)],
    ['k1', old],
  ]),
};
const nonce = Buffer.alloc(12, 7);

describe('sealing personal data', () => {
  it('gives back what was sealed and shows nothing of it', () => {
    const sealed = seal(ring, '孙家明 13800138000', 'party:1', nonce);
    expect(sealed).toMatch(/^k2\.[A-Za-z0-9_-]+$/);
    expect(Buffer.from(sealed.slice(3), 'base64url').includes('孙')).toBe(false);
    expect(unseal(ring, sealed, 'party:1')).toBe('孙家明 13800138000');
  });

  it('reads what an older key wrote', () => {
    const sealed = seal({ writesWith: 'k1', keys: new Map([['k1', old]]) }, '孙家明', 'party:1', nonce);
    expect(unseal(ring, sealed, 'party:1')).toBe('孙家明');
  });

  it('refuses a text that was moved to another row, changed, or sealed with an unknown key', () => {
    const sealed = seal(ring, '孙家明', 'party:1', nonce);
    expect(() => unseal(ring, sealed, 'party:2')).toThrow();
    const bytes = Buffer.from(sealed.slice(3), 'base64url');
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect(() => unseal(ring, `k2.${bytes.toString('base64url')}`, 'party:1')).toThrow();
    expect(() => unseal(ring, `k2.${sealed.slice(3, 20)}`, 'party:1')).toThrow();
    expect(() => unseal(ring, `k9${sealed.slice(2)}`, 'party:1')).toThrow('no personal data key k9');
    expect(() => unseal(ring, 'nonsense', 'party:1')).toThrow('no personal data key');
  });
});
