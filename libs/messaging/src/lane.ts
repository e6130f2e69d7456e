/** FNV-1a over the key: everything about one subject goes through one lane, so it stays in order. */
export function laneOf(key: string, lanes: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i += 1) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193) >>> 0;
  return hash % lanes;
}

/** Lanes of every service's outbox; a stored row keeps its lane, so this may only change with an empty outbox. */
export const laneCount = 8;

/** Names the locks of a service's lanes, and the channel on which its relays wake each other. */
export const relayName = (schema: string): string => `outbox_${schema}`;
