import { Injectable } from '@nestjs/common';
import type { OperationArgs, PublicProgressAnswer } from '@weisu/api';
import { announce, AppealWithdrawn, DomainError, type Announcement } from '@weisu/contracts';
import { readerOf, recordOpening } from '@weisu/appeal-access';
import { cancelClocks, clocksByOwner } from '@weisu/clocks';
import { DirectoryClient } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';
import { withoutPersonalNumbers } from '@weisu/personal-data';
import { Operation, type OperationContext } from '@weisu/service-host';
import { endWork } from '../closing/ending.store.js';
import { withdrawn, type Handling } from '../../ground/handling/handling.js';
import {
  handlingsById,
  isMergeTarget,
  lockHandling,
  saveHandling,
} from '../../ground/handling/handling.store.js';
import { entriesOf } from '../../ground/ledger/ledger.store.js';
import { noteTexts, writeNote } from '../../ground/note/note.store.js';
import { writtenIfAny } from '../../ground/note/written.js';
import { erasePapers } from '../../papers/paper/paper.store.js';
import { requestsOf } from '../../orders/request/request.store.js';
import { workOrdersOf } from '../../orders/work-order/work-order.store.js';
import { mergedSteps, publicLimits, publicSteps, type Step } from './progress.js';
import { TrackingSecrets } from './secret.store.js';

const rateable = new Set(['RESOLVED', 'REPORTED_BACK', 'CLOSED']);
const beingHandled = new Set(['ALLOCATED', 'HANDLING', 'DEFERRED']);

/** What the holder of a receipt follows and may do, without an account. */
@Injectable()
export class ProgressOperations {
  constructor(
    private readonly secrets: TrackingSecrets,
    private readonly directories: DirectoryClient,
  ) {}

  @Operation()
  async trackAppeal(
    { number, secret }: OperationArgs['trackAppeal'],
    context: OperationContext,
  ): Promise<PublicProgressAnswer> {
    const { work, actor } = context;
    const handling = await this.secrets.open(context, number, secret);
    await recordOpening(work, 'trackAppeal', [handling.id], readerOf(work, actor));
    return this.of(work, handling);
  }

  /** A repetition is whoever holds the secret, asking where the matter stands. */
  @Operation({
    restore: (service: ProgressOperations, _, context, args: OperationArgs['withdrawAppeal']) =>
      service.trackAppeal(args, context),
  })
  async withdrawAppeal(
    { number, secret, reason }: OperationArgs['withdrawAppeal'],
    context: OperationContext,
  ): Promise<PublicProgressAnswer> {
    const { work } = context;
    const { id } = await this.secrets.open(context, number, secret);
    const before = await lockHandling(work, id);
    if (!before) throw new DomainError('NOT_FOUND');
    if (before.status === 'WITHDRAWN') return this.of(work, before);
    const { handling, continues } = withdrawn(before, await isMergeTarget(work, id), work.now);
    const saved = await saveHandling(work, handling);
    const text = writtenIfAny(reason);
    const noteId = text ? await writeNote(work, id, text) : null;
    const ended = continues ? await endContact(work, id) : await endWork(work, id);
    // papers name who took it back; what goes on without them is issued anew
    if (continues) await erasePapers(work, id);
    await work.announce(id, [...ended, announce(AppealWithdrawn, { appealId: id, continues, noteId })]);
    return this.of(work, saved);
  }

  /** A merged matter shows what becomes of the one that it is handled with. */
  async of(work: Work, own: Handling): Promise<PublicProgressAnswer> {
    const { manager } = work;
    const target = own.mergedInto
      ? (await handlingsById(manager, [own.mergedInto])).get(own.mergedInto)
      : null;
    const handling = target ?? own;
    const directory = await this.directories.current();
    const orders = (await workOrdersOf(manager, [handling.id])).filter(
      (order) => order.status !== 'CANCELLED' && order.status !== 'RETURNED',
    );
    const granted = (await requestsOf(manager, [handling.id])).findLast(
      (request) => request.approved === true && (request.kind === 'EXTEND' || request.kind === 'DEFER'),
    );
    const lead = orders.findLast((order) => order.role === 'LEAD');
    const owners = [handling.id, ...(lead ? [lead.id] : []), ...(granted ? [granted.id] : [])];
    const clocks = [...(await clocksByOwner(manager, owners)).values()].flat();
    // a deferred matter is due when its deferral ends: the limit for resolving rests until then
    const kind = handling.status === 'DEFERRED' ? 'CUSTOM' : 'RESOLVE';
    const limit = beingHandled.has(handling.status)
      ? clocks.findLast((clock) => clock.kind === kind && clock.state !== 'SUSPENDED')
      : undefined;
    const profile =
      handling.profileKey !== null && handling.profileVersion !== null
        ? directory.profileVersion(handling.profileKey, handling.profileVersion)
        : null;
    const steps = await this.stepsOf(work, own, target ?? null);
    const texts = await noteTexts(
      manager,
      steps.flatMap((step) => (step.noteId ? [step.noteId] : [])),
    );
    const unitName = (id: string): string => directory.unit(id)?.name ?? id;
    return {
      number: own.number,
      status: handling.status,
      handlers: orders.map((order) => unitName(order.unitId)),
      dueBy: limit?.dueBy ?? null,
      // the reason that was applied with is what the resident is told; rules of S2: who extends explains
      extendedBecause: target ? null : shown(granted?.reason ?? null),
      limits: target ? [] : publicLimits(clocks, profile),
      steps: steps.map((step) => ({
        at: step.at,
        label: step.label,
        unit: step.unitId ? unitName(step.unitId) : null,
        text: step.noteId ? shown(texts.get(step.noteId) ?? null) : null,
      })),
      // what was handled with another ends with it
      mayRate: rateable.has(handling.status) && !handling.selfHandled && !own.rated,
      merged: target !== null && target !== undefined,
    };
  }

  private async stepsOf({ manager }: Work, own: Handling, target: Handling | null): Promise<Step[]> {
    const entries = await entriesOf(manager, target ? [own.id, target.id] : [own.id]);
    const of = (id: string) => entries.filter((entry) => entry.appeal_id === id);
    return target ? mergedSteps(of(own.id), of(target.id)) : publicSteps(of(own.id));
  }
}

/** What was written before such texts were refused may still hold numbers; an office to turn to is named with its telephone. */
const shown = (text: string | null): string | null =>
  text === null ? null : withoutPersonalNumbers(text, { except: ['LANDLINE'] });

/** Work goes on, but nobody calls an appellant who took the matter back. */
async function endContact(work: Work, appealId: string): Promise<Announcement[]> {
  const orders = await workOrdersOf(work.manager, [appealId]);
  await cancelClocks(work, [appealId, ...orders.map((order) => order.id)], ['CONTACT']);
  return [];
}
