export { actorOf, hasRole, isOutside, requireRole, roles, type Actor, type Role } from './actor.js';
export { maySeeAppeal, readsByUnit, type AppealScope } from './appeal-access.js';
export { contains, isAreaCode, withinActorArea } from './area.js';
export { AuthenticationError, AuthorisationError, IdentityProviderError } from './errors.js';
export { clientCredentials, type ServiceTokenOptions } from './service-token.client.js';
export { StandIns } from './stand-ins.js';
export { createTokenVerifier, type TokenVerifier, type TokenVerifierOptions } from './token.verifier.js';
