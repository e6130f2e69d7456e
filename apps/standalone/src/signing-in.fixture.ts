import { createGateway, signInConfig, type Gateway } from '@weisu/gateway';
import { directoryDefinition } from '@weisu/directory';
import { actorOf as actorOfClaims, createTokenVerifier } from '@weisu/identity';
import { Log, type ServiceCaller } from '@weisu/service-host';
import { actorOf, startTestService, TestTime, visitor, type TestService } from '@weisu/testing';
import { decodeJwt } from 'jose';
import { startIdp, type Postgres, type RunningIdp } from './identity-provider/identity-provider.fixture.js';

const gatewayActor = actorOf({ roles: ['SERVICE'], client: 'gateway', subject: 'gateway' });
export const keys = {
  old: `old:${Buffer.alloc(32, 1).toString('base64')}`,
  young: `young:${Buffer.alloc(32, 2).toString('base64')}`,
} as const;

type Injected = Awaited<ReturnType<Gateway['inject']>>;

/** The directory and the identity provider as they are, and as many replicas of the gateway as a test asks for, behind one address. */
export class SigningInGround {
  private readonly gateways: Gateway[] = [];
  /** Seconds that the gateways' clocks are ahead. */
  private ahead = 0;
  /** What fails from now on, by the name of an operation: the gateway that asked is dead. */
  readonly dead = new Set<string>();
  readonly died: string[] = [];
  /** Questions to the directory that were in hand at once, at most. */
  most = 0;
  private inHand = 0;

  private constructor(
    readonly directory: TestService,
    readonly idp: RunningIdp,
  ) {}

  static async open(postgres: Postgres): Promise<SigningInGround> {
    const time = new TestTime('2026-11-23T09:00:00+08:00');
    const directory = await startTestService(directoryDefinition, {}, time);
    return new SigningInGround(directory, await startIdp(postgres));
  }

  /** Another replica. */
  async gateway(environment: Readonly<Record<string, string>> = {}): Promise<Gateway> {
    const { idp } = this;
    const settings = signInConfig({
      WEISU_URL: idp.base,
      CONSOLE_CLIENT_SECRET: idp.secrets.clients['console']?.secret,
      ADDRESS_KEY: 'a key of the test, long enough to be one',
      SESSION_KEYS: keys.old,
      ...environment,
    });
    if (!settings) throw new Error('signing in is not set up');
    const opened = await createGateway({
      caller: this.caller(),
      verifier: createTokenVerifier({ authServerUrl: idp.base, realm: 'weisu', clientId: 'gateway' }),
      serviceToken: async () => 'gateway',
      storage: {
        list: async function* () {},
        free: async () => null,
        put: () => Promise.reject(new Error('no storage in this test')),
        get: async () => null,
        delete: async () => undefined,
      },
      now: () => new Date(),
      config: {
        trustedProxies: [],
        publicOperationsPerMinute: 60,
        addressKey: 'a key of the test, long enough to be one',
        proofKeys: ['another key of the test, long enough to be one'],
        introspection: false,
      },
      signInPlace: {
        ...settings,
        issuer: idp.issuer,
        inside: `${idp.issuer}/protocol/openid-connect`,
        now: () => new Date(Date.now() + this.ahead * 1_000),
      },
      log: Log.of('gateway', 'silent'),
    });
    this.gateways.push(opened);
    return opened;
  }

  advance(seconds: number): void {
    this.ahead += seconds;
  }

  /** A browser that the gateway sends to sign in and that comes back: to the page it asked for, with its cookies. */
  async signIn(gateway: Gateway, account = 'street', to = '/console/matters?status=OPEN'): Promise<Visit> {
    const visit = new Visit(gateway, this.idp);
    await visit.enter(account, to);
    return visit;
  }

  async stop(): Promise<void> {
    for (const gateway of this.gateways) await gateway.close();
    await this.idp.stop();
    await this.directory.stop();
  }

  private caller(): ServiceCaller {
    return {
      ready: async () => true,
      call: async (_service, { operation, args, headers }) => {
        if (this.dead.has(operation)) {
          this.died.push(operation);
          throw new Error(`${operation}: nobody hears the answer`);
        }
        const bearer = headers['authorization']?.replace('Bearer ', '');
        const actor = bearer === 'gateway' ? gatewayActor : bearer ? actorOfClaims(decodeJwt(bearer)) : null;
        const actingFor = headers['x-weisu-acting-for'];
        this.most = Math.max(this.most, (this.inHand += 1));
        try {
          const options = actingFor ? { actingFor } : {};
          const data = await this.directory.call(operation as 'me', args, actor, options);
          return { status: 200, body: { data: data ?? null } };
        } catch (error) {
          return { status: 400, body: { error } };
        } finally {
          this.inHand -= 1;
        }
      },
    };
  }
}

type Session = Readonly<{
  tag: string;
  name: string;
  subject: string;
  actingFor: string | null;
  idleUntil: string;
}>;

/** One browser at one, or another, replica. */
export class Visit {
  readonly browser: ReturnType<typeof visitor>;
  back = '';
  arrived: Injected | null = null;
  session: Session | null = null;

  constructor(
    private readonly gateway: Gateway,
    private readonly idp: RunningIdp,
  ) {
    this.browser = visitor(idp.issuer);
  }

  get cookie(): string {
    return this.browser.cookiesAt('/');
  }

  private get sent(): Record<string, string> {
    return { cookie: this.cookie, host: new URL(this.idp.base).host };
  }

  async enter(account = 'street', to = '/console/matters?status=OPEN'): Promise<void> {
    const begun = await this.get(`/session/sign-in?to=${encodeURIComponent(to)}`);
    const login = await this.browser.open(String(begun.headers.location));
    const password = this.idp.secrets.accounts[account]?.password ?? '';
    const back = await this.browser.submit(login.url, { username: account, password });
    this.back = `${back.pathname}${back.search}`;
    this.arrived = await this.get(this.back);
    await this.look();
  }

  /** As a page of ours would ask, by its own headers. */
  get ours(): Record<string, string> {
    return { origin: this.idp.base, 'x-weisu-session': this.session?.tag ?? '' };
  }

  async get(
    url: string,
    headers: Readonly<Record<string, string>> = {},
    gateway = this.gateway,
  ): Promise<Injected> {
    return this.kept(await gateway.inject({ url, headers: { ...this.sent, ...headers } }));
  }

  async post(
    url: string,
    payload: object,
    headers: Readonly<Record<string, string>> = this.ours,
    gateway = this.gateway,
  ): Promise<Injected> {
    const all = { ...this.sent, ...headers };
    return this.kept(await gateway.inject({ method: 'POST', url, payload, headers: all }));
  }

  /** The code of what refuses; null: it is answered. */
  async me(gateway = this.gateway, headers: Readonly<Record<string, string>> = this.ours) {
    const { body } = await this.post('/graphql', { query: '{ me { subject } }' }, headers, gateway);
    const { data, errors } = JSON.parse(body) as {
      data?: { me: { subject: string } | null };
      errors?: { extensions: { code: string } }[];
    };
    return errors?.[0]?.extensions.code ?? data?.me?.subject ?? null;
  }

  /** Who the gateway says is signed in. */
  async look(gateway = this.gateway): Promise<Session | null> {
    const { body } = await this.get('/session', { 'sec-fetch-site': 'same-origin' }, gateway);
    return (this.session = (JSON.parse(body) as { session: Session | null }).session);
  }

  private kept(answer: Injected): Injected {
    const given = answer.headers['set-cookie'] ?? [];
    this.browser.remember(typeof given === 'string' ? [given] : given);
    return answer;
  }
}
