import { open, seal } from './sealing.js';

describe('sealed personal data', () => {
  const iv = Buffer.alloc(12, 7);
  const old = { current: 'k1', keys: new Map([['k1', Buffer.alloc(32, 1)]]) };
  const rotated = { current: 'k2', keys: new Map([...old.keys, ['k2', Buffer.alloc(32, 2)]]) };

  it('opens with the key it names, also after another key became the current one', () => {
    const before = seal(old, '张三', 'a1:name', iv);
    expect(before).toMatch(/^k1\.[\w-]+$/);
    expect(before).not.toContain('张三');
    expect(open(rotated, before, 'a1:name')).toBe('张三');
    expect(seal(rotated, '张三', 'a1:name', iv)).toMatch(/^k2\./);
  });

  it('does not open in another row or field, when it was changed, or without its key', () => {
    const sealed = seal(old, '13812345678', 'a1:phone', iv);
    expect(() => open(old, sealed, 'a2:phone')).toThrow();
    expect(() => open(old, sealed, 'a1:name')).toThrow();
    expect(() => open(old, `${sealed.slice(0, -2)}AA`, 'a1:phone')).toThrow();
    expect(() => open({ keys: new Map() }, sealed, 'a1:phone')).toThrow('no key k1');
  });
});
