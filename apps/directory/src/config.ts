/** The directory needs nothing beyond what every service gets from its host: what it knows comes from a pack. */
export type DirectoryConfig = Readonly<Record<string, never>>;

export function parseConfig(_environment: Readonly<Record<string, string | undefined>>): DirectoryConfig {
  return Object.freeze({});
}
