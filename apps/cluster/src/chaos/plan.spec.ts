import { planOf } from './plan.js';

const options = {
  durationMs: 600_000,
  replicas: ['intake 1', 'intake 2', 'gateway 1'],
  announcers: ['intake', 'dispatch'],
};

describe('the plan of faults', () => {
  it('is the same for the same seed, and another one for another', () => {
    expect(planOf({ ...options, seed: 7 })).toEqual(planOf({ ...options, seed: 7 }));
    expect(planOf({ ...options, seed: 7 })).not.toEqual(planOf({ ...options, seed: 8 }));
  });

  it('kills, breaks the broker and the database and delivers again even in a minute', () => {
    const kinds = planOf({ ...options, seed: 1, durationMs: 60_000 }).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['kill', 'kafka-kill', 'postgres-crash', 'redeliver']));
  });

  it('hits what is there, within the time that was asked for, in order', () => {
    const faults = planOf({ ...options, seed: 3 });
    const known = [...options.replicas, ...options.announcers, 'Kafka', 'PostgreSQL', 'Keycloak', 'files'];
    expect(faults.filter(({ target }) => !known.includes(target))).toEqual([]);
    expect(faults.every(({ atMs }) => atMs < options.durationMs)).toBe(true);
    expect(faults.map(({ atMs }) => atMs)).toEqual(faults.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
  });

  it('ends the identity provider once in ten minutes, and never in one', () => {
    const ends = (durationMs: number) =>
      planOf({ ...options, seed: 5, durationMs }).filter(({ kind }) => kind === 'keycloak-stop').length;
    expect([ends(600_000), ends(60_000)]).toEqual([1, 0]);
  });
});
