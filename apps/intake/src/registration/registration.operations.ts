import { Injectable } from '@nestjs/common';
import type { AppealAnswer, ExternalOrderInput, OperationArgs, ReceiptAnswer } from '@weisu/api';
import { DomainError, type Announcement, type ExternalOrder, type Suggestion } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';
import { Operation, type OperationContext } from '@weisu/service-host';
import { civilDate } from '@weisu/working-time';
import { secretVerifier, trackingSecret } from '../person/tracking-secret.js';
import { Vault } from '../person/vault.store.js';
import { Answers } from '../reading/answers.store.js';
import { checkExternal, ownDoors, registered, repeated } from './appeal.js';
import { ownNumberOf } from './appeal.store.js';
import { isOfRow } from './client-key.js';
import { Registrar, type Party, type Registration, type Tell } from './registrar.operations.js';
import { similarBefore } from './similar.store.js';
import { suggest } from './suggest.js';

type StoredReceipt = Omit<ReceiptAnswer, 'trackingSecret'>;

@Injectable()
export class RegistrationOperations {
  constructor(
    readonly answers: Answers,
    private readonly registrar: Registrar,
    private readonly vault: Vault,
  ) {}

  /** Anyone may, without an account. */
  @Operation({
    remember: ({ id, number, areaCode, repeatOfNumber }: ReceiptAnswer): StoredReceipt => ({
      id,
      number,
      areaCode,
      repeatOfNumber,
    }),
    restore: async (service: RegistrationOperations, stored: unknown) =>
      service.receipt(stored as StoredReceipt),
  })
  async submitAppeal(
    { input }: OperationArgs['submitAppeal'],
    context: OperationContext,
  ): Promise<ReceiptAnswer> {
    if (!ownDoors.has(input.channel)) throw new DomainError('CHANNEL_OF_OFFICES', 'channel');
    const { actor, work } = context;
    const party: Party = {
      reach: null,
      firstReceiverId: null,
      residentSubject: actor.roles.includes('RESIDENT') ? actor.subject : null,
      registeredBy: null,
    };
    const draft = { ...input, origin: 'REPORTED' } as const;
    const { appeal, original } = await this.registrar.register(draft, party, context, (...registration) =>
      this.registered(registration, null, context.now),
    );
    if (original) await work.announce(original.id, [repeated(original.id, appeal)]);
    return this.receipt({
      id: appeal.id,
      number: appeal.number,
      areaCode: appeal.areaCode,
      repeatOfNumber: await ownNumberOf(work, appeal.repeatOfId, party.residentSubject),
    });
  }

  /** By staff, or by another system; again with the same external number or `clientId` it answers the same appeal. */
  @Operation()
  async registerAppeal(
    { input }: OperationArgs['registerAppeal'],
    context: OperationContext,
  ): Promise<AppealAnswer> {
    const external = input.external ? checkExternal(externalOrder(input.external, context.actor)) : null;
    const party = partyOf(context.actor);
    const registration = await this.registrar.register({ ...input, external }, party, context);
    const { appeal, evidenceIds } = registration;
    const similar = isOfRow(input.clientId) ? { similarTo: await similarBefore(context.work, appeal) } : {};
    if (!registration.fresh) return { ...(await this.answers.again(appeal.id, context)), ...similar };
    requireUnits(registration.directory, external);
    await this.announce(registration, external, context);
    return { ...(await this.answers.ofFresh(appeal, evidenceIds, context)), ...similar };
  }

  private receipt(stored: StoredReceipt): ReceiptAnswer {
    return { ...stored, trackingSecret: trackingSecret(this.vault.keys.tracking, stored.id) };
  }

  private async announce(
    registration: Registration,
    external: ExternalOrder | null,
    { work, now }: OperationContext,
  ): Promise<void> {
    const { appeal, original, content, directory } = registration;
    await work.announce(appeal.id, [this.registered([appeal, content, directory], external, now)]);
    if (original) await work.announce(original.id, [repeated(original.id, appeal)]);
  }

  private registered(
    [appeal, content, directory]: Parameters<Tell>,
    external: ExternalOrder | null,
    now: Date,
  ): Announcement {
    const verifier = secretVerifier(trackingSecret(this.vault.keys.tracking, appeal.id));
    const suggestion = suggestionFor({ appeal, content, directory }, external, now);
    return registered(appeal, { suggestion, secretVerifier: verifier });
  }
}

function suggestionFor(
  { appeal: { areaCode }, content, directory }: Pick<Registration, 'appeal' | 'content' | 'directory'>,
  sender: ExternalOrder | null,
  now: Date,
): Suggestion | null {
  const profile = areaCode === null ? null : directory.profileOn(areaCode, civilDate(now));
  if (areaCode === null || !profile) return null;
  return suggest({
    profile,
    title: content.givenTitle,
    text: content.text,
    sender,
    leadOf: (category) => directory.leadOf(category, areaCode)?.id ?? null,
    assistsOf: (category) => (profile.allocation.dual ? directory.assistsOf(category, areaCode) : []),
  });
}

/** Staff register in their own area and are the first receiver; a system registers in the area of its token and receives nothing. */
function partyOf(actor: Actor): Party {
  if (actor.areaCode === null) throw new DomainError('AREA_NOT_FOUND');
  const system = actor.roles.includes('INTEGRATION');
  return {
    reach: actor.areaCode,
    firstReceiverId: system ? null : actor.unitId,
    residentSubject: null,
    registeredBy: system ? actor.client : null,
  };
}

/** The system's own where a system sends it, else by hand. */
function externalOrder(input: ExternalOrderInput, actor: Actor): ExternalOrder {
  return {
    ...input,
    returnBy: input.returnBy ?? null,
    categoryCode: input.categoryCode ?? null,
    urgency: input.urgency ?? null,
    handlerUnitIds: [...(input.handlerUnitIds ?? [])],
    ...(actor.roles.includes('INTEGRATION') ? {} : { byHand: true }),
  };
}

function requireUnits(directory: Directory, external: ExternalOrder | null): void {
  for (const id of external?.handlerUnitIds ?? [])
    if (!directory.unit(id)) throw new DomainError('UNIT_NOT_FOUND', id);
}
