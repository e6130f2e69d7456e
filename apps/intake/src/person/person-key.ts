import { createHmac } from 'node:crypto';

export type Reporter = Readonly<{
  name: string | null;
  /** Normalised. */
  phone: string | null;
  /** The system that vouches for the name: the external order's, else the integration's client. Null where a person typed it. */
  system: string | null;
}>;

/**
 * Tells that two appeals come from the same person without telling who: by phone, else by the name as one system writes it. A name alone
 * is nobody: 李伟 is a quarter of a million people. Null then, and for an anonymous report.
 */
export function personKey(key: Buffer, { name, phone, system }: Reporter): Buffer | null {
  if (phone !== null) return digest(key, ['phone', phone]);
  if (name !== null && system !== null) return digest(key, ['name', system, foldName(name)]);
  return null;
}

function foldName(name: string): string {
  return name.normalize('NFKC').replace(/\s+/gu, '');
}

function digest(key: Buffer, parts: readonly string[]): Buffer {
  return createHmac('sha256', key).update(JSON.stringify(parts)).digest();
}
