import type { DistrictClient } from '../import/district.client.js';
import type { Counts, Figures, Rates } from './figures.js';

const document = `query Figures($district: AreaCode!, $first: AreaCode!, $second: AreaCode!, $from: Date!, $until: Date!) {
  district: appealCounts(areaCode: $district, from: $from, until: $until) { ...counts }
  first: appealCounts(areaCode: $first, from: $from, until: $until) { ...counts }
  second: appealCounts(areaCode: $second, from: $from, until: $until) { ...counts }
  rates: threeRates(areaCode: $district, from: $from, until: $until) { ...rates }
  byStreet: threeRates(areaCode: $district, from: $from, until: $until, by: STREET) { area { code name } ...rates }
}
fragment counts on AppealCounts { byStatus byChannel repeats found selfHandled clocksMet clocksOverdue whistles mediations }
fragment rates on ThreeRates {
  population responded answered solved satisfied responseRate resolutionRate satisfactionRate settlementRate score model
}`;

export type Question = Readonly<{ areas: readonly [string, string, string]; from: string; until: string }>;

type Answer = Readonly<{
  district: Counts;
  first: Counts;
  second: Counts;
  rates: [Rates];
  byStreet: Rates[];
}>;

/** What the system says of the district and its two streets in a period, as the district's office reads it. */
export async function figuresOf(client: DistrictClient, { areas, from, until }: Question): Promise<Figures> {
  const [district, first, second] = areas;
  const variables = { district, first, second, from, until };
  const answer = await client.ask<Answer>({ account: 'district', document, variables, repeatable: true });
  return {
    counts: new Map([
      [district, answer.district],
      [first, answer.first],
      [second, answer.second],
    ]),
    rates: answer.rates[0],
    byStreet: answer.byStreet,
  };
}
