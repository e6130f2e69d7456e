import { seal, sealBytes, unseal, unsealBytes, type KeyRing } from './index.js';

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

  const refusedFor = (sealed: string, context = 'party:1', keys = ring): unknown => {
    try {
      return unseal(keys, sealed, context);
    } catch (error) {
      return error;
    }
  };
  const lost = (reason: string) => ({ code: 'DATA_KEY_LOST', cause: { message: reason } });
  const wrongKey = 'personal data key k2 does not open it: another key under that id, or a changed value';

  it('says that the key is lost, and to the log which one', () => {
    const sealed = seal(ring, '孙家明', 'party:1', nonce);
    expect(refusedFor(`k9${sealed.slice(2)}`)).toMatchObject(lost('no personal data key k9'));
    const without = { writesWith: 'k1', keys: new Map([['k1', old]]) };
    expect(refusedFor(sealed, 'party:1', without)).toMatchObject(lost('no personal data key k2'));
  });

  it('takes another key under the same id for a lost one', () => {
    const sealed = seal(ring, '孙家明', 'party:1', nonce);
    const other = { writesWith: 'k2', keys: new Map([['k2', Buffer.alloc(32, 9)]]) };
    expect(refusedFor(sealed, 'party:1', other)).toMatchObject(lost(wrongKey));
  });

  it('refuses a text that was moved to another row, or changed', () => {
    const sealed = seal(ring, '孙家明', 'party:1', nonce);
    expect(refusedFor(sealed, 'party:2')).toMatchObject(lost(wrongKey));
    const bytes = Buffer.from(sealed.slice(3), 'base64url');
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect(refusedFor(`k2.${bytes.toString('base64url')}`)).toMatchObject(lost(wrongKey));
  });

  it.each(['nonsense', '', 'k2.', '.AAAA', 'k2.AAAAAAAAAAAAAAAAA', `k2.${'A'.repeat(36)}`, 'k2.孙家明'])(
    'takes "%s" for no sealed value: no key would open it',
    (text) => {
      expect(refusedFor(text)).toMatchObject({ message: 'this is no sealed value' });
    },
  );

  it('seals an empty text, too', () => {
    expect(unseal(ring, seal(ring, '', 'party:1', nonce), 'party:1')).toBe('');
  });

  it('says nothing of the text or the keys', () => {
    const error = refusedFor(seal(ring, '孙家明', 'party:1', nonce), 'party:2') as Error;
    const told = `${error.message} ${(error.cause as Error).message}`;
    expect(told).not.toContain('孙');
    for (const key of ring.keys.values()) expect(told).not.toContain(key.toString('base64'));
  });
});

describe('sealing content with a key of its own', () => {
  const key = Buffer.alloc(32, 5);
  const sealed = sealBytes(key, Buffer.from('孙家明'), 'export:1:0', nonce);

  it('gives back what was sealed and shows nothing of it', () => {
    expect(sealed.includes('孙')).toBe(false);
    expect(unsealBytes(key, sealed, 'export:1:0').toString()).toBe('孙家明');
    expect(
      unsealBytes(key, sealBytes(key, new Uint8Array(), 'export:1:0', nonce), 'export:1:0'),
    ).toHaveLength(0);
  });

  it.each([
    ['with another key', Buffer.alloc(32, 6), sealed, 'export:1:0'],
    ['in another place', key, sealed, 'export:1:1'],
    ['with a byte changed', key, Buffer.from([...sealed.subarray(0, -1), 0]), 'export:1:0'],
  ])('gives nothing %s', (_, given, bytes, context) => {
    expect(() => unsealBytes(given, bytes, context)).toThrow();
  });
});
