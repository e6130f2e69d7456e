import { personKey, type Reporter } from './person-key.js';

describe('the same person', () => {
  const key = Buffer.alloc(32, 1);
  const same = (one: Reporter, other: Reporter) =>
    personKey(key, one)?.equals(personKey(key, other) ?? Buffer.of());

  it('is known by the phone, whatever name is given with it', () => {
    expect(same(reporter({ phone: '13812345678' }), reporter({ phone: '13812345678', name: '张三' }))).toBe(
      true,
    );
    expect(same(reporter({ phone: '13812345678' }), reporter({ phone: '13812345679' }))).toBe(false);
  });

  it('is known by a name only within the system that wrote it', () => {
    const one = reporter({ name: 'A0182491', system: '12345' });
    expect(same(one, reporter({ name: 'Ａ0182491 ', system: '12345' }))).toBe(true);
    expect(same(one, reporter({ name: 'A0182491', system: 'forum' }))).toBe(false);
    expect(same(one, reporter({ name: 'A0182492', system: '12345' }))).toBe(false);
  });

  it('is unknown without a phone or a vouched name', () => {
    expect(personKey(key, reporter({}))).toBeNull();
    expect(personKey(key, reporter({ name: '张三' }))).toBeNull();
    expect(personKey(key, reporter({ system: '12345' }))).toBeNull();
  });
});

function reporter(given: Partial<Reporter>): Reporter {
  return { name: null, phone: null, system: null, ...given };
}
