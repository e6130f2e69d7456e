import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { OperationAnswer, OperationName } from '@weisu/api';
import { DomainError } from '@weisu/contracts';
import type { Actor } from '@weisu/identity';
import { nonceBytes, type KeyRing } from '@weisu/personal-data';
import type { Log, ServiceCaller } from '@weisu/service-host';
import { Refusal } from '../calling/refusal.js';
import { askAsGateway, type Caller } from '../calling/service-caller.js';
import { shared } from './shared.js';
import { GrantEnded, type SignIn, type Tokens } from './sign-in.client.js';
import { digestOf, sealTokens, tagOf, unsealTokens } from './tokens-sealed.js';

export type SessionLimits = Readonly<{
  /** Seconds without a sign of the person, and seconds in all; as the realm has them. */
  idle: number;
  most: number;
}>;

export type SessionsOptions = SessionLimits &
  Readonly<{
    caller: ServiceCaller;
    serviceToken: () => Promise<string>;
    signIn: SignIn;
    keys: KeyRing;
    log: Log;
    /** Real time: tokens expire in the world of the identity provider. */
    now?: () => Date;
  }>;

/** Somebody signed in, at this moment. */
export type LiveSession = Readonly<{
  subject: string;
  /** By which pages name the session they belong to. */
  tag: string;
  bearer: string;
  /** The unit that she acts for in place of her own. */
  actingFor: string | null;
  /** When it ends if she does nothing, and whatever she does; RFC 3339. */
  idleUntil: string;
  until: string;
}>;

type Row = NonNullable<OperationAnswer['staffSession']>;
type Held = Readonly<{ row: Row; tokens: Tokens; readAt: number; usedAt: number }>;
type Asker = Omit<Caller, 'bearer' | 'actingFor'>;

/** For so long a replica does not ask whether a session has ended, in milliseconds. */
const believedFor = 5_000;
/** A person's sign is written down at most so often. */
const signedEvery = 15_000;
/** Before so much of its life is left a token is renewed, whoever asks. */
const renewalMargin = 60_000;
/** Another replica's renewal is waited for, where the token is good no more. */
const waitsFor = 12_000;
const looksEvery = 100;
const mostHeld = 10_000;

/** What stands in the cookie: 256 random bits, and nothing else. */
const newSessionId = (): string => randomBytes(32).toString('base64url');

/** The sessions of all replicas, as one of them sees them (docs/adr/0051). Rows are the directory's; tokens are opened here alone. */
export class Sessions {
  private readonly held = new Map<string, Held>();
  private readonly reading = new Map<string, Promise<Held | null>>();
  private readonly renewing = new Map<string, Promise<Held | null>>();

  constructor(private readonly options: SessionsOptions) {}

  /** Answers the id for the cookie. */
  async open(tokens: Tokens, actor: Actor, asker: Asker): Promise<string> {
    const id = newSessionId();
    const digest = digestOf(id);
    await this.ask(asker, 'openStaffSession', {
      input: {
        digest,
        subject: actor.subject,
        unitId: actor.unitId,
        providerSession: tokens.providerSession,
        sealed: this.sealed(digest, tokens),
        idle: this.options.idle,
        most: this.options.most,
      },
    });
    return id;
  }

  /** Whether this replica has seen the session: an id that it has not may be anybody's invention. */
  knows(id: string): boolean {
    return this.held.has(digestOf(id));
  }

  /** With a token that is good; null: it has ended. `byPerson`: it is a sign of her, which no poll or stream is. Throws UNAVAILABLE. */
  async find(id: string, byPerson: boolean, asker: Asker): Promise<LiveSession | null> {
    const digest = digestOf(id);
    const known = await this.known(digest, byPerson, asker);
    if (!known) return null;
    if (!this.isToRenew(known.tokens, byPerson)) return liveOf(id, known);
    const renewal = this.renewed(digest, known, asker);
    if (known.tokens.until > this.now()) {
      // what is good is used meanwhile, whoever is away
      renewal.catch((error: unknown) => this.options.log.failed({ part: 'renewal of a session' }, error));
      return liveOf(id, known);
    }
    const good = await renewal;
    return good && liveOf(id, good);
  }

  /** The same session under a new id, acting for that unit, or for her own. Null: it has ended. Throws NOT_DELEGATED and UNAVAILABLE. */
  async move(id: string, unitId: string | null, asker: Asker): Promise<string | null> {
    const from = digestOf(id);
    const to = newSessionId();
    const began = this.now();
    while (this.now() - began < waitsFor) {
      const known = await this.read(from, true, asker);
      if (!known) return null;
      const digest = digestOf(to);
      const sealed = this.sealed(digest, known.tokens);
      const args = { digest: from, version: known.row.version, to: digest, sealed, unitId };
      const moved = await this.ask<Row | null>(asker, 'moveStaffSession', args);
      this.held.delete(from);
      if (moved) return to;
      // somebody renews it: who came back with new tokens would find it nowhere
      await delay(looksEvery);
    }
    throw new Refusal('UNAVAILABLE');
  }

  /** It is over on every replica within five seconds. Answers whether the identity provider has heard of it. */
  async end(id: string, asker: Asker): Promise<boolean> {
    const { tokens } = await this.taken(id, asker);
    return tokens === null || this.endAtProvider(tokens);
  }

  /** The session before, of whoever has just signed in. Of the same person the identity provider has but one, which is the new one's, too. */
  async leave(id: string, subject: string, asker: Asker): Promise<void> {
    const { tokens, row } = await this.taken(id, asker);
    if (tokens && row?.subject !== subject) await this.endAtProvider(tokens);
  }

  private async taken(
    id: string,
    asker: Asker,
  ): Promise<Readonly<{ row: Row | null; tokens: Tokens | null }>> {
    const digest = digestOf(id);
    this.held.delete(digest);
    const row = await this.ask<Row | null>(asker, 'endStaffSession', { digest });
    return { row, tokens: row && this.opened(digest, row) };
  }

  /** What the identity provider ended. */
  async endOf(
    ended: Readonly<{ providerSession: string | null; subject: string | null }>,
    asker: Asker,
  ): Promise<void> {
    await this.ask(asker, 'endStaffSessions', ended);
    this.held.clear();
  }

  private async known(digest: string, byPerson: boolean, asker: Asker): Promise<Held | null> {
    const held = this.held.get(digest);
    const now = this.now();
    const isBelieved =
      held && now - held.readAt < believedFor && (!byPerson || now - held.usedAt < signedEvery);
    if (isBelieved) return held;
    try {
      return await this.read(digest, byPerson, asker);
    } catch (error) {
      // nobody can end a session while its owner is away, and who is signed in goes on with the token she has
      const isAway = error instanceof Refusal && error.code === 'UNAVAILABLE';
      if (isAway && held && held.tokens.until > now) return held;
      throw error;
    }
  }

  /** Those who ask at once share one question. */
  private read(digest: string, used: boolean, asker: Asker): Promise<Held | null> {
    return shared(this.reading, `${digest} ${used}`, async () => {
      const row = await this.ask<Row | null>(asker, 'staffSession', { digest, used });
      const tokens = row && this.opened(digest, row);
      if (tokens) return this.hold(digest, row, tokens, used);
      this.held.delete(digest);
      return null;
    });
  }

  private sealed(digest: string, tokens: Tokens): string {
    return sealTokens(this.options.keys, digest, tokens, randomBytes(nonceBytes));
  }

  /** Null where the key that sealed it is gone: its person signs in again. */
  private opened(digest: string, { sealed }: Row): Tokens | null {
    try {
      return unsealTokens(this.options.keys, digest, sealed);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'DATA_KEY_LOST') return null;
      throw error;
    }
  }

  private hold(digest: string, row: Row, tokens: Tokens, used: boolean): Held {
    const before = this.held.get(digest);
    const readAt = this.now();
    const held = { row, tokens, readAt, usedAt: used ? readAt : (before?.usedAt ?? 0) };
    this.held.delete(digest);
    const [oldest] = this.held.size >= mostHeld ? this.held.keys() : [];
    if (oldest !== undefined) this.held.delete(oldest);
    this.held.set(digest, held);
    return held;
  }

  /** A person's token is renewed from the middle of its life on: the identity provider counts her idleness from there. */
  private isToRenew({ issuedAt, until }: Tokens, byPerson: boolean): boolean {
    const left = until - this.now();
    return left < renewalMargin || (byPerson && left < (until - issuedAt) / 2);
  }

  private renewed(digest: string, known: Held, asker: Asker): Promise<Held | null> {
    return shared(this.renewing, digest, async () => {
      const began = this.now();
      for (let current = known; ;) {
        const { version } = current.row;
        if (await this.ask<boolean>(asker, 'claimStaffRenewal', { digest, version }))
          return this.renewedByUs(digest, current, asker);
        const found = await this.read(digest, false, asker);
        // another is at it, or was: what is good for a while is used meanwhile
        if (!found || found.row.version !== version || found.tokens.until > this.now()) return found;
        if (this.now() - began > waitsFor) throw new Refusal('UNAVAILABLE');
        await delay(looksEvery);
        current = found;
      }
    });
  }

  private async renewedByUs(digest: string, current: Held, asker: Asker): Promise<Held | null> {
    const tokens = await this.grantFor(digest, current, asker);
    if (!tokens || tokens === current.tokens) return tokens && current;
    const sealed = this.sealed(digest, tokens);
    const args = { digest, version: current.row.version, sealed };
    const row = await this.ask<Row | null>(asker, 'renewStaffSession', args);
    if (row) return this.hold(digest, row, tokens, false);
    const found = await this.read(digest, false, asker);
    if (!found) await this.endAtProvider(tokens);
    return found;
  }

  /** Null: the session has ended at the identity provider, and ends here. While nobody answers there, what is good stays. */
  private async grantFor(digest: string, { tokens }: Held, asker: Asker): Promise<Tokens | null> {
    try {
      return await this.options.signIn.renew(tokens);
    } catch (error) {
      if (error instanceof GrantEnded) {
        await this.ask(asker, 'endStaffSession', { digest });
        this.held.delete(digest);
        return null;
      }
      if (tokens.until > this.now()) return tokens;
      throw error;
    }
  }

  /** A password is asked for at each sign-in, so that one that lives on there until it is idle opens nothing. */
  private async endAtProvider(tokens: Tokens): Promise<boolean> {
    try {
      await this.options.signIn.end(tokens);
      return true;
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }

  private ask<Answer>(asker: Asker, operation: OperationName, args: object): Promise<Answer> {
    const onBehalfOf = { ...asker, bearer: null };
    return askAsGateway(this.options, onBehalfOf, operation, args) as Promise<Answer>;
  }

  private now(): number {
    return (this.options.now?.() ?? new Date()).getTime();
  }
}

function liveOf(id: string, { row, tokens }: Held): LiveSession {
  return {
    subject: row.subject,
    tag: tagOf(id),
    bearer: tokens.access,
    actingFor: row.actingFor ?? null,
    // as they came over the wire
    idleUntil: String(row.idleUntil),
    until: String(row.until),
  };
}
