import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { createTokenVerifier } from './token.verifier.js';

type Key = Awaited<ReturnType<typeof key>>;

describe('verifying a bearer token', () => {
  let realm: Awaited<ReturnType<typeof startRealm>>;
  let first: Key;

  beforeEach(async () => {
    first = await key('k1');
    realm = await startRealm([first]);
  });
  afterEach(() => realm.stop());

  it('answers the actor of a valid token', async () => {
    const actor = await realm.verifier().verify(await realm.token(first));
    expect(actor).toMatchObject({
      subject: 's-1',
      roles: ['STREET'],
      areaCode: '440303003',
      client: 'console',
    });
  });

  it.each<[string, (signer: Key) => Promise<string> | string]>([
    ['that is empty', () => ''],
    ['that is garbage', () => 'garbage'],
    ['of three garbage parts', () => 'a.b.c'],
    ['whose payload is not an object', (k) => `${part({ alg: 'RS256', kid: k.kid })}.${part(null)}.AAAA`],
    ['longer than any header', () => 'x'.repeat(20_000)],
    ['that has expired', (k) => realm.token(k, { exp: seconds() - 1 })],
    ['without an expiry', (k) => realm.token(k, { exp: undefined })],
    ['of another issuer', (k) => realm.token(k, { iss: 'http://elsewhere/realms/weisu' })],
    ['of type ID', (k) => realm.token(k, { typ: 'ID' })],
    ['without a type', (k) => realm.token(k, { typ: undefined })],
    ['without a subject', (k) => realm.token(k, { sub: undefined })],
    ['signed with another key under a known id', async () => realm.token(await key('k1'))],
    ['with an unknown key id', async () => realm.token(await key('k9'))],
    ['without a signature (alg none)', () => new UnsecuredJWT(realm.claims()).encode()],
    [
      'that says alg none but is signed',
      async (k) => withHeader(await realm.token(k), { alg: 'none', kid: k.kid }),
    ],
    ['that says HS256', async (k) => withHeader(await realm.token(k), { alg: 'HS256', kid: k.kid })],
    ['whose payload was changed', async (k) => withRoles(await realm.token(k), ['ADMIN'])],
  ])('refuses a token %s', async (_what, make) => {
    const verifying = realm.verifier().verify(await make(first));
    await expect(verifying).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('says that the identity provider is away, not that the token is bad', async () => {
    const token = await realm.token(first);
    const verifier = realm.verifier();
    await realm.stop();
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'TRY_LATER' });
  });

  it('survives a proxy that answers HTML', async () => {
    const token = await realm.token(first);
    realm.answer = '<html>';
    await expect(realm.verifier().verify(token)).rejects.toMatchObject({ code: 'TRY_LATER' });
  });

  it('needs the identity provider no more once it has the keys', async () => {
    const verifier = realm.verifier();
    await verifier.verify(await realm.token(first));
    await realm.stop();
    await expect(verifier.verify(await realm.token(first, { sub: 's-2' }))).resolves.toMatchObject({
      subject: 's-2',
    });
  });

  it('answers a verified token from memory for five minutes, then checks it again', async () => {
    const verifier = realm.verifier();
    const token = await realm.token(first, { exp: seconds() + 3_600 });
    const actor = await verifier.verify(token);
    realm.advance(299_000);
    expect(await verifier.verify(token)).toBe(actor);
    realm.advance(2_000);
    const again = await verifier.verify(token);
    expect(again).toEqual(actor);
    expect(again).not.toBe(actor);
  });

  it('never remembers a token beyond its own end', async () => {
    const verifier = realm.verifier();
    const token = await realm.token(first, { exp: seconds() + 60 });
    await verifier.verify(token);
    realm.advance(61_000);
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('fetches the keys once for callers that come together', async () => {
    const verifier = realm.verifier();
    const tokens = await Promise.all(['a', 'b', 'c', 'd'].map((sub) => realm.token(first, { sub })));
    await Promise.all(tokens.map((token) => verifier.verify(token)));
    expect(realm.requests).toBe(1);
  });

  it('fetches the keys again when the realm has rotated, at most once in ten seconds', async () => {
    const verifier = realm.verifier();
    await verifier.verify(await realm.token(first));
    const second = await key('k2');
    realm.keys = [second, first];
    const token = await realm.token(second);

    realm.advance(5_000);
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(realm.requests).toBe(1);
    realm.advance(5_000);
    await expect(verifier.verify(token)).resolves.toMatchObject({ subject: 's-1' });
    expect(realm.requests).toBe(2);
  });
});

const seconds = () => Math.floor(Date.now() / 1_000);
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

function withHeader(token: string, header: object): string {
  return [part(header), ...token.split('.').slice(1)].join('.');
}

function withRoles(token: string, held: string[]): string {
  const [header, payload, signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as object;
  return [header, part({ ...claims, realm_access: { roles: held } }), signature].join('.');
}

async function key(kid: string) {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256' } };
}

/** A realm as its verifier sees it: an address that serves keys, and a clock. */
async function startRealm(keys: Key[]) {
  let offset = 0;
  const server: Server = createServer((request, response) => {
    realm.requests += 1;
    response.statusCode = request.url === '/realms/weisu/protocol/openid-connect/certs' ? 200 : 404;
    response.end(realm.answer ?? JSON.stringify({ keys: realm.keys.map(({ jwk }) => jwk) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const authServerUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const realm = {
    keys,
    requests: 0,
    answer: null as string | null,
    advance: (ms: number) => (offset += ms),
    verifier: () =>
      createTokenVerifier({
        authServerUrl,
        realm: 'weisu',
        clientId: 'gateway',
        now: () => new Date(Date.now() + offset),
      }),
    claims: (): JWTPayload => ({
      iss: `${authServerUrl}/realms/weisu`,
      sub: 's-1',
      typ: 'Bearer',
      azp: 'console',
      iat: seconds(),
      exp: seconds() + 300,
      realm_access: { roles: ['STREET'] },
      area: '440303003',
    }),
    token: (signer: Key, changed: Record<string, unknown> = {}) =>
      new SignJWT({ ...realm.claims(), ...changed })
        .setProtectedHeader({ alg: 'RS256', kid: signer.kid })
        .sign(signer.privateKey),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return realm;
}
