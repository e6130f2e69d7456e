import { topics } from '@weisu/contracts';
import { SystemTime } from '@weisu/messaging';
import { decodeJwt } from 'jose';
import pg from 'pg';
import type { DistrictPlace, GraphqlAnswer } from './district-place.js';
import { openClusterPlace } from './cluster-place.fixture.js';
import { holdEvents } from './held.fixture.js';
import { openStandalonePlace } from './standalone-place.fixture.js';

export type { GraphqlAnswer } from './district-place.js';

const real = new SystemTime();

const lives = (token: string): boolean => (decodeJwt(token).exp ?? 0) * 1_000 - real.now().getTime() > 30_000;

/** A whole district: real tokens, business time that the test sets. `npm run test:cluster` runs the same tests on the real servers. */
export class TestDistrict {
  private readonly tokens = new Map<string, Promise<string>>();

  private constructor(private readonly place: DistrictPlace) {}

  static async start(environment: Readonly<Record<string, string>> = {}): Promise<TestDistrict> {
    const cluster = process.env['WEISU_TEST_CLUSTER'];
    return new TestDistrict(
      await (cluster ? openClusterPlace(cluster, environment) : openStandalonePlace(environment)),
    );
  }

  get url(): string {
    return this.place.url;
  }

  get dataDir(): string {
    return this.place.folder;
  }

  get importEnvironment(): Readonly<Record<string, string>> {
    return this.place.importEnvironment;
  }

  /** No service hears of another from now on; answers how it goes on. */
  async holdEvents(): Promise<() => Promise<void>> {
    const urls = new Map(
      await Promise.all(
        topics.map(async (schema) => [schema, await this.place.databaseUrl(schema)] as const),
      ),
    );
    return holdEvents((schema) => urls.get(schema) ?? '');
  }

  /** Rows of a query in the schema of a service. */
  async sql<Row extends pg.QueryResultRow>(schema: string, text: string): Promise<Row[]> {
    const client = new pg.Client({
      connectionString: await this.place.databaseUrl(schema),
      options: `-c search_path=${schema}`,
    });
    await client.connect();
    try {
      return (await client.query<Row>(text)).rows;
    } finally {
      await client.end();
    }
  }

  async killAndRestart(): Promise<void> {
    await this.place.killAndRestart();
    this.tokens.clear();
  }

  stop(): Promise<void> {
    return this.place.stop();
  }

  /** A real token of an account of people.csv, with half a minute or more to live. Signs in once at a time: Keycloak takes a second sign-in beside the first for an attack. */
  token(account: string): Promise<string> {
    const before = this.tokens.get(account);
    const token = before
      ? before.then((known) => (lives(known) ? known : this.place.requestToken(account)))
      : this.place.requestToken(account);
    this.tokens.set(account, token);
    token.catch(() => this.tokens.delete(account));
    return token;
  }

  passwordOf(account: string): Promise<string> {
    return this.place.passwordOf(account);
  }

  expiredToken(account: string): Promise<string> {
    return this.place.expiredToken(account);
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

  setTime(now: string): Promise<void> {
    return this.place.setTime(now);
  }
}
