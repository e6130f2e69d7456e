/** A system's own number as one key: `hotline␟2026-1`. A system's name never holds the separator. */
export const externalKey = (system: string, number: string): string => `${system}\u001f${number}`;

/** The parts of such a key; null for the number of a matter. */
export function externalOf(key: string): Readonly<{ system: string; number: string }> | null {
  const at = key.indexOf('\u001f');
  return at < 0 ? null : { system: key.slice(0, at), number: key.slice(at + 1) };
}
