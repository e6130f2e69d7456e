import { useSyncExternalStore } from 'react';
import { Unheard } from '../parts/refused.js';

/** As `GET /session` answers it. `tag` names the session in every request of this page. */
export type Session = Readonly<{ tag: string; subject: string; name: string; actingFor: string | null }>;

/**
 * OUT: nobody is signed in. ENDED: who was is not any more, and what she typed is still there. CHANGED: another tab acts for another unit, or is another person's. NOT_OFFERED: this
 * installation signs nobody in.
 */
export type Standing =
  | Readonly<{ is: 'LOADING' | 'OUT' | 'AWAY' | 'NOT_OFFERED' }>
  | Readonly<{ is: 'IN' | 'ENDED'; session: Session }>
  | Readonly<{ is: 'CHANGED'; session: Session; now: Session }>;

const sessionUrl = '/session';
/** A page asks by itself whether its session goes on, in milliseconds. */
const askEvery = 60_000;
const tabs = 'BroadcastChannel' in globalThis ? new BroadcastChannel('weisu-session') : null;

/** For so long after a key, a press or a turn of the wheel what a page asks is a sign of the person, in milliseconds. */
const signLasts = 30_000;
let lastSign = 0;
for (const event of ['pointerdown', 'keydown', 'wheel', 'touchstart'])
  addEventListener(event, () => (lastSign = performance.now()), { capture: true, passive: true });

/** Whether a person does something here, and not the page alone. */
export const isAtWork = (): boolean => performance.now() - lastSign < signLasts;

/** Whose page this is: one for all of it, and told by the other tabs of the browser. */
class SessionStore {
  private current: Standing = { is: 'LOADING' };
  private readonly listeners = new Set<() => void>();

  constructor() {
    tabs?.addEventListener('message', () => void this.look());
    // a page that comes out of the browser's memory shows what was there before somebody signed out
    addEventListener('pageshow', ({ persisted }) => persisted && void this.look());
    document.addEventListener('visibilitychange', () => document.hidden || void this.look());
    setInterval(() => document.hidden || void this.look(), askEvery);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly standing = (): Standing => this.current;

  /** The tag for a request; null: nobody asks. */
  get tag(): string | null {
    return 'session' in this.current ? this.current.session.tag : null;
  }

  async look(): Promise<void> {
    try {
      const answer = await fetch(sessionUrl, { cache: 'no-store' });
      if (!answer.ok) throw new Unheard();
      const { offered, session } = (await answer.json()) as { offered: boolean; session: Session | null };
      this.found(session, offered);
    } catch {
      if (this.current.is === 'LOADING') this.set({ is: 'AWAY' });
    }
  }

  /** What a request was refused with. */
  refused(code: string): void {
    if (code === 'UNAUTHENTICATED' || code === 'SESSION_CHANGED') void this.look();
  }

  /** Answers whether the identity provider has heard of it. */
  async end(): Promise<boolean> {
    const { endedAtProvider, error } = await this.post('/session/end', {});
    // whoever is told that she is out walks away
    if (endedAtProvider === undefined && error?.code !== 'UNAUTHENTICATED') throw new Unheard();
    this.set({ is: 'OUT' });
    tabs?.postMessage('ended');
    return endedAtProvider === true;
  }

  /** For a unit that is away, or with null for her own again. Answers the sentence of what refuses. */
  async actFor(unitId: string | null): Promise<string | null> {
    const { session, error } = await this.post('/session/post', { unitId });
    if (!session) return error?.messageZh ?? '没有成功，请再试一次。';
    this.set({ is: 'IN', session });
    tabs?.postMessage('moved');
    return null;
  }

  /** The page goes on for the unit that it was made for, when she has signed in again or chosen another one elsewhere. Answers the sentence of what refuses. */
  async goOn(): Promise<string | null> {
    if (this.current.is !== 'CHANGED') return null;
    const { session, now } = this.current;
    const answer = await this.post('/session/post', { unitId: session.actingFor }, now.tag);
    if (!answer.session) return answer.error?.messageZh ?? '没有成功，请再试一次。';
    this.set({ is: 'IN', session: answer.session });
    tabs?.postMessage('moved');
    return null;
  }

  private found(session: Session | null, offered: boolean): void {
    const before = 'session' in this.current ? this.current.session : null;
    if (!offered) return this.set({ is: 'NOT_OFFERED' });
    if (!session) return this.set(before ? { is: 'ENDED', session: before } : { is: 'OUT' });
    if (!before || session.tag === before.tag) return this.set({ is: 'IN', session });
    // she signed in again in another tab, as who she was: what she typed goes on
    const isSame = session.subject === before.subject && session.actingFor === before.actingFor;
    this.set(isSame ? { is: 'IN', session } : { is: 'CHANGED', session: before, now: session });
  }

  private async post(url: string, body: object, tag = this.tag): Promise<Answered> {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-weisu-session': tag ?? '' },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as Answered;
  }

  private set(standing: Standing): void {
    const isSame =
      standing.is === this.current.is && ('session' in standing ? standing.session.tag : null) === this.tag;
    if (isSame) return;
    this.current = standing;
    for (const listener of this.listeners) listener();
  }
}

type Answered = Readonly<{
  session?: Session;
  endedAtProvider?: boolean;
  error?: Readonly<{ code: string; messageZh: string }>;
}>;

export const sessions = new SessionStore();

export function useStanding(): Standing {
  return useSyncExternalStore(sessions.subscribe, sessions.standing);
}

export function tellOtherTabs(): void {
  tabs?.postMessage('entered');
}

/** Where somebody goes to sign in, to come back to this page. */
export function signInUrl(to: string): string {
  return `/session/sign-in?to=${encodeURIComponent(to)}`;
}
