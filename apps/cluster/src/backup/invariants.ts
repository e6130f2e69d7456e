import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { services } from '../service-environment.js';
import { graphql, type Receipt } from './resident-load.js';

export type Finding = Readonly<{ what: string; seen: string; violations: number }>;

type Count = { count: number };

const countOf = async (pool: pg.Pool, sql: string, parameters: readonly unknown[] = []): Promise<number> =>
  (await pool.query<Count>(sql, [...parameters])).rows[0]?.count ?? 0;

/** Every appeal that was acknowledged is there once, under its number. */
export async function appealsKept(pool: pg.Pool, receipts: readonly Receipt[]): Promise<Finding> {
  const { rows } = await pool.query<{ id: string; number: string }>('SELECT id, number FROM intake.appeal');
  const kept = new Map(rows.map(({ id, number }) => [id, number]));
  const wrong = receipts.filter(({ id, number }) => kept.get(id) !== number).length;
  const twice = rows.length - new Set(rows.map(({ number }) => number)).size;
  return {
    what: 'acknowledged appeals exist once',
    seen: `${receipts.length} receipts, ${rows.length} appeals`,
    violations: wrong + twice,
  };
}

export async function journalsWithoutGap(pool: pg.Pool): Promise<Finding> {
  let entries = 0;
  let gaps = 0;
  for (const schema of services) {
    entries += await countOf(pool, `SELECT count(*)::int AS count FROM ${schema}.journal`);
    gaps += await countOf(
      pool,
      `SELECT count(*)::int AS count FROM (
         SELECT subject, count(*) AS entries, min(sequence) AS first, max(sequence) AS last FROM ${schema}.journal GROUP BY subject) AS j
       FULL JOIN ${schema}.journal_head AS h USING (subject)
       WHERE h.last IS DISTINCT FROM j.last OR j.first <> 1 OR j.entries <> j.last`,
    );
  }
  return { what: 'journal sequences without gap', seen: `${entries} entries`, violations: gaps };
}

/** Files of the database that are on the disk with the bytes that were recorded. `until`: files recorded later need not be there. */
export async function filesKept(pool: pg.Pool, folder: string, until: Date): Promise<Finding> {
  const { rows } = await pool.query<{ key: string; sha256: string; due: boolean }>(
    'SELECT storage_key AS key, sha256, at < $1 AS due FROM intake.attachment',
    [until],
  );
  let wrong = 0;
  let absent = 0;
  for (const { key, sha256, due } of rows) {
    const bytes = await readFile(join(folder, key)).catch(() => null);
    if (!bytes && !due) absent += 1;
    else if (!bytes || createHash('sha256').update(bytes).digest('hex') !== sha256) wrong += 1;
  }
  const seen = `${rows.length} files${absent ? `, ${absent} of them newer than the last copy and lost` : ''}`;
  return { what: 'files are there with their SHA-256', seen, violations: wrong };
}

/** Announcements that neither wait in the outbox nor arrived: what only a republish can bring back. */
export async function undelivered(pool: pg.Pool): Promise<number> {
  let count = 0;
  for (const consumer of ['dispatch', 'evaluation', 'notification'])
    count += await countOf(
      pool,
      `SELECT count(*)::int AS count FROM intake.journal j WHERE j.type = 'intake.appeal-registered.v1'
       AND NOT EXISTS (SELECT 1 FROM ${consumer}.inbox i WHERE i.event_id = j.id)
       AND NOT EXISTS (SELECT 1 FROM intake.outbox o WHERE (o.subject, o.sequence) = (j.subject, j.sequence))`,
    );
  return count;
}

/** Zero when every service that follows appeals knows every one, nothing waits and nothing was buried. */
export async function unsettled(pool: pg.Pool): Promise<number> {
  let count = await undelivered(pool);
  for (const table of ['dispatch.handling', 'evaluation.matter', 'notification.matter']) {
    const key = table === 'dispatch.handling' ? 'id' : 'appeal_id';
    count += await countOf(
      pool,
      `SELECT count(*)::int AS count FROM intake.appeal a FULL JOIN ${table} t ON t.${key} = a.id WHERE a.id IS NULL OR t.${key} IS NULL`,
    );
  }
  for (const schema of services)
    count += await countOf(
      pool,
      `SELECT ((SELECT count(*) FROM ${schema}.outbox) + (SELECT count(*) FROM ${schema}.dead_letter))::int AS count`,
    );
  return count;
}

const track = `query($number: String!, $secret: String!) { trackAppeal(number: $number, secret: $secret) { number status } }`;

/** Residents follow their appeals with the secrets they were given. */
export async function secretsWork(gatewayUrl: string, receipts: readonly Receipt[]): Promise<Finding> {
  const refusals: string[] = [];
  for (const [index, { number, trackingSecret: secret }] of receipts.entries()) {
    const headers = { 'x-forwarded-for': `10.200.${(index >> 8) & 255}.${index & 255}` };
    const answer = await graphql<{ trackAppeal: { number: string } | null }>(
      gatewayUrl,
      track,
      { number, secret },
      headers,
    ).catch(String);
    if (typeof answer === 'string') refusals.push(answer);
    else if (answer.trackAppeal?.number !== number) refusals.push('another appeal');
  }
  const why = refusals.length ? `, ${[...new Set(refusals)].join(', ')}` : '';
  return {
    what: 'tracking secrets work',
    seen: `${receipts.length} asked${why}`,
    violations: refusals.length,
  };
}

/** Asks intake for phone numbers as notification does before it sends a text. Answers the codes of refusals, too. */
export async function phonesReadable(
  intakeUrl: string,
  token: () => Promise<string>,
  receipts: readonly Receipt[],
): Promise<Finding & Readonly<{ codes: readonly string[] }>> {
  const codes: string[] = [];
  for (const { id, phone } of receipts) {
    const response = await fetch(`${intakeUrl}/operations/contactForMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await token()}` },
      body: JSON.stringify({ args: { appealId: id } }),
      signal: AbortSignal.timeout(10_000),
    });
    const { data, error } = (await response.json()) as { data?: { phone: string }; error?: { code: string } };
    if (data?.phone !== phone) codes.push(`${response.status} ${error?.code ?? 'another number'}`);
  }
  return {
    what: 'personal data decrypts',
    seen: `${receipts.length} asked`,
    violations: codes.length,
    codes: [...new Set(codes)],
  };
}
