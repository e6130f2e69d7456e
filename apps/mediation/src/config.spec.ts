import { DemoDirectory } from '@weisu/testing';
import { mediationConfig } from './config.js';

const key = (byte: number): string => Buffer.alloc(32, byte).toString('base64');
const directory = new DemoDirectory();

describe('the configuration of mediation', () => {
  it('writes with the first key and reads with all', () => {
    const { personalDataKeys } = mediationConfig(
      { PERSONAL_DATA_KEYS: `new:${key(2)}, old:${key(1)}` },
      directory,
    );
    expect(personalDataKeys.writesWith).toBe('new');
    expect([...personalDataKeys.keys.keys()]).toEqual(['new', 'old']);
  });

  it.each([
    ['is missing', undefined],
    ['is empty', ' '],
    ['has no id', key(1)],
    ['is too short', `a:${Buffer.alloc(16).toString('base64')}`],
    ['names an id twice', `a:${key(1)},a:${key(2)}`],
  ])('names the variable and not its value when it %s', (_case, value) => {
    const read = () => mediationConfig({ PERSONAL_DATA_KEYS: value }, directory);
    expect(read).toThrow(/^PERSONAL_DATA_KEYS: /);
    if (value?.trim()) expect(read).not.toThrow(value);
  });
});
