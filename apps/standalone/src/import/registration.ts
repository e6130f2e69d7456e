import { createHash } from 'node:crypto';
import type { Row } from './rows.js';

export type RegistrationOptions = Readonly<{
  system: string;
  channel: string;
  asOrders: boolean;
  dueDays: number;
  /** Communities over which rows without a place are spread; none leaves them unlocated. */
  communities: readonly string[];
}>;

/** The input of `registerAppeal` as it goes over the wire. */
export type RegistrationInput = Readonly<{
  title: string | null;
  text: string;
  areaCode: string | null;
  address: string | null;
  name: string | null;
  phone: string | null;
  channel: string;
  occurredAt: string;
  clientId?: string;
  external?: Readonly<{
    system: string;
    number: string;
    dispatchedAt: string;
    dueBy: string;
    followUpBySender: boolean;
    replyRequired: boolean;
  }>;
}>;

const dayMs = 86_400_000;

/**
 * A row as a registration. An order of another system is closed by that system alone, so an export that is only brought in goes by
 * `clientId`; both answer the same appeal the second time.
 */
export function registrationOf(row: Row, options: RegistrationOptions): RegistrationInput {
  const { system, channel, asOrders, dueDays, communities } = options;
  const given = {
    title: row.title,
    text: row.text,
    areaCode: row.areaCode ?? (row.address === null ? communityFor(row.key, communities) : null),
    address: row.address,
    name: row.reporter,
    phone: row.phone,
    channel,
    occurredAt: row.submittedAt.toISOString(),
  };
  if (!asOrders) {
    const clientId = clientIdOf(system, row.key);
    // intake keeps what was made of a row as a mark with its own key
    return { ...given, clientId: row.id === null ? `row:${clientId}` : clientId };
  }
  const external = {
    system,
    number: row.key,
    dispatchedAt: row.submittedAt.toISOString(),
    dueBy: new Date(row.submittedAt.getTime() + dueDays * dayMs).toISOString(),
    followUpBySender: false,
    replyRequired: false,
  };
  return { ...given, external };
}

/** Namespace of the version 5 UUIDs below; every second import hangs on it. */
const namespace = Buffer.from('b1a7f6de4c0b5f0e8a3d5f27c9e61d44', 'hex');

/** UUID version 5 (RFC 4122 §4.3) of a number in a system. */
export function clientIdOf(system: string, number: string): string {
  const hash = createHash('sha1')
    .update(namespace)
    .update(JSON.stringify([system, number]), 'utf8')
    .digest()
    .subarray(0, 16);
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Where a row without a place goes, by hash of its id, so that a second run and another machine say the same. */
export function communityFor(id: string, communities: readonly string[]): string | null {
  return communities[hashOf(id) % communities.length] ?? null;
}

/** A repeat is told from what was there before, so rows of one person are registered one after the other, in the order of the file. */
export function laneOf(row: Row, lanes: number): number {
  // 无 and 不详 are nobody's number: half a ledger would wait in one lane
  const phone = /\d{7}/.test(row.phone ?? '') ? row.phone : null;
  return hashOf(phone ?? row.reporter ?? row.key) % lanes;
}

function hashOf(text: string): number {
  return createHash('sha256').update(text, 'utf8').digest().readUInt32BE(0);
}
