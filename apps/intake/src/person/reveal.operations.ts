import { Injectable } from '@nestjs/common';
import type { AppellantAnswer, OperationArgs } from '@weisu/api';
import { mayKnowWho, requireVisible } from '@weisu/appeal-access';
import { announce, AppellantRevealed, DomainError } from '@weisu/contracts';
import { DirectoryClient } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';
import { Operation, type OperationContext } from '@weisu/service-host';
import type { Appeal } from '../registration/appeal.js';
import { readAppeal } from '../registration/appeal.store.js';
import { requireRevealable, revealedAppellant, type Contact } from './appellant.js';
import { contactOf } from './contact.js';
import { personKey } from './person-key.js';
import { takeReceipt } from './receipt.store.js';
import { Vault } from './vault.store.js';

/** Travels with the answer inside this process, for `remember`; JSON leaves symbols out. */
const ofAppeal = Symbol('weisu:revealed appeal');
type Revealed = AppellantAnswer & { readonly [ofAppeal]: string };

const longestPurpose = 200;

@Injectable()
export class RevealOperations {
  constructor(
    private readonly directories: DirectoryClient,
    private readonly vault: Vault,
  ) {}

  /** Shows name and phone once; the purpose is kept. Under an Idempotency-Key only the appeal's id is remembered, and opened again. */
  @Operation({
    remember: (answer: Revealed) => ({ appealId: answer[ofAppeal] }),
    restore: async (service: RevealOperations, stored: unknown, context) =>
      service.reveal((stored as { appealId: string }).appealId, context),
  })
  async revealAppellant(
    { id, purpose: given }: OperationArgs['revealAppellant'],
    context: OperationContext,
  ): Promise<Revealed> {
    const purpose = given.trim();
    if (!purpose) throw new DomainError('PURPOSE_REQUIRED');
    if ([...purpose].length > longestPurpose)
      throw new DomainError('INVALID_ARGUMENT', `purpose: at most ${longestPurpose} characters`);
    const answer = await this.reveal(id, context);
    await record(context.work, answer[ofAppeal], purpose);
    return answer;
  }

  /** The number at the moment of sending. Each call is on record; null where there is no number, and for a receipt beyond its number's share. */
  @Operation()
  async contactForMessage(
    { appealId, receipt }: OperationArgs['contactForMessage'],
    { work }: OperationContext,
  ): Promise<{ phone: string; kind: Appeal['kind'] } | null> {
    const appeal = await readAppeal(work, appealId);
    const phone = appeal && contactOf(appeal, this.vault.open).phone;
    if (!appeal || phone === null) return null;
    const key = receipt ? personKey(this.vault.keys.person, { name: null, phone, system: null }) : null;
    if (key && !(await takeReceipt(work, appeal.id, key))) return null;
    await record(work, appeal.id, 'message');
    return { phone, kind: appeal.kind };
  }

  private async reveal(id: string, context: OperationContext): Promise<Revealed> {
    await requireVisible(context.work.manager, context.actor, id);
    const appeal = await readAppeal(context.work, id);
    if (!appeal) throw new DomainError('NOT_FOUND');
    const contact: Contact = contactOf(appeal, this.vault.open);
    const directory = await this.directories.current();
    requireRevealable(appeal, contact, mayKnowWho(appeal, context.actor, directory, context.now));
    return { ...revealedAppellant(appeal, contact), [ofAppeal]: appeal.id };
  }
}

async function record(work: Work, appealId: string, purpose: string): Promise<void> {
  const id = work.newId();
  await work.query(
    'INSERT INTO reveal (id, appeal_id, actor_subject, actor_unit, purpose, at) VALUES ($1, $2, $3, $4, $5, $6)',
    [id, appealId, work.actor.subject, work.actor.unitId, purpose, work.now],
  );
  await work.announce(appealId, [announce(AppellantRevealed, { appealId, revealId: id })]);
}
