import { Injectable } from '@nestjs/common';
import type { OperationAnswer, OperationArgs } from '@weisu/api';
import { DomainError, termLists, termOf, versionOf, type TermList } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import { Operation, type OperationContext } from '@weisu/service-host';
import { civilDate } from '@weisu/working-time';
import { EntryStore } from '../revision/entry.store.js';

@Injectable()
export class VocabularyOperations {
  constructor(private readonly entries: EntryStore) {}

  /** Of an area, too: its categories stand on every paper that a resident is handed. */
  @Operation()
  async vocabulary(
    { areaCode }: OperationArgs['vocabulary'],
    { now }: OperationContext,
  ): Promise<OperationAnswer['vocabulary']> {
    const { directory } = await this.entries.current();
    const lists = areaCode
      ? [...termLists, categoriesOf(directory, areaCode, civilDate(now))]
      : [...termLists];
    return {
      version: versionOf(lists),
      lists: lists.map(({ name, terms }) => ({ name, terms: [...terms] })),
    };
  }
}

/** Empty where no profile is in force. */
function categoriesOf(directory: Directory, areaCode: string, day: string): TermList {
  if (!directory.area(areaCode)) throw new DomainError('AREA_NOT_FOUND');
  const categories = directory.profileOn(areaCode, day)?.categories ?? [];
  return {
    name: 'Category',
    terms: categories.map(({ code, name, branch = [] }) =>
      termOf(code, name, name, branch.join(' / ') || null),
    ),
  };
}
