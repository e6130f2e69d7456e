export type Counts = Readonly<{
  byStatus: Readonly<Record<string, number>>;
  byChannel: Readonly<Record<string, number>>;
  repeats: number;
  found: number;
  selfHandled: number;
  clocksMet: number;
  clocksOverdue: number;
  whistles: number;
  mediations: number;
}>;

export type Rates = Readonly<{
  area?: Readonly<{ code: string; name: string }> | null;
  population: number;
  responded: number;
  answered: number;
  solved: number;
  satisfied: number;
  responseRate: number | null;
  resolutionRate: number | null;
  satisfactionRate: number | null;
  settlementRate: number | null;
  score: number | null;
  model: string;
}>;

export type Figures = Readonly<{
  counts: ReadonlyMap<string, Counts>;
  rates: Rates;
  byStreet: readonly Rates[];
}>;

/** What the replay itself knows that it did, to hold against the figures. Answers are those of each matter's last round. */
export type Known = Readonly<{
  /** Newly registered by area: rows and residents' own. */
  registered: ReadonlyMap<string, number>;
  repeats: number;
  declined: number;
  withdrawn: number;
  closed: number;
  whistles: number;
  mediations: number;
  answered: number;
  solved: number;
  satisfied: number;
  unfinished: number;
}>;

export function totalOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/**
 * What does not add up, as sentences; empty when everything does. `before` is what the district said before the replay, so that earlier
 * matters do not disturb. The first area of the counts is the district.
 */
export function discrepancies(before: Figures, after: Figures, known: Known): string[] {
  const wrong: string[] = [];
  const expect = (what: string, actual: number, expected: number): void => {
    if (actual !== expected) wrong.push(`${what}: ${actual}, not ${expected}`);
  };
  const grown = (areaCode: string, of: (counts: Counts) => number): number => {
    const [then, now] = [before.counts.get(areaCode), after.counts.get(areaCode)];
    return (now ? of(now) : 0) - (then ? of(then) : 0);
  };
  for (const [areaCode, counts] of after.counts) {
    expect(
      `${areaCode}: registered by status`,
      grown(areaCode, ({ byStatus }) => totalOf(byStatus)),
      known.registered.get(areaCode) ?? 0,
    );
    expect(`${areaCode}: by channel`, totalOf(counts.byChannel), totalOf(counts.byStatus));
  }
  const [district = ''] = after.counts.keys();
  expect(
    'repeats',
    grown(district, ({ repeats }) => repeats),
    known.repeats,
  );
  expect(
    'whistles',
    grown(district, ({ whistles }) => whistles),
    known.whistles,
  );
  expect(
    'mediations',
    grown(district, ({ mediations }) => mediations),
    known.mediations,
  );
  for (const [status, count] of [
    ['DECLINED', known.declined],
    ['WITHDRAWN', known.withdrawn],
    ['CLOSED', known.closed],
  ] as const)
    expect(
      `status ${status}`,
      grown(district, ({ byStatus }) => byStatus[status] ?? 0),
      count,
    );
  for (const rate of ['population', 'responded', 'answered', 'solved', 'satisfied'] as const)
    expect(
      `${rate} of the streets together`,
      after.byStreet.reduce((sum, street) => sum + street[rate], 0),
      after.rates[rate],
    );
  for (const rate of ['answered', 'solved', 'satisfied'] as const)
    expect(rate, after.rates[rate] - before.rates[rate], known[rate]);
  // nobody is left unasked, so everyone in the population has answered
  if (known.unfinished === 0)
    expect('population', after.rates.population - before.rates.population, known.answered);
  for (const street of [after.rates, ...after.byStreet]) {
    const { population, responded, answered, solved, satisfied, resolutionRate, satisfactionRate } = street;
    const name = street.area?.code ?? 'district';
    if (answered > population || responded > population) wrong.push(`${name}: more answers than matters`);
    if (solved > answered || satisfied > answered)
      wrong.push(`${name}: more solved or satisfied than answered`);
    if (answered && satisfactionRate !== satisfied / answered)
      wrong.push(`${name}: satisfactionRate ${String(satisfactionRate)}`);
    if (answered && (resolutionRate ?? -1) < solved / answered)
      wrong.push(`${name}: resolutionRate ${String(resolutionRate)}`);
  }
  if (known.unfinished) wrong.push(`${known.unfinished} matters were left unfinished`);
  return wrong;
}
