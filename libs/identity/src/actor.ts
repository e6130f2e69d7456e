import { AuthorisationError } from './errors.js';

/** The realm's roles. SERVICE is for our own services calling each other; it is never given to a person. */
export const roles = [
  'DISTRICT',
  'STREET',
  'COMMUNITY',
  'GRID',
  'DEPARTMENT',
  'COMPANY',
  'MEDIATOR',
  'RESIDENT',
  'INTEGRATION',
  'AUDITOR',
  'ADMIN',
  'SERVICE',
] as const;

export type Role = (typeof roles)[number];

/** Who is asking, as the realm vouches for it. */
export type Actor = Readonly<{
  subject: string;
  name: string;
  roles: readonly Role[];
  unitId: string | null;
  /** The actor's own unit, where it acts for `unitId`, which is away. */
  delegateId?: string;
  areaCode: string | null;
  posts: readonly string[];
  /** The client the token was issued to; for a service account, the system that calls. */
  client: string;
}>;

const known: ReadonlySet<string> = new Set(roles);
const isRole = (value: string): value is Role => known.has(value);

/**
 * Reads the claims of an access token. Roles that are not ours (Keycloak adds some of its own) are left out.
 * Null when the token names nobody, or names no client.
 */
export function actorOf(claims: unknown): Actor | null {
  if (!isRecord(claims)) return null;
  const subject = text(claims['sub']);
  const client = text(claims['azp']);
  if (!subject || !client) return null;
  const access = claims['realm_access'];
  return Object.freeze({
    subject,
    name: text(claims['name']) ?? text(claims['preferred_username']) ?? subject,
    roles: Object.freeze(texts(isRecord(access) ? access['roles'] : undefined).filter(isRole)),
    unitId: text(claims['unit']),
    areaCode: text(claims['area']),
    posts: Object.freeze(texts(claims['posts'])),
    client,
  });
}

export function hasRole(actor: Actor, allowed: readonly Role[]): boolean {
  return actor.roles.some((role) => allowed.includes(role));
}

/** Throws AuthorisationError (FORBIDDEN) unless the actor holds one of the allowed roles. */
export function requireRole(actor: Actor, allowed: readonly Role[]): void {
  if (!hasRole(actor, allowed)) throw new AuthorisationError(`需要以下角色之一: ${allowed.join(', ')}`);
}

const outside: readonly Role[] = ['RESIDENT', 'INTEGRATION'];

/** Whether the actor is nobody of the administration: a resident or a sender, who do not read what officials note for each other. */
export function isOutside({ roles: held }: Pick<Actor, 'roles'>): boolean {
  return held.every((role) => outside.includes(role));
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

// A multivalued mapper of Keycloak answers a bare string when there is one value and `multivalued` is off.
const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter(
    (item): item is string => typeof item === 'string' && item !== '',
  );
