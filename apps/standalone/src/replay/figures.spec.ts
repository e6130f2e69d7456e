import { discrepancies, type Counts, type Figures, type Known, type Rates } from './figures.js';

describe('figures of a replay', () => {
  it('add up when the system counts what was done', () => {
    expect(discrepancies(figures(0), figures(10), known())).toEqual([]);
  });

  it('add up in a district that had matters before', () => {
    const doubled = figures(20);
    expect(discrepancies(figures(10), doubled, known())).toEqual([]);
  });

  it.each([
    {
      what: 'a matter that no status counts',
      after: figures(10, { byStatus: { CLOSED: 9 } }),
      says: 'registered by status',
    },
    {
      what: 'a channel without its matter',
      after: figures(10, { byChannel: { WEB: 11 } }),
      says: 'by channel',
    },
    { what: 'a repeat too few', after: figures(10, { repeats: 0 }), says: 'repeats: 0, not 1' },
    { what: 'a whistle that nobody blew', after: figures(10, { whistles: 3 }), says: 'whistles: 3, not 2' },
    {
      what: 'someone in the population who never answered',
      after: figures(10, {}, { population: 11 }),
      says: 'population',
    },
    { what: 'more solved than answered', after: figures(10, {}, { solved: 11 }), says: 'solved: 11, not 9' },
    {
      what: 'a rate that is not its counts',
      after: figures(10, {}, { satisfactionRate: 0.5 }),
      says: 'satisfactionRate 0.5',
    },
    {
      what: 'streets that are not the whole',
      after: { ...figures(10), byStreet: [] },
      says: 'of the streets together',
    },
  ])('do not with $what', ({ after, says }) => {
    expect(discrepancies(figures(0), after, known()).join('\n')).toContain(says);
  });

  it('do not when a matter was left unfinished', () => {
    expect(discrepancies(figures(0), figures(10), { ...known(), unfinished: 1 })).toEqual([
      '1 matters were left unfinished',
    ]);
  });
});

/** Ten registered, answered by all: nine solved, eight satisfied. */
function known(): Known {
  return {
    registered: new Map([['440303', 10]]),
    repeats: 1,
    declined: 0,
    withdrawn: 0,
    closed: 10,
    whistles: 2,
    mediations: 1,
    answered: 10,
    solved: 9,
    satisfied: 8,
    unfinished: 0,
  };
}

function figures(matters: number, counts: Partial<Counts> = {}, rates: Partial<Rates> = {}): Figures {
  const part = matters / 10;
  const area: Counts = {
    byStatus: { CLOSED: matters },
    byChannel: { HOTLINE_12345: matters },
    repeats: part,
    found: 0,
    selfHandled: 0,
    clocksMet: 0,
    clocksOverdue: 0,
    whistles: 2 * part,
    mediations: part,
    ...counts,
  };
  const all: Rates = {
    area: null,
    population: matters,
    responded: 0,
    answered: matters,
    solved: 9 * part,
    satisfied: 8 * part,
    responseRate: null,
    resolutionRate: matters ? 0.9 : null,
    satisfactionRate: matters ? 0.8 : null,
    settlementRate: null,
    score: null,
    model: 'S2@3',
    ...rates,
  };
  return { counts: new Map([['440303', area]]), rates: all, byStreet: [all] };
}
