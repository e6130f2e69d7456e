import type { SnapshotSource } from '@weisu/directory-client';
import { intakeConfig } from './config.js';

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const directory = { fetch: () => Promise.reject(new Error('not asked')) } satisfies SnapshotSource;
const complete = {
  PERSONAL_DATA_KEYS: `k2:${key(2)},k1:${key(1)}`,
  PERSON_KEY: key(3),
  TRACKING_KEY: key(4),
};

describe('the configuration of intake', () => {
  it('takes the first key for personal data as the current one, and the others for reading', () => {
    const { keys } = intakeConfig(complete, directory);
    expect(keys.sealing.writesWith).toBe('k2');
    expect([...keys.sealing.keys.keys()]).toEqual(['k2', 'k1']);
    expect(keys.person).toEqual(Buffer.alloc(32, 3));
  });

  it.each([
    { variable: 'PERSONAL_DATA_KEYS', value: undefined },
    { variable: 'PERSONAL_DATA_KEYS', value: '' },
    { variable: 'PERSONAL_DATA_KEYS', value: key(1) },
    { variable: 'PERSONAL_DATA_KEYS', value: 'k1:c2hvcnQ=' },
    { variable: 'PERSONAL_DATA_KEYS', value: `k1:${key(1)},k1:${key(2)}` },
    { variable: 'PERSON_KEY', value: 'c2hvcnQ=' },
    { variable: 'TRACKING_KEY', value: undefined },
  ])('fails with the name of $variable, and not with its value, for $value', ({ variable, value }) => {
    const start = () => intakeConfig({ ...complete, [variable]: value }, directory);
    expect(start).toThrow(variable);
    if (value) expect(start).not.toThrow(value);
  });
});
