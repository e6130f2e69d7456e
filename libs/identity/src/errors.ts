/** No token, or one that cannot be trusted: the caller answers 401, never 403. */
export class AuthenticationError extends Error {
  readonly code = 'UNAUTHENTICATED';
  override readonly name = 'AuthenticationError';
}

/** A known actor asks for something that its roles do not allow. */
export class AuthorisationError extends Error {
  readonly code = 'FORBIDDEN';
  override readonly name = 'AuthorisationError';
}

/** The identity provider cannot be asked now; says nothing about the token. */
export class IdentityProviderError extends Error {
  readonly code = 'TRY_LATER';
  override readonly name = 'IdentityProviderError';
}
