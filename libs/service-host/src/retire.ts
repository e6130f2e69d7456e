import { SystemTime, type Time } from '@weisu/messaging';
import {
  databaseTime,
  firstMonthKept,
  monthsKept,
  retireMonths,
  type MonthlyTable,
} from '@weisu/persistence';
import type { Environment } from './place.js';

export type Retiring = Readonly<{ schema: string; monthly?: readonly MonthlyTable[] }>;

export type RetirePlace = Readonly<{
  ownerUrl: string;
  environment: Environment;
  time: Time;
  dryRun?: boolean;
}>;

export type Retired = Readonly<{ table: string; month: string; entries: number }>;

/** Terms of a service's monthly tables. Throws for one that is no whole number, or below what the law leaves to an office. */
export function requireMonthTerms({ monthly = [] }: Retiring, environment: Environment): void {
  for (const table of monthly) monthsKept(table, environment);
}

/** Takes away the whole months of a service that are over their term, as the owner of its schema. */
export async function retire(service: Retiring, place: RetirePlace): Promise<Retired[]> {
  const { schema, monthly = [] } = service;
  const { ownerUrl, environment, time, dryRun = false } = place;
  requireMonthTerms(service, environment);
  if (!monthly.length) return [];
  const now = await agreedNow(time, ownerUrl);
  const retired: Retired[] = [];
  for (const table of monthly) {
    const firstKept = firstMonthKept(now, monthsKept(table, environment));
    for (const gone of await retireMonths({ ownerUrl, schema, table, firstKept, dryRun }))
      retired.push({ table: table.table, ...gone });
  }
  return retired;
}

/** The earlier of two clocks: a machine whose clock is ahead takes nothing away that has to stay. */
async function agreedNow(time: Time, ownerUrl: string): Promise<Date> {
  const now = time.now();
  if (!(time instanceof SystemTime)) return now;
  const databases = await databaseTime(ownerUrl);
  return databases < now ? databases : now;
}

/** `retire [--dry-run]`: what went, a line for each month. */
export async function retireCommand(
  service: Retiring,
  place: RetirePlace,
  rest: readonly string[],
  say: (line: string) => void,
): Promise<void> {
  if (rest.some((argument) => argument !== '--dry-run')) throw new Error('usage: retire [--dry-run]');
  const dryRun = rest.length > 0;
  const { schema, monthly = [] } = service;
  if (!monthly.length) say(`${schema}: keeps nothing by months`);
  const retired = await retire(service, { ...place, dryRun });
  for (const { table, month, entries } of retired)
    say(`${schema}: ${table} ${month.slice(0, 7)}: ${entries} entries ${dryRun ? 'would go' : 'gone'}`);
  if (monthly.length && !retired.length) say(`${schema}: no month is over its term`);
}
