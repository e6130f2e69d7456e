import { createHash } from 'node:crypto';

/** What is sent of a file: by how it is packed, and as it is. */
export const encodings = ['br', 'gzip', 'identity'] as const;
export type Encoding = (typeof encodings)[number];

export type BuiltFile = Readonly<{ type: string; bodies: Readonly<Partial<Record<Encoding, Buffer>>> }>;

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  webmanifest: 'application/manifest+json',
};
const endings: Readonly<Record<string, Encoding>> = { br: 'br', gz: 'gzip' };

/** Files of a build by name, each with what lies packed beside it; what is of no known type (the manifest of the build) is not among them. */
export function builtFiles(contents: ReadonlyMap<string, Buffer>): ReadonlyMap<string, BuiltFile> {
  const files = new Map<string, BuiltFile>();
  for (const [name, body] of contents) {
    const type = types[endingOf(name)];
    if (!type) continue;
    const packed = Object.entries(endings).flatMap(([ending, encoding]) => {
      const found = contents.get(`${name}.${ending}`);
      return found ? [[encoding, found] as const] : [];
    });
    files.set(name, { type, bodies: { identity: body, ...Object.fromEntries(packed) } });
  }
  return files;
}

const endingOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

export type Sent = Readonly<{ body: Buffer; encoding: Encoding; etag: string }>;

/** The smallest form that the client takes (RFC 9110, 12.5.3), with a tag of its own. */
export function sentOf({ bodies }: BuiltFile, accepted: string): Sent {
  const taken = accepted.split(',').flatMap((one) => {
    const [name = '', weight = ''] = one.split(';').map((part) => part.trim().toLowerCase());
    return /^q=0(?:\.0*)?$/.test(weight) ? [] : [name];
  });
  const encoding = encodings.find((one) => bodies[one] && (one === 'identity' || taken.includes(one)));
  const body = bodies[encoding ?? 'identity'];
  if (!encoding || !body) throw new Error('a file without its plain form');
  const digest = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  return { body, encoding, etag: `"${digest}"` };
}
