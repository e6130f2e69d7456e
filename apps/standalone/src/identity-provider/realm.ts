import { roles } from '@weisu/identity';
import { z } from 'zod';

/** Keycloak's own clients, which stand in the file for their scopes, and the one by which people are imported into it. */
const keycloakOnly: ReadonlySet<string> = new Set([
  'account',
  'account-console',
  'admin-cli',
  'people-import',
  'security-admin-console',
]);

/** The part of Keycloak's realm export that the embedded provider obeys; Keycloak itself reads all of it. */
export const realmFile = z.object({
  realm: z.string(),
  displayName: z.string(),
  accessTokenLifespan: z.int().positive(),
  accessCodeLifespan: z.int().positive(),
  accessCodeLifespanLogin: z.int().positive(),
  ssoSessionIdleTimeout: z.int().positive(),
  ssoSessionMaxLifespan: z.int().positive(),
  bruteForceProtected: z.literal(true),
  failureFactor: z.int().min(2),
  waitIncrementSeconds: z.int().positive(),
  maxDeltaTimeSeconds: z.int().positive(),
  clients: z
    .array(
      z.object({
        clientId: z.string(),
        publicClient: z.boolean(),
        standardFlowEnabled: z.boolean(),
        directAccessGrantsEnabled: z.boolean(),
        serviceAccountsEnabled: z.boolean(),
        redirectUris: z.array(z.string()).default([]),
        webOrigins: z.array(z.string()).default([]),
      }),
    )
    .transform((clients) => clients.filter(({ clientId }) => !keycloakOnly.has(clientId))),
  users: z
    .array(
      z.object({
        username: z.string(),
        serviceAccountClientId: z.string(),
        realmRoles: z.array(z.enum(roles)),
      }),
    )
    .transform((users) => users.filter((user) => !keycloakOnly.has(user.serviceAccountClientId))),
});

export type Realm = z.infer<typeof realmFile>;
export type RealmClient = Realm['clients'][number];

/** A relative redirect URI of the realm file stands on the provider's own address. */
export function redirectPatterns(client: RealmClient, issuerBase: string): readonly string[] {
  return client.redirectUris.map((uri) => (uri.startsWith('/') ? `${issuerBase}${uri}` : uri));
}

/** Keycloak's rule: an asterisk at the end, and only there, stands for anything. */
export function matchesRedirect(pattern: string, uri: string): boolean {
  return pattern.endsWith('*') ? uri.startsWith(pattern.slice(0, -1)) : uri === pattern;
}
