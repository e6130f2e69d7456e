import { visitor } from '@weisu/testing';
import type { TestDistrict } from './district.fixture.js';

type Session = Readonly<{ tag: string; name: string; actingFor: string | null }>;

/** A person at the console, without a browser: she signs in at the real identity provider, and asks as its pages do. */
export class ConsoleVisitor {
  private readonly browser = visitor('http');
  session: Session | null = null;

  private constructor(
    /** As browsers know the gateway. */
    readonly origin: string,
  ) {}

  static async signIn(district: TestDistrict, account: string): Promise<ConsoleVisitor> {
    const visit = new ConsoleVisitor(district.url.replace('127.0.0.1', 'localhost'));
    await visit.enter(account, await district.passwordOf(account));
    return visit;
  }

  /** Answers where she came back to, and what the page of the identity provider said where she did not. */
  async enter(account: string, password: string): Promise<string> {
    const { origin, browser } = this;
    const login = await browser.open(`${origin}/session/sign-in?to=/console/mine`);
    const action = /<form[^>]*action="([^"]+)"/.exec(login.html)?.[1]?.replaceAll('&amp;', '&');
    const form = { username: account, password };
    const arrived = await browser.follow(action ?? login.url, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    await this.look();
    return arrived.url;
  }

  async look(): Promise<Session | null> {
    const answer = await this.browser.request(`${this.origin}/session`, {
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    return (this.session = ((await answer.json()) as { session: Session | null }).session);
  }

  async post(path: string, body: object): Promise<Readonly<{ status: number; body: Answered }>> {
    const headers = {
      accept: 'application/json',
      'content-type': 'application/json',
      origin: this.origin,
      'x-weisu-session': this.session?.tag ?? '',
    };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    const answer = await this.browser.request(`${this.origin}${path}`, init);
    return { status: answer.status, body: (await answer.json()) as Answered };
  }

  /** The data, or the code of what refuses. */
  async ask(query: string): Promise<unknown> {
    const { body } = await this.post('/graphql', { query });
    return body.errors?.[0]?.extensions.code ?? body.data;
  }

  /** Where a page is sent that asks without showing itself (`prompt=none`): with a code, or with an error. */
  async silently(authorization: string): Promise<URLSearchParams> {
    const answer = await this.browser.request(authorization);
    return new URL(answer.headers.get('location') ?? '', authorization).searchParams;
  }
}

type Answered = Readonly<{
  data?: unknown;
  errors?: readonly { extensions: { code: string } }[];
  error?: { code: string };
}>;
