import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DomainError } from '@weisu/contracts';
import { readRows } from '@weisu/messaging';
import { DataSource, type DataSourceOptions } from 'typeorm';

/** Guesses of a secret allowed per number, network and hour. */
export const attemptLimit = Symbol('attemptLimit');

/** Ten wrong guesses an hour; then each guess of that network costs a proof of work, also the right one (docs/adr/0038). */
export const usualAttemptLimit = 10;

/** Longest number that is counted under its own name; ours are shorter. */
const countedLength = 40;

/** What is guessed, from where: a keyed digest of the caller's network, as the gateway makes it. */
export type Guess = Readonly<{ number: string; network: string; secret: string }>;

/**
 * Counts guesses of tracking secrets, for numbers that exist and that do not alike: the count must not tell them apart. A refused guess throws, and the mutation's transaction with everything in it is rolled back; the
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

  /**
   * Takes one guess before it is checked, so that guesses made at the same time share the limit. `proof`: id of the one that was sent. Throws PROOF_NEEDED
   * beyond the limit without one, or with one that paid for another guess.
   */
  async take(
    { number, network, secret }: Guess,
    { now, proof }: Readonly<{ now: Date; proof: string | null }>,
  ): Promise<void> {
    const source = await this.own();
    const [row] = await readRows<{ taken: number }>(
      source,
      `INSERT INTO secret_guess AS g (number, network, hour, taken) VALUES ($1, $2, date_trunc('hour', $3::timestamptz), 1)
       ON CONFLICT (number, network, hour) DO UPDATE SET taken = least(g.taken + 1, $4::int + 1) RETURNING taken`,
      [number.slice(0, countedLength), network, now, this.limit],
    );
    const taken = row?.taken ?? 0;
    if (taken === 1) {
      await source.query(
        `DELETE FROM secret_guess WHERE hour < date_trunc('hour', $1::timestamptz) - interval '1 day'`,
        [now],
      );
      await source.query(`DELETE FROM guess_proof WHERE at < $1::timestamptz - interval '1 hour'`, [now]);
    }
    if (taken > this.limit && !(await useForGuess(source, proof, [number, network, secret], now)))
      throw new DomainError('PROOF_NEEDED');
  }

  /** The guess was right: it does not count. */
  async giveBack({ number, network }: Guess, now: Date): Promise<void> {
    const source = await this.own();
    await source.query(
      `UPDATE secret_guess SET taken = greatest(taken - 1, 0)
       WHERE number = $1 AND network = $2 AND hour = date_trunc('hour', $3::timestamptz)`,
      [number.slice(0, countedLength), network, now],
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

async function useForGuess(
  source: DataSource,
  proof: string | null,
  guess: readonly string[],
  now: Date,
): Promise<boolean> {
  if (proof === null) return false;
  const digest = createHash('sha256').update(JSON.stringify(guess)).digest();
  const used = await readRows(
    source,
    `INSERT INTO guess_proof AS p (id, guess, at) VALUES ($1, $2, $3)
     ON CONFLICT (id) DO UPDATE SET at = p.at WHERE p.guess = excluded.guess RETURNING id`,
    [proof, digest, now],
  );
  return used.length > 0;
}
