import { Injectable } from '@nestjs/common';
import type { OperationAnswer, OperationArgs } from '@weisu/api';
import { announce, AppealMerged, DomainError } from '@weisu/contracts';
import { DirectoryClient } from '@weisu/directory-client';
import { requireVersion } from '@weisu/persistence';
import { Operation, type OperationContext } from '@weisu/service-host';
import { endWork } from '../closing/ending.store.js';
import { appealAnswerOf } from '../../ground/handling/appeal-view.store.js';
import { mergedInto, type Handling } from '../../ground/handling/handling.js';
import {
  handlingFor,
  isMergeTarget,
  lockHandling,
  placeOf,
  saveHandling,
} from '../../ground/handling/handling.store.js';
import { ProgressOperations } from '../progress/progress.operations.js';
import { TrackingSecrets } from '../progress/secret.store.js';
import { requireTriage } from '../triage/require-triage.js';
import { underProfile } from './merging.js';
import { separate, wasDisputed } from './separate.store.js';

/** 并案 and its end: what is handled with another matter, and is its own again when it is not the same. */
@Injectable()
export class MergingOperations {
  constructor(
    private readonly directories: DirectoryClient,
    private readonly secrets: TrackingSecrets,
    private readonly progress: ProgressOperations,
  ) {}

  @Operation()
  async mergeAppeal(
    { id, into, expectedVersion }: OperationArgs['mergeAppeal'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['mergeAppeal']> {
    // locked in the order of their ids, so that two merges of the same pair cannot wait for each other
    const found = new Map<string, Handling>();
    for (const one of [id, into].sort()) found.set(one, await handlingFor(work, actor, one));
    const before = found.get(id) ?? (await handlingFor(work, actor, id));
    const target = found.get(into) ?? before;
    const directory = await this.directories.current();
    requireTriage(directory, placeOf(directory, before), actor.unitId);
    requireVersion(before, expectedVersion);
    if (await wasDisputed(work, id, into))
      throw new DomainError('MERGE_INVALID', 'the appellant said that it is another matter');
    const handling = await saveHandling(work, mergedInto(before, target, await isMergeTarget(work, id)));
    await work.announce(id, [
      ...(await endWork(work, id)),
      announce(AppealMerged, { appealId: id, intoId: into }),
    ]);
    // the actor sees both, or would not have come here
    return { ...(await appealAnswerOf(work.manager, handling)), mergedInto: { id: into } };
  }

  /** By who may merge. Who sees the matter need not see the one that it is handled with. */
  @Operation()
  async unmergeAppeal(
    { id, reason, expectedVersion }: OperationArgs['unmergeAppeal'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['unmergeAppeal']> {
    const directory = await this.directories.current();
    const seen = underProfile(await handlingFor(work, actor, id), directory, work.now);
    requireTriage(directory, placeOf(directory, seen), actor.unitId);
    requireVersion(seen, expectedVersion);
    const handling = await separate(work, directory, seen, { cause: 'STAFF', reason });
    return appealAnswerOf(work.manager, handling);
  }

  /** A repetition is whoever holds the secret, asking where the matter stands. */
  @Operation({
    restore: (service: MergingOperations, _, context, args: OperationArgs['separateAppeal']) =>
      service.progress.trackAppeal(args, context),
  })
  async separateAppeal(
    { number, secret, reason }: OperationArgs['separateAppeal'],
    context: OperationContext,
  ): Promise<OperationAnswer['separateAppeal']> {
    const { work } = context;
    const { id } = await this.secrets.open(context, number, secret);
    const before = await lockHandling(work, id);
    if (!before) throw new DomainError('NOT_FOUND');
    const directory = await this.directories.current();
    const located = underProfile(before, directory, work.now);
    const handling = await separate(work, directory, located, { cause: 'APPELLANT', reason });
    return this.progress.of(work, handling);
  }
}
