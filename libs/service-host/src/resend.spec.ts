import { resend } from './resend.js';

describe('the command that sends events again', () => {
  it.each([
    { said: 'nothing', rest: [] },
    { said: 'an instant without an offset', rest: ['--since', '2026-11-22T08:00:00'] },
    { said: 'a day alone', rest: ['--since', '2026-11-22'] },
    { said: 'no such day', rest: ['--since', '2026-13-41T08:00:00Z'] },
    { said: 'an instant to come', rest: ['--since', '9999-01-01T00:00:00Z'] },
  ])('refuses $said before it touches the database', async ({ rest }) => {
    const nowhere = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
    await expect(resend({ schema: 'intake' }, nowhere, rest, () => undefined)).rejects.toThrow(
      'usage: republish',
    );
  });
});
