import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { readRows } from '@weisu/messaging';
import { DataSource, type DataSourceOptions } from 'typeorm';

/** Guesses of a secret allowed per number and hour. */
export const attemptLimit = Symbol('attemptLimit');

/** Ten wrong guesses an hour; then the number answers TRY_LATER, also to the right secret. */
export const usualAttemptLimit = 10;

/** Longest number that is counted under its own name; ours are shorter. */
const countedLength = 40;

/**
 * Counts guesses of tracking secrets. A refused guess throws, and the mutation's transaction with everything in it is rolled back; the
 * count must outlive that, so it is committed at once on a connection of its own. That is not one of the service's pool: a mutation holds
 * one of those while it waits here, and eight wrong guesses at the same moment would wait for each other for ever.
 */
@Injectable()
export class SecretAttempts implements OnApplicationShutdown {
  private opened: Promise<DataSource> | null = null;

  constructor(
    private readonly service: DataSource,
    @Inject(attemptLimit) private readonly limit: number,
  ) {}

  /** Takes one guess before it is checked, so that guesses made at the same time share the limit; false when none is left. */
  async take(number: string, now: Date): Promise<boolean> {
    const source = await this.own();
    const [row] = await readRows<{ taken: number }>(
      source,
      `INSERT INTO secret_attempt AS a (number, hour, taken) VALUES ($1, date_trunc('hour', $2::timestamptz), 1)
       ON CONFLICT (number, hour) DO UPDATE SET taken = least(a.taken + 1, $3::int + 1) RETURNING taken`,
      [number.slice(0, countedLength), now, this.limit],
    );
    const taken = row?.taken ?? 0;
    if (taken === 1) {
      await source.query(
        `DELETE FROM secret_attempt WHERE hour < date_trunc('hour', $1::timestamptz) - interval '1 day'`,
        [now],
      );
    }
    return taken <= this.limit;
  }

  /** The guess was right: it does not count. */
  async giveBack(number: string, now: Date): Promise<void> {
    const source = await this.own();
    await source.query(
      `UPDATE secret_attempt SET taken = greatest(taken - 1, 0) WHERE number = $1 AND hour = date_trunc('hour', $2::timestamptz)`,
      [number.slice(0, countedLength), now],
    );
  }

  async onApplicationShutdown(): Promise<void> {
    const source = await this.opened;
    await source?.destroy();
  }

  private own(): Promise<DataSource> {
    this.opened ??= new DataSource({
      ...this.service.options,
      entities: [],
      poolSize: 1,
    } as DataSourceOptions)
      .initialize()
      .catch((error: unknown) => {
        this.opened = null;
        throw error;
      });
    return this.opened;
  }
}
