import { Injectable } from '@nestjs/common';
import type { OperationArgs } from '@weisu/api';
import type { DirectorySnapshot } from '@weisu/directory-client';
import { Operation, type OperationContext } from '@weisu/service-host';
import { snapshotSince } from './entry.store.js';

@Injectable()
export class SnapshotOperations {
  /** For the copies that other services keep: everything, or what changed after the revision they have. */
  @Operation()
  async directorySnapshot(
    { since }: OperationArgs['directorySnapshot'],
    { work }: OperationContext,
  ): Promise<DirectorySnapshot> {
    return snapshotSince(work.manager, since ?? 0);
  }
}
