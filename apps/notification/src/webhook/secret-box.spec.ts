import { open, seal } from './secret-box.js';

const one = { id: 'one', bytes: Buffer.alloc(32, 1) };
const two = { id: 'two', bytes: Buffer.alloc(32, 2) };
const iv = Buffer.alloc(12, 9);
const sealed = seal('whsec_c2VjcmV0', 'endpoint-1', one, iv);

describe('a sealed secret', () => {
  it('opens with its key, also when another has become the first', () => {
    expect(open(sealed, 'endpoint-1', [two, one])).toBe('whsec_c2VjcmV0');
    expect(sealed.box.toString('latin1')).not.toContain('whsec');
  });

  it.each([
    { what: 'for another endpoint', open: () => open(sealed, 'endpoint-2', [one]) },
    { what: 'without its key', open: () => open(sealed, 'endpoint-1', [two]) },
    {
      what: 'with another key of the same id',
      open: () => open(sealed, 'endpoint-1', [{ ...two, id: 'one' }]),
    },
    {
      what: 'when it was changed',
      open: () =>
        open({ ...sealed, box: Buffer.concat([sealed.box, Buffer.from([0])]) }, 'endpoint-1', [one]),
    },
  ])('does not open $what', (attempt) => {
    expect(attempt.open).toThrow();
  });
});
