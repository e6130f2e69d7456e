import { untilRecorded } from './recording.client.js';

const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

describe('what became of a sending', () => {
  it('is written down when the database is back', async () => {
    let failures = 1;
    const record = () => (failures-- > 0 ? Promise.reject(away) : Promise.resolve('recorded'));
    expect(await untilRecorded(record, new AbortController().signal)).toBe('recorded');
  });

  it('is tried once more when the process stops, and then let go', async () => {
    const stopping = new AbortController();
    let tries = 0;
    const record = () => {
      tries += 1;
      if (tries === 1) setImmediate(() => stopping.abort());
      return Promise.reject(away);
    };
    await expect(untilRecorded(record, stopping.signal)).rejects.toBe(away);
    expect(tries).toBe(2);
  });

  it('is not tried again where the database is there and says no', async () => {
    let tries = 0;
    const record = () => {
      tries += 1;
      return Promise.reject(new Error('a mistake of ours'));
    };
    await expect(untilRecorded(record, new AbortController().signal)).rejects.toThrow('a mistake of ours');
    expect(tries).toBe(1);
  });
});
