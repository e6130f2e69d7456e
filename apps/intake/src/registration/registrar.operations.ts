import { Injectable } from '@nestjs/common';
import type { RegisterAppealInput } from '@weisu/api';
import { visibleAppeals } from '@weisu/appeal-access';
import { DomainError, type Announcement, type ExternalOrder } from '@weisu/contracts';
import { DirectoryClient, type Directory } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';
import { anonymous, requireUnguessable, type OperationContext } from '@weisu/service-host';
import { civilDate } from '@weisu/working-time';
import { writtenName, writtenText } from '@weisu/written-text';
import { attachFiles } from '../evidence/evidence.store.js';
import { personKey } from '../person/person-key.js';
import { phonesIn, type Landlines } from '../person/office-phones.js';
import { normalisePhone } from '../person/phone.js';
import { Vault } from '../person/vault.store.js';
import { appealNumber } from './appeal-number.js';
import { contactWhenOf, externalColumns, type Appeal } from './appeal.js';
import { clientKey, sameAddress } from './client-key.js';
import {
  byClientIds,
  insertAppeal,
  nextRunningNumber,
  sameNumber,
  type Original,
  type Told,
} from './appeal.store.js';
import { beginningOf, contentMark, contentOf, textHash, wordsHash, type Content } from './content.js';
import { areaOf, landlinesAt } from './place.js';
import { requireSigner } from './signer.store.js';
import { requireTypist } from './typist.js';

/** What is registered, whichever way it came. */
export type Draft = Omit<RegisterAppealInput, 'external'> & { readonly external?: ExternalOrder | null };

/** On whose behalf, and where that may be. */
export type Party = Readonly<{
  /** The area registered in; null for the public, who may speak of the whole district. */
  reach: string | null;
  firstReceiverId: string | null;
  residentSubject: string | null;
  registeredBy: string | null;
}>;

export type Registration = Readonly<{
  appeal: Appeal;
  evidenceIds: readonly string[];
  original: Original | null;
  content: Content;
  directory: Directory;
  /** False when the same had been registered before: then nothing was stored, and nothing is to be announced. */
  fresh: boolean;
}>;

/** What others hear of an appeal that is about to be stored. */
export type Tell = (appeal: Appeal, content: Content, directory: Directory) => Announcement;

const longestClientId = 200;
const longestName = 50;
const longestAddress = 200;
/** Earlier than any matter that can still be handled: an empty cell of a spreadsheet is 1900. */
const earliest = Date.parse('2000-01-01T00:00:00+08:00');

type Said = Readonly<{
  external: ExternalOrder | null;
  content: Content;
  said: Readonly<{ name: string | null; phone: string | null; landlines: Landlines | null }>;
}>;

/** Takes a matter in: the step that a submission, a registration and a record on the spot share. */
@Injectable()
export class Registrar {
  constructor(
    private readonly directories: DirectoryClient,
    private readonly vault: Vault,
  ) {}

  /** `tell` makes what others hear of it, in the same statement; without it whoever registers announces afterwards. */
  async register(
    draft: Draft,
    party: Party,
    context: OperationContext,
    tell: Tell | null = null,
  ): Promise<Registration> {
    const { work, now, actor } = context;
    const content = contentOf(draft);
    const name = draft.name?.trim() || null;
    // a resident's own mistake is said at once; what an office was told is kept
    const own = actor === anonymous || actor.roles.includes('RESIDENT');
    const ownPhone = own ? normalisePhone(draft.phone) : null;
    check(draft, now);
    if (actor === anonymous && draft.clientId) requireUnguessable(draft.clientId, 'clientId');
    const directory = await this.directories.current();
    const areaCode = areaOf(draft, directory, party.reach);
    const landlines = landlinesAt(directory, areaCode ?? party.reach) ?? null;
    const { usable: phone, written } = own
      ? { usable: ownPhone, written: null }
      : phonesIn(draft.phone, landlines);
    const external = draft.external ?? null;
    const id = work.newId();
    if (external?.byHand) requireTypist(directory, context, areaCode);
    else if (external) await requireSigner(work, directory, actor.client, external.system);
    // a system vouches for its own names only
    const system = external && !external.byHand ? external.system : party.registeredBy;
    const reporter = { name, phone, system };
    const said = { name, phone: phone ?? written, landlines };
    const { keys } = this.vault;
    const registrar = registrarOf(context);
    const client = clientKey(keys.person, registrar, draft.clientId, draft.address);
    const told =
      tell && ((appeal: Parameters<Told>[0]) => tell({ ...appeal, repeatOfId: null }, content, directory));
    const phoneSealed = this.vault.seal(phone, `${id}:phone`);
    const taken = {
      id,
      number: appealNumber(civilDate(now), await nextRunningNumber(work)),
      title: content.title,
      text: content.text,
      channel: draft.channel,
      origin: draft.origin,
      areaCode,
      address: draft.address?.trim() || null,
      longitude: draft.point?.longitude ?? null,
      latitude: draft.point?.latitude ?? null,
      datum: draft.point?.datum ?? null,
      kind: draft.kind,
      nameSealed: this.vault.seal(name, `${id}:name`),
      phoneSealed,
      phoneWrittenSealed: this.vault.seal(written, `${id}:phone-written`),
      contactWhen: contactWhenOf({ origin: draft.origin, phoneSealed }, draft.contactWhen),
      persons: draft.persons ?? null,
      confidential: draft.confidential,
      // What we found ourselves repeats nobody.
      personKey: draft.origin === 'REPORTED' ? personKey(keys.person, reporter) : null,
      textHash: textHash(content.text),
      wordsHash: wordsHash(content.text, id),
      contentMark: contentMark(keys.person, content, said),
      firstReceiverId: party.firstReceiverId,
      residentSubject: party.residentSubject,
      registeredBy: party.registeredBy,
      registrar,
      clientId: client.kept,
      ...externalColumns(external),
      submittedAt: draft.occurredAt ?? now,
      registeredAt: now,
    };
    const before =
      (await this.typedBefore(taken, context)) ?? (await this.storedBefore(work, taken, client.before));
    const { appeal, original, earlier } = before ?? (await insertAppeal(work, taken, told));
    if (earlier) {
      await this.requireSame(earlier, { external, content, said }, context);
      return { appeal: earlier, evidenceIds: [], original: null, content, directory, fresh: false };
    }
    const uploader = actor === anonymous ? null : actor.subject;
    const evidenceIds = await attachFiles(work, id, draft.attachments, uploader);
    return { appeal, evidenceIds, original, content, directory, fresh: true };
  }

  /**
   * An office types a number once, and not one that the system itself sent as far as the office sees it. What it does not see is beside it: another
   * office's, which may be wrong, and the system's own, which this one does not keep from being taken in.
   */
  private async typedBefore(
    appeal: Omit<Appeal, 'repeatOfId'>,
    { work, actor }: OperationContext,
  ): Promise<Readonly<{ appeal: null; original: null; earlier: Appeal }> | null> {
    if (appeal.typedSystem === null) return null;
    const found = await sameNumber(work, appeal);
    const visible = await visibleAppeals(
      work.manager,
      actor,
      found.map(({ id }) => id),
    );
    const earlier = found.find(
      (one) =>
        visible.has(one.id) && (one.typedSystem === null || one.firstReceiverId === appeal.firstReceiverId),
    );
    return earlier ? { appeal: null, original: null, earlier } : null;
  }

  /** A row as versions before stored it: by what it is known by without its address, so one at another address is another row. */
  private async storedBefore(
    work: Work,
    { registrar, address }: Pick<Appeal, 'registrar' | 'address'>,
    clientIds: readonly string[],
  ): Promise<Readonly<{ appeal: null; original: null; earlier: Appeal }> | null> {
    const found = await byClientIds(work, registrar, clientIds);
    const earlier = found.find((one) => sameAddress(one.address, address));
    return earlier ? { appeal: null, original: null, earlier } : null;
  }

  /**
   * The same content again is the same appeal; other content is refused, and so is a number that someone else registered, or a client
   * that guesses another's numbers would read another's appeals.
   */
  private async requireSame(
    earlier: Appeal,
    { external, content, said }: Said,
    context: OperationContext,
  ): Promise<void> {
    const byNumber =
      external !== null &&
      (earlier.externalSystem ?? earlier.typedSystem) === external.system &&
      earlier.externalNumber === external.number;
    const own = earlier.registrar === registrarOf(context);
    const visible =
      own || (await visibleAppeals(context.work.manager, context.actor, [earlier.id])).has(earlier.id);
    if (visible && this.saysTheSame(earlier, content, said)) return;
    throw byNumber
      ? new DomainError('EXTERNAL_DUPLICATE')
      : new DomainError('IDEMPOTENCY_KEY_REUSE', 'clientId');
  }

  /** By its mark; what was stored before texts were cleaned has the mark of what was sent, and is compared as it would be kept today. */
  private saysTheSame(earlier: Appeal, content: Content, said: Said['said']): boolean {
    if (earlier.contentMark.equals(contentMark(this.vault.keys.person, content, said))) return true;
    const { id, nameSealed, phoneSealed, phoneWrittenSealed } = earlier;
    const name = this.vault.open(nameSealed, `${id}:name`);
    const phone =
      this.vault.open(phoneSealed, `${id}:phone`) ??
      this.vault.open(phoneWrittenSealed, `${id}:phone-written`);
    const untitled = earlier.title === beginningOf(earlier.text);
    return (
      writtenText(earlier.text).trim() === content.text &&
      (content.givenTitle ? writtenText(earlier.title).trim() === content.title : untitled) &&
      (name === null ? null : writtenName(name)) === said.name &&
      // a number that could not be read then may be readable now
      ((phone === null ? null : writtenText(phone)) === said.phone ||
        (said.phone !== null && phonesIn(phone, said.landlines).usable === said.phone))
    );
  }
}

function check({ clientId, persons, occurredAt, name, address }: Draft, now: Date): void {
  if ([...(name?.trim() ?? '')].length > longestName) throw new DomainError('NAME_TOO_LONG', 'name');
  if ([...(address?.trim() ?? '')].length > longestAddress)
    throw new DomainError('ADDRESS_TOO_LONG', 'address');
  if (occurredAt && occurredAt.getTime() < earliest) throw new DomainError('OCCURRED_TOO_EARLY');
  if (clientId && clientId.length > longestClientId)
    throw new DomainError('INVALID_ARGUMENT', `clientId: at most ${longestClientId} characters`);
  if (typeof persons === 'number' && persons < 1)
    throw new DomainError('INVALID_ARGUMENT', 'persons: at least 1');
  if (occurredAt && occurredAt.getTime() > now.getTime() + clockSkewMs)
    throw new DomainError('INVALID_ARGUMENT', 'occurredAt lies in the future');
}

/** How far the clock of a phone may run ahead. */
const clockSkewMs = 5 * 60_000;

/** Within which a `clientId` is unique: an integration's client, else the person. */
function registrarOf({ actor }: OperationContext): string {
  return actor.roles.includes('INTEGRATION') ? `client:${actor.client}` : `subject:${actor.subject}`;
}
