import { parseResident } from './memory.js';

describe('the memory of a process', () => {
  it('is its resident part, in megabytes', () => {
    expect(parseResident('Name:\tnode\nVmHWM:\t  300000 kB\nVmRSS:\t  204800 kB\nThreads:\t11\n')).toBe(200);
  });

  it('is an error once the process has ended', () => {
    expect(() => parseResident('Name:\tnode\nState:\tZ (zombie)\n')).toThrow('has ended');
  });
});
