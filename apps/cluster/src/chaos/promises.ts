import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { traces } from './effects.js';
import { short, wrongs, type Finding } from './findings.js';
import { allJournals } from './drain.js';
import type { Deed, Ledger } from './ledger.js';

/** Every appeal that was acknowledged is there once, under its number, and nobody else's is. */
export async function appealsKept(pool: pg.Pool, ledger: Ledger): Promise<Finding> {
  const { rows } = await pool.query<{ id: string; number: string }>('SELECT id, number FROM intake.appeal');
  const kept = new Map(rows.map(({ id, number }) => [id, number]));
  const acknowledged = new Set(ledger.receipts.map(({ id }) => id));
  const unknown = ledger.of('UNKNOWN').filter(({ operation }) => operation === 'submitAppeal').length;
  const extra = rows.filter(({ id }) => !acknowledged.has(id));
  return {
    what: 'acknowledged appeals exist once',
    seen: `${ledger.receipts.length} receipts, ${rows.length} appeals`,
    violations: [
      ...ledger.receipts
        .filter(({ id, number }) => kept.get(id) !== number)
        .map(({ id, number }) => `appeal ${number} (${id}) was acknowledged and is not there`),
      ...(rows.length - new Set(rows.map(({ number }) => number)).size ? ['a number was given twice'] : []),
      ...(extra.length > unknown
        ? extra.map(({ id, number }) => `appeal ${number} (${id}) was never acknowledged`)
        : []),
    ],
  };
}

/** Every mutation that was acknowledged took effect once; what was refused, not at all; what nobody answered, at most once. */
export async function deedsDone(pool: pg.Pool, ledger: Ledger): Promise<Finding> {
  const { rows } = await pool.query<{ key: string; n: number }>(
    `SELECT service || ' ' || type || ' ' || correlation_id AS key, count(*)::int AS n FROM (${allJournals}) j
     WHERE causation_id IS NULL GROUP BY 1`,
  );
  const found = new Map(rows.map(({ key, n }) => [key, n]));
  const checked = ledger.deeds.flatMap((deed) => {
    const trace = traces[deed.operation];
    return trace ? [{ deed, n: found.get(`${trace.schema} ${trace.type} ${deed.correlationId}`) ?? 0 }] : [];
  });
  return {
    what: 'acknowledged mutations took effect once, refused ones never',
    seen: `${checked.length} mutations by ${ledger.deeds.reduce((sum, { attempts }) => sum + attempts, 0)} attempts`,
    violations: checked.filter(({ deed, n }) => !effectsOf(deed).includes(n)).map(told),
  };
}

function effectsOf({ operation, outcome, answer }: Deed): readonly number[] {
  if (outcome === 'REFUSED') return [0];
  if (outcome === 'UNKNOWN') return operation === 'allocateAppeal' ? [0, 1, 2] : [0, 1];
  return [Array.isArray(answer) ? answer.length : 1];
}

const told = ({ deed, n }: { deed: Deed; n: number }): string =>
  `${deed.operation} ${deed.correlationId} was ${deed.outcome}${deed.code ? ` (${deed.code})` : ''} after ${deed.attempts} attempts and took effect ${n} times`;

export async function ratingsKept(pool: pg.Pool, ledger: Ledger): Promise<Finding> {
  const { rows } = await pool.query<{ id: string; stars: number }>(
    'SELECT appeal_id AS id, stars FROM evaluation.rating',
  );
  const kept = new Map(rows.map(({ id, stars }) => [id, stars]));
  return {
    what: 'acknowledged ratings are kept',
    seen: `${ledger.ratings.size} ratings`,
    violations: [...ledger.ratings]
      .filter(([id, stars]) => kept.get(id) !== stars)
      .map(([id, stars]) => `${id} was rated ${stars} and has ${String(kept.get(id))}`),
  };
}

/** Files whose upload was acknowledged lie on the disk with the bytes that were sent. */
export async function filesKept(pool: pg.Pool, ledger: Ledger, folder: string): Promise<Finding> {
  const { rows } = await pool.query<{ id: string; key: string; sha256: string }>(
    'SELECT id, storage_key AS key, sha256 FROM intake.attachment',
  );
  const recorded = new Map(rows.map((row) => [row.id, row]));
  const violations: string[] = [];
  for (const [id, sha256] of ledger.files) {
    const row = recorded.get(id);
    const bytes = row ? await readFile(join(folder, row.key)).catch(() => null) : null;
    if (!row || !bytes || createHash('sha256').update(bytes).digest('hex') !== sha256)
      violations.push(
        `file ${id} was acknowledged and is ${row ? (bytes ? 'changed' : 'not on the disk') : 'not recorded'}`,
      );
  }
  return { what: 'acknowledged files are kept', seen: `${ledger.files.size} files`, violations };
}

const track = `query($number: String!, $secret: String!) { trackAppeal(number: $number, secret: $secret) { number status } }`;
const lanes = 8;

/** Residents follow their appeals with the receipts they were given, over the public API. */
export async function receiptsWork(gatewayUrl: string, ledger: Ledger): Promise<Finding> {
  const left = [...ledger.receipts.entries()];
  const violations: string[] = [];
  const lane = async (): Promise<void> => {
    for (let next = left.pop(); next; next = left.pop()) {
      const [index, { number, trackingSecret: secret }] = next;
      const response = await fetch(`${gatewayUrl}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-forwarded-for': `10.250.${(index >> 8) & 255}.${index & 255}`,
        },
        body: JSON.stringify({ query: track, variables: { number, secret } }),
        signal: AbortSignal.timeout(15_000),
      });
      const body = (await response.json()) as { data?: { trackAppeal?: { number: string } | null } | null };
      if (body.data?.trackAppeal?.number !== number)
        violations.push(`the receipt of ${number} does not work: ${short(body)}`);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { what: 'receipts work', seen: `${ledger.receipts.length} asked`, violations };
}

/** The journal of each service tells every subject from 1 on, without gap and without double. */
export async function journalsWhole(pool: pg.Pool): Promise<Finding> {
  const { rows } = await pool.query<{ n: number; subjects: number }>(
    `SELECT count(*)::int AS n, count(DISTINCT (service, subject))::int AS subjects FROM (${allJournals}) j`,
  );
  const violations = await wrongs<{
    service: string;
    subject: string;
    n: number;
    first: number;
    last: number;
  }>(
    pool,
    `SELECT service, subject, count(*)::int AS n, min(sequence) AS first, max(sequence) AS last FROM (${allJournals}) j
     GROUP BY 1, 2 HAVING min(sequence) <> 1 OR max(sequence) <> count(*) OR count(DISTINCT sequence) <> count(*)
       OR count(DISTINCT id) <> count(*)`,
    [],
    ({ service, subject, n, first, last }) =>
      `the journal of ${service} about ${subject} has ${n} entries from ${first} to ${last}`,
  );
  return {
    what: 'journal sequences have no gap and no double',
    seen: `${rows[0]?.n ?? 0} entries of ${rows[0]?.subjects ?? 0} subjects`,
    violations,
  };
}
