import { Injectable } from '@nestjs/common';
import type { LoadAnswer, OperationAnswer, OperationArgs } from '@weisu/api';
import { requireVisible, visibleToOffices } from '@weisu/appeal-access';
import { clocksByOwner } from '@weisu/clocks';
import {
  announce,
  AppealPassed,
  DomainError,
  PassingAnswered,
  systemNamePattern,
  WorkOrderResolved,
} from '@weisu/contracts';
import { DirectoryClient } from '@weisu/directory-client';
import type { Actor } from '@weisu/identity';
import type { Work } from '@weisu/messaging';
import { Operation, ReadAgain, type OperationContext } from '@weisu/service-host';
import { instantOf } from '@weisu/working-time';
import { requireDuty } from '../../ground/duty/require-duty.js';
import { requireOpen } from '../../ground/handling/handling.js';
import {
  areaOf,
  handlingFor,
  handlingsById,
  lockHandling,
  profileOf,
} from '../../ground/handling/handling.store.js';
import type { Entry } from '../../ground/ledger/ledger.js';
import { entriesOf } from '../../ground/ledger/ledger.store.js';
import { noteTexts, writeNote } from '../../ground/note/note.store.js';
import { writtenIfAny } from '../../ground/note/written.js';
import { publicSteps } from '../../case/progress/progress.js';
import { workOrdersOf } from '../../orders/work-order/work-order.store.js';
import { answered, reconciled, type Passing } from './passing.js';
import {
  betweenUs,
  insertPassing,
  numbersOf,
  passingById,
  passingsFor,
  passingsOf,
  savePassing,
} from './passing.store.js';
import { replyText } from './reply-text.js';

type Answer = OperationAnswer['passAppeal'];

/** 转上级或其他系统: what another system is to do, what it says, and whether both know the same. */
@Injectable()
export class PassingOperations {
  constructor(private readonly directories: DirectoryClient) {}

  /** It stays ours: limits run on, and it does not close before the other system has said how it ended. */
  @Operation()
  async passAppeal(
    { id, system, text }: OperationArgs['passAppeal'],
    { actor, work }: OperationContext,
  ): Promise<Answer> {
    const directory = await this.directories.current();
    const handling = await handlingFor(work, actor, id);
    requireOpen(handling);
    const profile = profileOf(directory, handling);
    requireDuty(directory, profile, ['ALLOCATE', 'SUPERVISE'], actor.unitId, areaOf(handling));
    const to = system.trim();
    if (!systemNamePattern.test(to))
      throw new DomainError('INVALID_ARGUMENT', 'system: its name, without spaces');
    const passing: Passing = {
      id: work.newId(),
      appealId: id,
      system: to,
      noteId: await writeNote(work, id, text),
      passedById: actor.unitId,
      passedAt: work.now,
      number: null,
      status: 'PASSED',
      statusAt: work.now,
      byHand: false,
      version: 1,
    };
    await insertPassing(work, passing);
    await work.announce(id, [
      announce(AppealPassed, { appealId: id, passingId: passing.id, system: to, noteId: passing.noteId }),
    ]);
    return this.answerOf(work, passing);
  }

  @Operation()
  async answerPassing(
    { id, number, status, note }: OperationArgs['answerPassing'],
    { actor, work }: OperationContext,
  ): Promise<Answer> {
    const found = await passingById(work, id);
    if (!found) throw new DomainError('NOT_FOUND');
    await this.requireAnswerer(work, actor, found);
    const handling = await lockHandling(work, found.appealId);
    const before = await passingById(work, id);
    if (!handling || !before) throw new DomainError('NOT_FOUND');
    const byHand = !actor.roles.includes('INTEGRATION');
    const after = answered(before, number, status, work.now, byHand);
    const text = writtenIfAny(note);
    if (after === before && text === null) return this.answerOf(work, before);
    if (after !== before) await savePassing(work, after);
    const noteId = text ? await writeNote(work, after.appealId, text) : null;
    const { appealId, system } = after;
    await work.announce(appealId, [
      announce(PassingAnswered, {
        ...{ appealId, passingId: id, system, status, noteId },
        number: after.number ?? '',
      }),
    ]);
    return this.answerOf(work, after);
  }

  @Operation()
  async passings(
    { open }: OperationArgs['passings'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['passings']> {
    const names = (await this.directories.current()).namesOf(actor.client);
    return this.answersOf(work, await passingsFor(work.manager, actor, names, open ?? null));
  }

  /** For the system that it was passed to, too. */
  @ReadAgain('Passing')
  async passingsAgain([id = '']: readonly string[], { actor, work }: OperationContext): Promise<Answer[]> {
    const passing = await passingById(work, id);
    if (!passing) return [];
    const visible = await visibleToOffices(work.manager, actor, [passing.appealId]);
    const directory = await this.directories.current();
    const addressed = actor.roles.includes('INTEGRATION') && directory.signsAs(actor.client, passing.system);
    return visible.size || addressed ? this.answersOf(work, [passing]) : [];
  }

  @Operation()
  async passingsByAppeal(
    keys: readonly string[],
    { actor, work }: OperationContext,
  ): Promise<LoadAnswer['passingsByAppeal']> {
    const visible = await visibleToOffices(work.manager, actor, keys);
    const passings = await passingsOf(work.manager, [...visible]);
    const answers = await this.answersOf(work, passings);
    return keys.map((key) => answers.filter((_, index) => passings[index]?.appealId === key));
  }

  /** Counts nothing and changes nothing: what differs is for people to look at. */
  @Operation({ rerun: true })
  async reconcile(
    { system, since, rows }: OperationArgs['reconcile'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['reconcile']> {
    const directory = await this.directories.current();
    const signs = directory.signsAs(actor.client, system);
    const between = await betweenUs(work.manager, actor, { system, signs }, instantOf(since, '00:00'));
    // what it sent under another's name before this was asked is still its own
    if (actor.roles.includes('INTEGRATION') && !signs && between.length === 0)
      throw new DomainError('EXTERNAL_SYSTEM');
    return reconciled(between, rows);
  }

  @Operation()
  async replyText(
    { id }: OperationArgs['replyText'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['replyText']> {
    const { manager } = work;
    await requireVisible(manager, actor, id);
    const handling = (await handlingsById(manager, [id])).get(id);
    if (!handling) throw new DomainError('NOT_FOUND');
    const directory = await this.directories.current();
    const nameOf = (unitId: string): string => directory.unit(unitId)?.name ?? unitId;
    const orders = (await workOrdersOf(manager, [id])).filter(
      ({ status }) => status !== 'CANCELLED' && status !== 'RETURNED',
    );
    const lead = orders.findLast(({ role }) => role === 'LEAD');
    const clocks = lead ? ((await clocksByOwner(manager, [lead.id])).get(lead.id) ?? []) : [];
    const entries = await entriesOf(manager, [id]);
    const steps = publicSteps(entries);
    const resultId = resultOf(entries, lead?.id);
    const texts = await noteTexts(
      manager,
      [resultId, ...steps.map(({ noteId }) => noteId)].filter((noteId) => noteId !== null),
    );
    return replyText({
      number: handling.number,
      external: handling.externalNumber,
      lead: lead ? nameOf(lead.unitId) : null,
      assists: orders.filter(({ role }) => role === 'ASSIST').map(({ unitId }) => nameOf(unitId)),
      steps: steps.map(({ at, label, unitId, noteId }) => ({
        at,
        label,
        unit: unitId === null ? null : nameOf(unitId),
        text: noteId === null ? null : (texts.get(noteId) ?? null),
      })),
      result: resultId === null ? null : (texts.get(resultId) ?? null),
      resolvedAt: handling.resolvedAt,
      dueBy: clocks.findLast(({ kind }) => kind === 'RESOLVE')?.dueBy ?? null,
    });
  }

  /** The system itself for what was passed to it, and for nothing else; by hand whoever may pass. */
  private async requireAnswerer(work: Work, actor: Actor, passing: Passing): Promise<void> {
    const directory = await this.directories.current();
    if (actor.roles.includes('INTEGRATION')) {
      if (!directory.signsAs(actor.client, passing.system)) throw new DomainError('EXTERNAL_SYSTEM');
      return;
    }
    const handling = await handlingFor(work, actor, passing.appealId);
    const profile = profileOf(directory, handling);
    requireDuty(directory, profile, ['ALLOCATE', 'SUPERVISE'], actor.unitId, areaOf(handling));
  }

  private async answerOf(work: Work, passing: Passing): Promise<Answer> {
    const [answer] = await this.answersOf(work, [passing]);
    if (!answer) throw new DomainError('NOT_FOUND');
    return answer;
  }

  private async answersOf(work: Work, passings: readonly Passing[]): Promise<Answer[]> {
    const texts = await noteTexts(
      work.manager,
      passings.map(({ noteId }) => noteId),
    );
    const numbers = await numbersOf(
      work.manager,
      passings.map(({ appealId }) => appealId),
    );
    return passings.map(({ id, appealId, system, noteId, passedById, passedAt, ...rest }) => ({
      id,
      appealNumber: numbers.get(appealId) ?? '',
      system,
      text: texts.get(noteId) ?? '',
      passedById,
      passedAt,
      number: rest.number,
      status: rest.status,
      statusAt: rest.statusAt,
    }));
  }
}

/** The note that the lead ended its order with. */
function resultOf(entries: readonly Entry[], orderId: string | undefined): string | null {
  const last = entries.findLast(
    ({ type, payload }) => type === WorkOrderResolved.type && payload['workOrderId'] === orderId,
  );
  const noteId = last?.payload['noteId'];
  return typeof noteId === 'string' ? noteId : null;
}
