import { checkErasable, checkEraser, isErased, type Course } from './erasure.js';
import { actorOf } from '@weisu/testing';
import { retentionTerms } from './terms.js';

const terms = retentionTerms({ RETENTION_APPELLANT_DAYS: '30', RETENTION_MEDIATION_DAYS: '60' });
const day = (date: string) => new Date(`2026-${date}T12:00:00+08:00`);
const course = (overrides: Partial<Course> = {}): Course => ({
  id: 'a',
  endedAt: day('01-01'),
  mediating: false,
  mediatedAt: null,
  erasedAt: null,
  ...overrides,
});

describe('whether personal data may be erased', () => {
  it.each([
    { what: 'an open matter', course: course({ endedAt: null }), refusal: 'still open' },
    { what: 'a matter in mediation', course: course({ mediating: true }), refusal: 'still open' },
    {
      what: 'a matter whose mediation file has its term',
      course: course({ mediatedAt: day('01-01') }),
      refusal: '2026-03-02',
    },
  ])('is refused for $what, whoever asks', ({ course, refusal }) => {
    for (const ground of ['REQUEST', 'TERM'] as const)
      expect(() => checkErasable(course, ground, day('03-02'), terms)).toThrow(refusal);
  });

  it('waits for the term of the appellant’s data only when nobody asks', () => {
    expect(() => checkErasable(course(), 'TERM', day('01-31'), terms)).toThrow('2026-01-31');
    expect(() => checkErasable(course(), 'TERM', day('02-01'), terms)).not.toThrow();
    expect(() => checkErasable(course(), 'REQUEST', day('01-01'), terms)).not.toThrow();
  });

  it('is allowed when the term of the mediation file is over', () => {
    const mediated = course({ mediatedAt: day('01-01') });
    expect(() => checkErasable(mediated, 'TERM', day('03-03'), terms)).not.toThrow();
  });
});

describe('a matter is erased', () => {
  it.each([
    { what: 'never erased', course: course(), erased: false },
    { what: 'erased after its end', course: course({ erasedAt: day('02-01') }), erased: true },
    {
      what: 'reopened since',
      course: course({ endedAt: null, erasedAt: day('02-01') }),
      erased: false,
    },
    {
      what: 'reopened and ended again since',
      course: course({ endedAt: day('03-01'), erasedAt: day('02-01') }),
      erased: false,
    },
    {
      what: 'mediated since',
      course: course({ mediatedAt: day('03-01'), erasedAt: day('02-01') }),
      erased: false,
    },
  ])('$what: $erased', ({ course, erased }) => {
    expect(isErased(course)).toBe(erased);
  });
});

describe('who may erase', () => {
  const street = actorOf({ roles: ['STREET'], areaCode: '440303003', unitId: '440303003.dispatch-desk' });

  it.each(['440303004029', null])('is no street for a matter in %s that it was only called to', (area) => {
    expect(() => checkEraser(street, area)).toThrow('role or duty');
  });

  it('is the street of the matter, and the district', () => {
    expect(() => checkEraser(street, '440303003020')).not.toThrow();
    expect(() => checkEraser(actorOf({ roles: ['DISTRICT'], areaCode: '440303' }), null)).not.toThrow();
  });
});
