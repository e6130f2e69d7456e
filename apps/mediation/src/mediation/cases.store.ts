import { Injectable } from '@nestjs/common';
import type { MediationAnswer } from '@weisu/api';
import { scopesOf } from '@weisu/appeal-access';
import { cancelClocks, clockAnswer, clocksByOwner, lockClocks, meetClocks, type Clock } from '@weisu/clocks';
import { DomainError } from '@weisu/contracts';
import type { Actor } from '@weisu/identity';
import type { Work } from '@weisu/messaging';
import { ReadAgain, type OperationContext } from '@weisu/service-host';
import type { EntityManager } from 'typeorm';
import { agreementsOf } from '../agreement/agreement.store.js';
import { confirmationsOf } from '../confirmation/confirmation.store.js';
import { Sealing } from '../personal-data/sealing.store.js';
import { sessionsOf } from '../session/session.store.js';
import { answerOf, type CaseFile } from './answer.js';
import { subjectOf, type Decision, type Mediation, type Party } from './mediation.js';
import { findMediation, lockMediation, updateMediation } from './mediation.store.js';
import { partiesOf } from './party.store.js';
import { maySee, maySeePersons, type Matter } from './who-may.js';

/** A mediation under its lock, with what rules ask about. */
export type OpenCase = Readonly<{
  mediation: Mediation;
  parties: readonly Party[];
  clocks: readonly Clock[];
}>;

/** Loads mediations for who may see them, and writes what a rule decided. */
@Injectable()
export class Cases {
  constructor(readonly sealing: Sealing) {}

  /**
   * For a use case: throws NOT_FOUND where the actor may not see it, then what `permit` throws, and locks. Clocks come before the
   * mediation, as the clock loop takes them.
   */
  async open(
    { actor, work }: OperationContext,
    id: string,
    permit: (actor: Actor, matter: Matter) => void,
  ): Promise<OpenCase> {
    const found = await findMediation(work.manager, id);
    const [matter] = found ? await this.visible(work.manager, actor, [found]) : [];
    if (!matter) throw new DomainError('NOT_FOUND');
    permit(actor, matter);
    const clocks = await lockClocks(work, [matter.mediation.id]);
    const mediation = await lockMediation(work, matter.mediation.id);
    if (!mediation) throw new DomainError('NOT_FOUND');
    const parties = await partiesOf(work.manager, this.sealing, [mediation.id]);
    return { mediation, parties: parties.get(mediation.id) ?? [], clocks };
  }

  /** State, clocks and announcements of a decision, in the transaction of the use case. A decision that says nothing changes nothing. */
  async save(work: Work, { mediation, announcements, meets, cancels }: Decision): Promise<void> {
    if (!announcements.length) return;
    await updateMediation(work, mediation);
    if (meets) await meetClocks(work, mediation.id, meets);
    if (cancels) await cancelClocks(work, [mediation.id], cancels);
    await work.announce(subjectOf(mediation), announcements);
  }

  @ReadAgain('Mediation')
  async answersAgain(
    [id = '']: readonly string[],
    { actor, work }: OperationContext,
  ): Promise<readonly MediationAnswer[]> {
    const found = await findMediation(work.manager, id);
    return found ? this.answers(work.manager, actor, [found]) : [];
  }

  async answer(context: OperationContext, id: string): Promise<MediationAnswer> {
    const [answer] = await this.answersAgain([id], context);
    if (!answer) throw new DomainError('NOT_FOUND');
    return answer;
  }

  /** Of these mediations, those the actor may see, as the actor may see them. */
  async answers(
    manager: EntityManager,
    actor: Actor,
    mediations: readonly Mediation[],
  ): Promise<MediationAnswer[]> {
    const matters = await this.visible(manager, actor, mediations);
    const files = await this.files(
      manager,
      matters.map((matter) => matter.mediation),
    );
    return files.map((file, index) => {
      const matter = matters[index];
      return answerOf(file, matter !== undefined && maySeePersons(actor, matter));
    });
  }

  /** Of these mediations, those the actor may see, with what is known of their appeals. */
  async visible(manager: EntityManager, actor: Actor, mediations: readonly Mediation[]): Promise<Matter[]> {
    const scopes = await scopesOf(
      manager,
      mediations.flatMap(({ appealId }) => appealId ?? []),
    );
    return mediations
      .map((mediation) => ({
        mediation,
        scope: mediation.appealId === null ? null : (scopes.get(mediation.appealId) ?? null),
      }))
      .filter((matter) => maySee(actor, matter));
  }

  private async files(manager: EntityManager, mediations: readonly Mediation[]): Promise<CaseFile[]> {
    const ids = mediations.map(({ id }) => id);
    if (!ids.length) return [];
    const parties = await partiesOf(manager, this.sealing, ids);
    const sessions = await sessionsOf(manager, this.sealing, ids);
    const agreements = await agreementsOf(manager, ids);
    const confirmations = await confirmationsOf(manager, ids);
    const clocks = await clocksByOwner(manager, ids);
    return mediations.map((mediation) => ({
      mediation,
      parties: parties.get(mediation.id) ?? [],
      sessions: sessions.get(mediation.id) ?? [],
      agreement: agreements.get(mediation.id) ?? null,
      confirmation: confirmations.get(mediation.id) ?? null,
      clocks: (clocks.get(mediation.id) ?? []).map(clockAnswer),
    }));
  }
}
