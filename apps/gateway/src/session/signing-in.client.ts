import type { KeyRing } from '@weisu/personal-data';
import type { Log, ServiceCaller } from '@weisu/service-host';
import { logoutTokens, type ReadLogoutToken } from './logout-token.client.js';
import { Sessions, type SessionLimits } from './sessions.client.js';
import { SignIn } from './sign-in.client.js';

/** How people sign in at one place of the gateway. */
export type SignInSettings = SessionLimits &
  Readonly<{
    /** As browsers reach the gateway, without a slash at the end. */
    publicUrl: string;
    /** Of the realm, as browsers reach it. */
    issuer: string;
    /** `…/protocol/openid-connect` of the realm, as the gateway reaches it. */
    inside: string;
    clientId: string;
    clientSecret: string;
    keys: KeyRing;
    /** Real time. */
    now?: () => Date;
  }>;

export type SigningIn = Readonly<{
  publicUrl: string;
  signIn: SignIn;
  sessions: Sessions;
  readLogoutToken: ReadLogoutToken;
  keys: KeyRing;
}>;

export function openSigningIn(
  services: Readonly<{ caller: ServiceCaller; serviceToken: () => Promise<string>; log: Log }>,
  settings: SignInSettings,
): SigningIn {
  const { publicUrl, issuer, inside, clientId, keys } = settings;
  const signIn = new SignIn({ ...settings, redirectUri: `${publicUrl}/session/back` });
  const { caller, serviceToken, log } = services;
  return {
    publicUrl,
    signIn,
    sessions: new Sessions({ ...settings, caller, serviceToken, log, signIn }),
    readLogoutToken: logoutTokens({ issuer, clientId, certsUrl: `${inside}/certs` }),
    keys,
  };
}
