import { Injectable } from '@nestjs/common';
import type { LoadAnswer } from '@weisu/api';
import { calendarEffectsByVersion } from '@weisu/clocks';
import { DirectoryClient } from '@weisu/directory-client';
import { hasRole } from '@weisu/identity';
import { Operation, type OperationContext } from '@weisu/service-host';

/** What a draft of the calendar would do to the limits of dispatch, for whoever decides on it. */
@Injectable()
export class CalendarOperations {
  constructor(private readonly directories: DirectoryClient) {}

  @Operation()
  async dispatchCalendarEffects(
    versions: readonly string[],
    { actor, work }: OperationContext,
  ): Promise<LoadAnswer['dispatchCalendarEffects']> {
    // it names matters, which are not the administrator's
    if (!hasRole(actor, ['DISTRICT'])) return versions.map(() => null);
    const directory = await this.directories.current();
    return calendarEffectsByVersion(versions, (version) => directory.calendarDraft(version), work);
  }
}
