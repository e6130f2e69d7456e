import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../apps/standalone/dist/main.js', import.meta.url));

export type GraphqlAnswer = Readonly<{
  status: number;
  data: Record<string, unknown> | null;
  errors: readonly { message: string; extensions: { code: string; messageZh?: string } }[];
}>;

/** A whole district as `npm start` runs it: a process of its own, real tokens, business time that the test sets. */
export class TestDistrict {
  private readonly tokens = new Map<string, { token: string; until: number }>();

  private constructor(
    private child: ChildProcess,
    private readonly printed: readonly string[],
    readonly url: string,
    readonly dataDir: string,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  static async start(environment: Readonly<Record<string, string>> = {}): Promise<TestDistrict> {
    const dataDir = await mkdtemp(join(tmpdir(), 'weisu-district-'));
    const settings = {
      DATA_DIR: dataDir,
      PORT: '0',
      WEISU_TEST_CLOCK: '1',
      PUBLIC_OPERATIONS_PER_MINUTE: '100000',
      LOG_LEVEL: 'error',
      ...environment,
    };
    const { child, printed, url } = await launch(settings);
    return new TestDistrict(child, printed, url, dataDir, settings);
  }

  /** Ends the process as a power cut would, and starts it again on the same data and port. */
  async killAndRestart(): Promise<void> {
    const ended = new Promise((done) => this.child.once('exit', done));
    this.child.kill('SIGKILL');
    await ended;
    this.tokens.clear();
    const { child } = await launch({ ...this.environment, PORT: new URL(this.url).port });
    this.child = child;
  }

  async stop(): Promise<void> {
    const ended = new Promise((done) => this.child.once('exit', done));
    this.child.kill('SIGTERM');
    await ended;
    await rm(this.dataDir, { recursive: true, force: true });
    // as root under a 0700 folder the database's own user cannot read it: then the district says where the data are
    const moved = /^data +(\S+)/m.exec(this.printed.join(''))?.[1];
    if (moved) await rm(moved, { recursive: true, force: true });
  }

  /** A real token of an account of people.csv, by the grant that fits it; systems such as `hotline` by client credentials. */
  async token(account: string): Promise<string> {
    const known = this.tokens.get(account);
    if (known && known.until > performance.now()) return known.token;
    const secrets = JSON.parse(readFileSync(join(this.dataDir, 'identity.json'), 'utf8')) as {
      accounts: Record<string, { password: string }>;
      clients: Record<string, { secret: string }>;
    };
    const person = secrets.accounts[account];
    const form = person
      ? { grant_type: 'password', client_id: 'weisu-cli', username: account, password: person.password }
      : {
          grant_type: 'client_credentials',
          client_id: account,
          client_secret: secrets.clients[account]?.secret ?? '',
        };
    const response = await fetch(`${this.url}/realms/weisu/protocol/openid-connect/token`, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    const { access_token: token } = (await response.json()) as { access_token?: string };
    if (!token) throw new Error(`no token for ${account}: HTTP ${response.status}`);
    this.tokens.set(account, { token, until: performance.now() + 240_000 });
    return token;
  }

  /** As an account, or as nobody. */
  async graphql(
    account: string | null,
    query: string,
    variables: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<GraphqlAnswer> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(account ? { authorization: `Bearer ${await this.token(account)}` } : {}),
        ...headers,
      },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await response.json()) as {
      data?: GraphqlAnswer['data'];
      errors?: GraphqlAnswer['errors'];
    };
    return { status: response.status, data: body.data ?? null, errors: body.errors ?? [] };
  }

  /** The data of an answer without errors; fails with their codes otherwise. */
  async ask<Data>(
    account: string | null,
    query: string,
    variables: Readonly<Record<string, unknown>> = {},
  ): Promise<Data> {
    const answer = await this.graphql(account, query, variables);
    if (answer.errors.length) {
      throw new Error(answer.errors.map((error) => `${error.extensions.code}: ${error.message}`).join('; '));
    }
    return answer.data as Data;
  }

  async setTime(now: string): Promise<void> {
    await fetch(`${this.url}/test-clock`, { method: 'POST', body: JSON.stringify({ now, speed: 0 }) });
  }
}

async function launch(
  environment: Readonly<Record<string, string>>,
): Promise<{ child: ChildProcess; printed: readonly string[]; url: string }> {
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, NODE_OPTIONS: '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  const printed: string[] = [];
  const url = await new Promise<string>((ready, fail) => {
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
    child.once('exit', (code) =>
      fail(new Error(`the district ended with ${String(code)}: ${said.join('').slice(-3000)}`)),
    );
    child.stdout.on('data', (chunk: Buffer) => {
      printed.push(chunk.toString());
      const found = /^ready (\S+)\/graphql/m.exec(printed.join(''));
      if (found?.[1]) ready(found[1]);
    });
  });
  return { child, printed, url };
}
