import type { DemoUser } from './demo-user.js';
import type { Query } from './identity-tables.store.js';
import { passwordMatches } from './password.js';
import type { Realm } from './realm.js';

export type Login = (username: string, password: string) => Promise<DemoUser | null>;

type LoginParts = Readonly<{
  query: Query;
  now: () => Date;
  limits: Pick<Realm, 'failureFactor' | 'waitIncrementSeconds' | 'maxDeltaTimeSeconds'>;
  users: ReadonlyMap<string, DemoUser>;
  hashOf: (username: string) => string | undefined;
}>;

/**
 * The account, or null for an unknown name, a wrong password and a locked account alike: the answer and its duration do
 * not tell which. Failures are counted as Keycloak's brute-force detection does, and survive a restart.
 */
export function createLogin({ query, now, limits, users, hashOf }: LoginParts): Login {
  // One attempt at a time per account, else a hundred guesses sent together would all be made before the first counts.
  const queues = new Map<string, Promise<unknown>>();

  async function attempt(user: DemoUser, password: string): Promise<DemoUser | null> {
    const right = await passwordMatches(password, hashOf(user.username));
    if (await isLocked(user.username)) return null;
    if (right) await query('DELETE FROM identity.login_failure WHERE username = $1', [user.username]);
    else await countFailure(user.username);
    return right ? user : null;
  }

  async function isLocked(username: string): Promise<boolean> {
    const sql = 'SELECT 1 FROM identity.login_failure WHERE username = $1 AND locked_until > $2';
    return (await query(sql, [username, now()])).rows.length > 0;
  }

  async function countFailure(username: string): Promise<void> {
    const at = now().getTime();
    // A lock that has ended and failures of long ago are forgotten: counting starts again at one.
    await query(
      `INSERT INTO identity.login_failure AS f (username, failures, last_failed_at, locked_until)
       VALUES ($1, 1, $2, CASE WHEN $4 <= 1 THEN $5::timestamptz END)
       ON CONFLICT (username) DO UPDATE SET
         failures = CASE WHEN f.locked_until IS NULL AND f.last_failed_at > $3 THEN f.failures + 1 ELSE 1 END,
         locked_until = CASE WHEN f.locked_until IS NULL AND f.last_failed_at > $3 AND f.failures + 1 >= $4
                             THEN $5::timestamptz END,
         last_failed_at = $2`,
      [
        username,
        new Date(at),
        new Date(at - limits.maxDeltaTimeSeconds * 1_000),
        limits.failureFactor,
        new Date(at + limits.waitIncrementSeconds * 1_000),
      ],
    );
  }

  return async (username, password) => {
    const user = users.get(username);
    if (!user) {
      await passwordMatches(password, undefined);
      return null;
    }
    const before = queues.get(username) ?? Promise.resolve();
    const mine = before.then(() => attempt(user, password));
    const settled = mine.then(
      () => undefined,
      () => undefined, // The caller of `mine` hears of the failure; the next attempt must only wait for it.
    );
    queues.set(username, settled);
    try {
      return await mine;
    } finally {
      if (queues.get(username) === settled) queues.delete(username);
    }
  };
}
