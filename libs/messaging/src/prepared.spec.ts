import { statementName } from './prepared.js';

const asked = (text: string, times: number) => Array.from({ length: times }, () => statementName(text));

describe('the name of a statement', () => {
  it('is given when it comes again and again, and stays', () => {
    const [first, second, third, fourth, fifth] = asked('SELECT 1 FROM again WHERE id = $1', 5);
    expect([first, second, third]).toEqual([undefined, undefined, undefined]);
    expect(fourth).toMatch(/^weisu_\d+$/);
    expect(fifth).toBe(fourth);
  });

  it('is another one for another text', () => {
    expect(asked('SELECT 2', 5).at(-1)).not.toBe(asked('SELECT 3', 5).at(-1));
  });

  it.each([
    'SELECT * FROM clock',
    'SELECT  *\n FROM clock',
    'SELECT a.id, c.* FROM clock c',
    'SELECT 1, * FROM clock',
    'UPDATE clock SET id = $1 RETURNING *',
  ])('is not given where a new column would change the answer: %s', (text) => {
    expect(asked(text, 9).at(-1)).toBeUndefined();
  });

  it('is given to what counts rows, or multiplies', () => {
    expect(asked('SELECT count(*)::int AS count FROM clock', 5).at(-1)).toBeDefined();
    expect(asked('SELECT extract(epoch FROM at) * 1000 FROM clock', 5).at(-1)).toBeDefined();
  });
});
