import { SimulatedTime } from '@weisu/messaging';
import pg from 'pg';

/** Business seconds per second: a limit of ten minutes passes in one second, one of a day in two minutes and a half. */
export const speed = 600;

/** A Monday morning at nine, so that limits in working hours run. */
export const monday = new Date('2026-11-23T09:00:00+08:00');

/** What business time was at an instant of the database's own clock, so that the instants of clocks can be judged afterwards. */
export type BusinessTime = Readonly<{
  base: Date;
  since: Date;
  frozenAt: Date | null;
  frozenSince: Date | null;
}>;

type Row = Readonly<{ base: Date; since: Date }>;

export async function startTime(databaseUrl: string): Promise<BusinessTime> {
  const { base, since } = await set(databaseUrl, monday, speed);
  return { base, since, frozenAt: null, frozenSince: null };
}

/** Stands still from here on, so that nothing becomes due while the last things settle. */
export async function freezeTime(databaseUrl: string, time: BusinessTime): Promise<BusinessTime> {
  const { base, since } = await set(databaseUrl, undefined, 0);
  return { ...time, frozenAt: base, frozenSince: since };
}

async function set(databaseUrl: string, now: Date | undefined, atSpeed: number): Promise<Row> {
  const time = await SimulatedTime.open({ url: databaseUrl, onError: () => undefined });
  try {
    await time.set(now, atSpeed);
  } finally {
    await time.close();
  }
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Row>('SELECT base, since FROM simulation.business_time');
    const [row] = rows;
    if (!row) throw new Error('there is no business time');
    return row;
  } finally {
    await client.end();
  }
}
