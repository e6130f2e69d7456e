import { Injectable } from '@nestjs/common';
import type { OperationAnswer, OperationArgs } from '@weisu/api';
import { Operation, type OperationContext } from '@weisu/service-host';
import { civilDate } from '@weisu/working-time';
import { requireArea } from '../reach/reach.js';
import { EntryStore } from '../revision/entry.store.js';
import { categoriesCsv } from './categories-csv.js';

@Injectable()
export class ProfileOperations {
  constructor(private readonly entries: EntryStore) {}

  /** Null where none is in force: above the streets, and before the first assignment. */
  @Operation()
  async profile(
    { areaCode, on }: OperationArgs['profile'],
    { actor, now }: OperationContext,
  ): Promise<OperationAnswer['profile']> {
    const { directory } = await this.entries.current();
    requireArea(directory, actor, areaCode);
    const profile = directory.profileOn(areaCode, on ?? civilDate(now));
    if (!profile) return null;
    const { key, name, version, validFrom, validUntil } = profile;
    return { key, name, version, validFrom, validUntil, definition: profile as JsonDefinition };
  }

  /** Null where none is in force. */
  @Operation()
  async categoriesCsv(
    { areaCode, on }: OperationArgs['categoriesCsv'],
    { actor, now }: OperationContext,
  ): Promise<OperationAnswer['categoriesCsv']> {
    const { directory } = await this.entries.current();
    requireArea(directory, actor, areaCode);
    const profile = directory.profileOn(areaCode, on ?? civilDate(now));
    if (!profile) return null;
    return categoriesCsv(
      profile.categories,
      (category) => directory.leadOf(category, areaCode)?.name ?? null,
    );
  }
}

/** A profile came out of JSON; only the type of its optional members says otherwise. */
type JsonDefinition = NonNullable<OperationAnswer['profile']>['definition'];
