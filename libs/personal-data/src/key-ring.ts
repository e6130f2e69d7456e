import { z } from 'zod';
import type { KeyRing } from './sealing.js';

/** Reads `id:base64,id:base64` (32 bytes each); the first key writes, all read. The keys themselves are never part of a message. */
export const keyRing = z.string().transform((text, context): KeyRing => {
  const keys = new Map<string, Buffer>();
  let writesWith = '';
  for (const entry of text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)) {
    const [, id, encoded] = /^([A-Za-z0-9-]+):([A-Za-z0-9+/]{43}=)$/.exec(entry) ?? [];
    if (id === undefined || encoded === undefined || keys.has(id)) {
      // The entry itself is a secret and never part of the message.
      context.addIssue('must be `id:base64 of 32 bytes`, separated by commas, each id once');
      return z.NEVER;
    }
    keys.set(id, Buffer.from(encoded, 'base64'));
    writesWith ||= id;
  }
  if (!keys.size) {
    context.addIssue('needs at least one key');
    return z.NEVER;
  }
  return { writesWith, keys };
});
