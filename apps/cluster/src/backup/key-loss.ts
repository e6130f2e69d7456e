import { randomBytes } from 'node:crypto';
import { startReplica, type RunningDistrict, type RunningReplica } from '../district.js';
import { stopProcess } from '../processes.js';
import type { DistrictPlace } from '../service-environment.js';
import { phonesReadable, secretsWork } from './invariants.js';
import { ResidentLoad, type Receipt } from './resident-load.js';

const newKey = (): string => randomBytes(32).toString('base64');

export type KeyLoss = Readonly<{ district: RunningDistrict; said: readonly string[]; violations: number }>;

/** What is left without the keys of personal data, that the sealed copy brings it back, and that a key can be changed for a new one. */
export async function rehearseKeyLoss(
  district: RunningDistrict,
  token: () => Promise<string>,
  receipts: readonly Receipt[],
  sealedCopy: Readonly<Record<string, string>>,
): Promise<KeyLoss> {
  const said: string[] = [];
  let violations = 0;
  const expect = (what: string, holds: boolean, seen: string): void => {
    said.push(`${holds ? 'ok       ' : 'VIOLATION'} ${what}: ${seen}`);
    if (!holds) violations += 1;
  };
  const sample = receipts.slice(0, 20);
  const first = sealedCopy['PERSONAL_DATA_KEYS'] ?? '';
  const intakes = (one: RunningDistrict) => one.replicas.filter(({ app }) => app === 'intake');
  const urlOf = (one: RunningDistrict) => `http://127.0.0.1:${intakes(one)[0]?.port ?? 0}`;

  const refusal = await restartIntake(district, { PERSONAL_DATA_KEYS: '' }).then(
    () => 'it started',
    (error: unknown) => /configuration[^\n]*/.exec(String(error))?.[0] ?? String(error),
  );
  expect('without the variable intake does not start', refusal.includes('PERSONAL_DATA_KEYS'), refusal);

  const lost = await restartIntake(district, { PERSONAL_DATA_KEYS: `second:${newKey()}` });
  const unread = await phonesReadable(urlOf(lost), token, sample);
  expect(
    'key lost: old phone numbers',
    unread.violations === sample.length && unread.codes.join() === '503 DATA_KEY_LOST',
    `unreadable, ${unread.codes.join(', ')}`,
  );
  const tracked = await secretsWork(lost.url, sample);
  expect('key lost: residents still follow their appeals', !tracked.violations, tracked.seen);
  const load = new ResidentLoad(lost.url, 5);
  await load.runFor(3);
  const fresh = await phonesReadable(urlOf(lost), token, load.receipts);
  expect('key lost: new appeals are taken and read', !fresh.violations && !load.refused, fresh.seen);

  const second = lost.place.keys['PERSONAL_DATA_KEYS'] ?? '';
  const back = await restartIntake(lost, { PERSONAL_DATA_KEYS: `third:${newKey()},${second},${first}` });
  const reread = await phonesReadable(urlOf(back), token, [...sample, ...load.receipts]);
  expect('sealed copy opened, a new key in front: all of it reads', !reread.violations, reread.seen);
  const later = new ResidentLoad(back.url, 5);
  await later.runFor(3);
  const rotated = await phonesReadable(urlOf(back), token, later.receipts);
  expect('new appeals are written with the new key', !rotated.violations, rotated.seen);
  return { district: back, said, violations };
}

async function restartIntake(
  district: RunningDistrict,
  keys: Readonly<Record<string, string>>,
): Promise<RunningDistrict> {
  const place: DistrictPlace = { ...district.place, keys: { ...district.place.keys, ...keys } };
  const old = district.replicas.filter(({ app }) => app === 'intake');
  await Promise.all(old.map((replica) => stopProcess(replica.process)));
  const replicas: RunningReplica[] = [];
  for (const replica of district.replicas)
    replicas.push(replica.app === 'intake' ? await startReplica(place, replica, district.replicas) : replica);
  return { ...district, place, replicas };
}
