import { exportKeys } from './config.js';

const key = (byte: number): string => Buffer.alloc(32, byte).toString('base64');

describe('the configuration of dispatch', () => {
  it('reads the keys of exports, the current one first', () => {
    const ring = exportKeys({ PERSONAL_DATA_KEYS: `k2:${key(2)},k1:${key(1)}` });
    expect(ring.writesWith).toBe('k2');
    expect([...ring.keys.keys()]).toEqual(['k2', 'k1']);
  });

  it.each([undefined, '', key(1), 'k1:c2hvcnQ='])('names the variable and not its value: %s', (value) => {
    const read = () => exportKeys({ PERSONAL_DATA_KEYS: value });
    expect(read).toThrow(/^configuration of dispatch: PERSONAL_DATA_KEYS: /);
    if (value) expect(read).not.toThrow(value);
  });
});
