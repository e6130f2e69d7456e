import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  Configuration,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  refreshTokenGrant,
  ResponseBodyError,
  type TokenEndpointResponse,
  type TokenEndpointResponseHelpers,
} from 'openid-client';
import { Refusal } from '../calling/refusal.js';

export type SignInPlace = Readonly<{
  /** Of the realm, as browsers reach it. */
  issuer: string;
  /** `…/protocol/openid-connect` of the realm, as the gateway reaches it. */
  inside: string;
  clientId: string;
  clientSecret: string;
  /** Where the browser comes back to. */
  redirectUri: string;
  /** Real time. */
  now?: () => Date;
}>;

/** What the gateway remembers of somebody who went to sign in. */
export type Attempt = Readonly<{ state: string; verifier: string; nonce: string }>;

/** What it keeps of who has signed in; `until` in milliseconds of real time. */
export type Tokens = Readonly<{
  access: string;
  refresh: string;
  issuedAt: number;
  until: number;
  /** Of the session at the identity provider. */
  providerSession: string | null;
}>;

/** The identity provider keeps the session no more: it has ended there, or its token was used before. */
export class GrantEnded extends Error {
  override readonly name = 'GrantEnded';
}

const timeoutSeconds = 5;

/** The identity provider, seen by a confidential client: code flow with PKCE, tokens that are renewed, and the end (RFC 6749, 7636, OpenID Connect Core). */
export class SignIn {
  private readonly client: Configuration;
  private readonly now: () => Date;

  constructor(private readonly place: SignInPlace) {
    const { issuer, inside, clientId, clientSecret } = place;
    this.client = new Configuration(
      {
        issuer,
        authorization_endpoint: `${issuer}/protocol/openid-connect/auth`,
        token_endpoint: `${inside}/token`,
        jwks_uri: `${inside}/certs`,
      },
      clientId,
      undefined,
      ClientSecretBasic(clientSecret),
    );
    this.client.timeout = timeoutSeconds;
    // behind the ingress, and on the one machine of `npm start`, it is reached without TLS
    if (inside.startsWith('http:')) allowInsecureRequests(this.client);
    this.now = place.now ?? (() => new Date());
  }

  /** Where to send the browser. The password is asked for each time: who signs in at a shared computer is never the one before. */
  async begin(): Promise<Readonly<{ url: string; attempt: Attempt }>> {
    const attempt = { state: randomState(), verifier: randomPKCECodeVerifier(), nonce: randomNonce() };
    const url = buildAuthorizationUrl(this.client, {
      redirect_uri: this.place.redirectUri,
      scope: 'openid',
      prompt: 'login',
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
    });
    return { url: url.href, attempt };
  }

  /** `query` is what the browser came back with. Throws GrantEnded where the code is not, or no more, good, and UNAVAILABLE. */
  async complete(attempt: Attempt, query: string): Promise<Tokens> {
    const back = new URL(`${this.place.redirectUri}?${query}`);
    const { state: expectedState, nonce: expectedNonce, verifier: pkceCodeVerifier } = attempt;
    return this.granted(() =>
      authorizationCodeGrant(this.client, back, { expectedState, expectedNonce, pkceCodeVerifier }),
    );
  }

  /** The token that was given is used up. Throws GrantEnded and UNAVAILABLE. */
  async renew({ refresh, providerSession }: Tokens): Promise<Tokens> {
    const renewed = await this.granted(() => refreshTokenGrant(this.client, refresh));
    return { ...renewed, providerSession: renewed.providerSession ?? providerSession };
  }

  /** Ends the session there, too. Throws UNAVAILABLE where nobody answers; one that has ended already is no fault. */
  async end({ refresh }: Tokens): Promise<void> {
    const { inside, clientId, clientSecret } = this.place;
    try {
      const answer = await fetch(`${inside}/logout`, {
        method: 'POST',
        body: new URLSearchParams({
          client_id: clientId,
          client_secret: clientSecret,
          refresh_token: refresh,
        }),
        signal: AbortSignal.timeout(timeoutSeconds * 1_000),
      });
      await answer.body?.cancel();
      if (answer.status >= 500) throw new Error(`HTTP ${answer.status}`);
    } catch (cause) {
      throw new Refusal('UNAVAILABLE', undefined, undefined, { cause });
    }
  }

  private async granted(
    ask: () => Promise<TokenEndpointResponse & TokenEndpointResponseHelpers>,
  ): Promise<Tokens> {
    const issuedAt = this.now().getTime();
    try {
      const answer = await ask();
      const { access_token: access, refresh_token: refresh } = answer;
      const lifeSeconds = answer.expiresIn();
      if (refresh === undefined || lifeSeconds === undefined) throw new Error('the answer holds no token');
      const session = answer.claims()?.['sid'];
      const until = issuedAt + lifeSeconds * 1_000;
      return {
        access,
        refresh,
        issuedAt,
        until,
        providerSession: typeof session === 'string' ? session : null,
      };
    } catch (cause) {
      if (cause instanceof ResponseBodyError && cause.error === 'invalid_grant')
        throw new GrantEnded('the identity provider grants nothing for it', { cause });
      throw new Refusal('UNAVAILABLE', undefined, undefined, { cause });
    }
  }
}
