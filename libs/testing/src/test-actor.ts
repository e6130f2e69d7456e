import { AuthenticationError, type Actor, type TokenVerifier } from '@weisu/identity';

/** An actor for the rings below the journeys; those get real tokens from the identity provider. */
export function actorOf(overrides: Partial<Actor> & Pick<Actor, 'roles'>): Actor {
  const client = overrides.client ?? 'console';
  return { subject: 'someone', name: '某人', unitId: null, areaCode: null, posts: [], ...overrides, client };
}

/** The actor itself as bearer; `testVerifier` reads it back. Token checks have their own tests in `identity`. */
export function tokenFor(actor: Actor): string {
  return Buffer.from(JSON.stringify(actor)).toString('base64url');
}

export const testVerifier: TokenVerifier = {
  verify(bearer) {
    try {
      return Promise.resolve(JSON.parse(Buffer.from(bearer, 'base64url').toString('utf8')) as Actor);
    } catch {
      return Promise.reject(new AuthenticationError('not a token of this test'));
    }
  },
};
