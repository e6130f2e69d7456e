import { Injectable } from '@nestjs/common';
import type { OperationAnswer, OperationArgs } from '@weisu/api';
import { DomainError } from '@weisu/contracts';
import { Operation, type OperationContext } from '@weisu/service-host';
import { EntryStore } from '../revision/entry.store.js';
import {
  claimRenewal,
  deleteSession,
  deleteSessions,
  insertSession,
  lockUnitOf,
  moveSession,
  readSession,
  renewSession,
} from './session.store.js';

/** Sessions of those who signed in through the gateway, for every replica of it (docs/adr/0051). */
@Injectable()
export class SessionOperations {
  constructor(private readonly entries: EntryStore) {}

  @Operation()
  openStaffSession(
    { input }: OperationArgs['openStaffSession'],
    { work }: OperationContext,
  ): Promise<OperationAnswer['openStaffSession']> {
    return insertSession(work, input);
  }

  @Operation()
  staffSession(
    { digest, used }: OperationArgs['staffSession'],
    { work }: OperationContext,
  ): Promise<OperationAnswer['staffSession']> {
    return readSession(work, digest, used);
  }

  @Operation()
  claimStaffRenewal(
    { digest, version }: OperationArgs['claimStaffRenewal'],
    { work }: OperationContext,
  ): Promise<boolean> {
    return claimRenewal(work, digest, version);
  }

  @Operation()
  renewStaffSession(
    args: OperationArgs['renewStaffSession'],
    { work }: OperationContext,
  ): Promise<OperationAnswer['renewStaffSession']> {
    return renewSession(work, args);
  }

  /** Whom she stands in for is asked at this moment; every operation asks again. */
  @Operation()
  async moveStaffSession(
    args: OperationArgs['moveStaffSession'],
    { work, now }: OperationContext,
  ): Promise<OperationAnswer['moveStaffSession']> {
    const { directory } = await this.entries.current();
    const own = await lockUnitOf(work, args);
    if (own === undefined) return null;
    const unitId = args.unitId === own ? null : (args.unitId ?? null);
    if (unitId !== null && (own === null || !directory.absences.actsFor(own, unitId, now)))
      throw new DomainError('NOT_DELEGATED');
    return moveSession(work, { ...args, unitId });
  }

  @Operation()
  endStaffSession(
    { digest }: OperationArgs['endStaffSession'],
    { work }: OperationContext,
  ): Promise<OperationAnswer['endStaffSession']> {
    return deleteSession(work, digest);
  }

  @Operation()
  endStaffSessions(
    args: OperationArgs['endStaffSessions'],
    { work }: OperationContext,
  ): Promise<OperationAnswer['endStaffSessions']> {
    return deleteSessions(work, args);
  }
}
