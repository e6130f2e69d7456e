import { execFile } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '@weisu/testing';
import type { GraphqlAnswer, TestDistrict } from './district.fixture.js';
import { call, type Answered } from './journey.fixture.js';

/** A whole PNG. */
export const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
);

/** The same, with a header that claims 20 000 × 20 000. */
export const hugePicture = Buffer.from(onePixel);
hugePicture.writeUInt32BE(20_000, 16);
hugePicture.writeUInt32BE(20_000, 20);

/** A document in whose last bytes an empty archive ends, with the end of the document as its comment. */
export const twoInOne = Buffer.from(`%PDF-1.7\nPK\u0005\u0006${'\0'.repeat(16)}\u0006\0%%EOF\n`, 'latin1');

/** How the district said no. */
export type Refusal = Readonly<{ status: number; code: string; message: string; messageZh: string }>;

/** The only refusal of an answer that holds nothing else. */
export function refusalOf({ status, data, errors }: GraphqlAnswer): Refusal {
  expect(errors).toHaveLength(1);
  expect(Object.values(data ?? {}).filter((value) => value !== null)).toEqual([]);
  const [error] = errors;
  const { code = '', messageZh = '' } = error?.extensions ?? {};
  return { status, code, message: error?.message ?? '', messageZh };
}

/** Without an account a network has few uploads that cost it no proof of work. */
export async function upload(
  district: TestDistrict,
  name: string,
  bytes: Uint8Array,
  account: string | null = null,
): Promise<Refusal> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)]), name);
  const headers: Record<string, string> = account
    ? { authorization: `Bearer ${await district.token(account)}` }
    : {};
  const response = await fetch(`${district.url}/files`, { method: 'POST', headers, body: form });
  const { error } = (await response.json()) as { error?: Omit<Refusal, 'status'> };
  return { status: response.status, code: '', message: '', messageZh: '', ...error };
}

/** As `npm run import` does it; what it complains of is for people, in Chinese, and begins with the code. */
export async function importFile(district: TestDistrict, name: string, text: string): Promise<Refusal> {
  const file = join(district.dataDir, name);
  await writeFile(file, text);
  const main = fileURLToPath(new URL('../apps/standalone/dist/import/main.js', import.meta.url));
  const env = { ...process.env, NODE_OPTIONS: '', ...district.importEnvironment };
  return new Promise((resolve) => {
    execFile(process.execPath, [main, file], { env }, (error, _stdout, stderr) => {
      const code = /^[A-Z_]+/m.exec(stderr)?.[0] ?? '';
      resolve({ status: Number(error?.code ?? 0), code, message: stderr, messageZh: stderr });
    });
  });
}

/** A token whose holder gave himself another role. */
export async function alteredToken(district: TestDistrict, account: string): Promise<string> {
  const [header, payload = '', signature] = (await district.token(account)).split('.');
  const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  const raised = { ...(claims as object), realm_access: { roles: ['ADMIN', 'DISTRICT'] } };
  return [header, Buffer.from(JSON.stringify(raised)).toString('base64url'), signature].join('.');
}

export type Receipt = Answered & Readonly<{ number: string; trackingSecret: string }>;
export type Secret = Readonly<{ number: string; secret: string }>;

export async function submitted(district: TestDistrict, input: object): Promise<Receipt> {
  const receipt = await call<Receipt>(
    district,
    null,
    'submitAppeal',
    { input },
    'id number trackingSecret areaCode repeatOfNumber',
  );
  await eventually(async () => {
    const types = await typesOf(district, receipt);
    expect(types.toSorted()).toEqual(registered);
  }, 20_000);
  return receipt;
}

const registered = [
  'intake.appeal-registered.v1',
  'intake.appellant-revealed.v1',
  'notification.text-message-sent.v1',
];
/** The types of the entries of its ledger. */
export async function typesOf(district: TestDistrict, { id }: Receipt): Promise<readonly string[]> {
  const appeal = await call<{ ledger: { type: string }[] }>(
    district,
    'auditor',
    'appeal',
    { id },
    'ledger { type }',
  );
  return appeal.ledger.map(({ type }) => type);
}

export const secretOf = ({ number, trackingSecret }: Receipt): Secret => ({ number, secret: trackingSecret });

/** Everything that a mistake could have left behind: figures, matters, ledgers, orders, whistles, mediations, files. */
export async function stored(district: TestDistrict): Promise<unknown> {
  const week = { areaCode: '440303', from: '2026-11-23', until: '2026-11-29' };
  const figures = 'byStatus byChannel repeats found selfHandled clocksMet clocksOverdue whistles mediations';
  const matters = `edges { node { id version status text rating { stars } ledger { type sequence } workOrders { id version } } }`;
  const messages = 'edges { node { id } }';
  return {
    counts: await call(district, 'auditor', 'appealCounts', week, figures),
    appeals: await call(district, 'auditor', 'appeals', { first: 20 }, matters),
    messages: await call(district, 'street', 'messages', { first: 50 }, messages),
    webhooks: await call(district, 'department', 'webhooks', {}),
    files: await filesIn(join(district.dataDir, 'files')),
  };
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
