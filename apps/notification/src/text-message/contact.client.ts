import { Inject, Injectable } from '@nestjs/common';
import { awayWait, PartsAway } from '@weisu/clocks';
import { DirectoryClient } from '@weisu/directory-client';
import { CallRefused } from '@weisu/service-host';
import type { Outcome } from './outcome.js';
import { unitOfReceiver } from './text-message.js';
import type { ClaimedText, Reachable } from './text-message.store.js';

/** Asks intake for a telephone number at the moment of sending (`contactForMessage`, journaled there). Null: there is none, or its share of receipts is used up. */
export type Contacts = Readonly<{
  contactForMessage(appealId: string, receipt: boolean): Promise<Readonly<{ phone: string }> | null>;
}>;

/** Asks intake at the moment of sending; intake journals who asked. */
export function contactsOver(
  call: (owner: 'INTAKE', operation: string, args: unknown) => Promise<unknown>,
): Contacts {
  return {
    contactForMessage: async (appealId, receipt) =>
      (await call('INTAKE', 'contactForMessage', { appealId, receipt })) as { phone: string } | null,
  };
}

export type TextSettings = Readonly<{
  contacts: Contacts;
  pollMilliseconds: number;
  /** Longest wait for the provider's answer. */
  answerMilliseconds: number;
}>;

export const textSettings = Symbol('textSettings');

type NoNumber = Extract<Outcome, { kind: 'NOBODY' | 'NOT_SENT' }>;

/** Refusals of intake that concern every question alike: as good as away. */
const ofEveryQuestion: ReadonlySet<string> = new Set([
  'UNAVAILABLE',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'TRY_LATER',
]);

/**
 * Waits before intake is asked again about a matter that it cannot answer for, though it is there, in milliseconds: a key that is missing is not back
 * within seconds, and must not hold up other texts.
 */
const ownMilliseconds: readonly number[] = [1_000, 10_000, 60_000, 600_000];

/**
 * Telephone numbers of texts that this process sends. One is revealed once for a text, whatever its tries, and kept in memory alone until the text has
 * ended; after a restart it is asked for again.
 */
@Injectable()
export class ReceiverNumbers {
  private readonly away = new PartsAway<'INTAKE' | 'DIRECTORY'>();
  private readonly phones = new Map<string, string>();
  private readonly refusals = new Map<string, number>();

  constructor(
    @Inject(textSettings) private readonly settings: TextSettings,
    private readonly directory: DirectoryClient,
  ) {}

  /** Texts whose part of ours is not known to be away. */
  reachable(now: number): Reachable {
    return {
      appellants: !this.away.isAway('INTAKE', now),
      ours: !this.away.isAway('DIRECTORY', now),
    };
  }

  /** Texts of which something is kept. */
  get kept(): string[] {
    return [...new Set([...this.phones.keys(), ...this.refusals.keys()])];
  }

  forget(ids: readonly string[]): void {
    for (const id of ids) {
      this.phones.delete(id);
      this.refusals.delete(id);
    }
  }

  async numberOf(text: ClaimedText): Promise<Readonly<{ kind: 'NUMBER'; phone: string }> | NoNumber> {
    const kept = this.phones.get(text.id);
    if (kept !== undefined) return { kind: 'NUMBER', phone: kept };
    const part = text.personId === null ? 'INTAKE' : 'DIRECTORY';
    const askedAt = performance.now();
    if (this.away.isAway(part, askedAt)) return { kind: 'NOT_SENT', reason: part, afterMilliseconds: 0 };
    try {
      const phone = await this.ask(text);
      this.away.answered(part);
      if (phone === null) return { kind: 'NOBODY' };
      if (text.personId === null) this.phones.set(text.id, phone);
      return { kind: 'NUMBER', phone };
    } catch (error) {
      return this.notSent(text, part, askedAt, error);
    }
  }

  /** A person of ours is rung at the office's number, a unit at its own. */
  private async ask({ appealId, personId, template }: ClaimedText): Promise<string | null> {
    if (personId === null) {
      // of a stranger's number that somebody typed neither is sent beyond its share; both of a matter are one
      const share = template === 'RECEIPT' || template === 'CONTACT';
      const contact = await this.settings.contacts.contactForMessage(appealId, share);
      return contact?.phone ?? null;
    }
    const directory = await this.directory.current();
    // an empty copy knows nobody, and says nothing of who has a number
    if (directory.revision === 0) throw new Error('the reference data has not been heard yet');
    const unitId = unitOfReceiver(personId);
    const phone = unitId === null ? directory.person(personId)?.phone : directory.unit(unitId)?.phone;
    return phone || null;
  }

  private notSent(
    { id }: ClaimedText,
    part: 'INTAKE' | 'DIRECTORY',
    askedAt: number,
    error: unknown,
  ): NoNumber {
    const refusal = error instanceof CallRefused ? error.refusal : null;
    const reason = refusal === null ? part : `${part} ${refusal}`;
    if (refusal === null || ofEveryQuestion.has(refusal)) {
      this.away.missed(part, askedAt, performance.now(), Math.random());
      return { kind: 'NOT_SENT', reason, afterMilliseconds: 0 };
    }
    this.away.answered(part);
    const refusals = (this.refusals.get(id) ?? 0) + 1;
    this.refusals.set(id, refusals);
    const afterMilliseconds = awayWait(refusals, Math.random(), ownMilliseconds);
    return { kind: 'NOT_SENT', reason, afterMilliseconds };
  }
}
