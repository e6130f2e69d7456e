import { Injectable } from '@nestjs/common';
import type { LedgerEntryAnswer, LoadAnswer, Service } from '@weisu/api';
import { visibleAppeals } from '@weisu/appeal-access';
import { DirectoryClient } from '@weisu/directory-client';
import { isOutside } from '@weisu/identity';
import { Operation, type OperationContext } from '@weisu/service-host';
import { noteTexts } from '../note/note.store.js';
import { actorOf, detailOf, linkedAppeals, namesIn, summaryOf, type Entry, type Names } from './ledger.js';
import { entriesOf } from './ledger.store.js';

@Injectable()
export class LedgerOperations {
  constructor(private readonly directories: DirectoryClient) {}

  /** For those who see the appeal. The texts of notes are read for them from dispatch's own table, never from the event. */
  @Operation()
  async ledgerByAppeal(
    keys: readonly string[],
    { actor, work }: OperationContext,
  ): Promise<LoadAnswer['ledgerByAppeal']> {
    const directory = await this.directories.current();
    const visible = await visibleAppeals(work.manager, actor, keys);
    // notes of officials for each other: neither the resident's nor the sender's
    if (isOutside(actor)) visible.clear();
    const entries = await entriesOf(work.manager, [...visible]);
    const names = namesIn(directory);
    const noteIds = entries.flatMap((entry) =>
      typeof entry.payload['noteId'] === 'string' ? [entry.payload['noteId']] : [],
    );
    const texts = await noteTexts(work.manager, noteIds);
    const linked = await visibleAppeals(work.manager, actor, entries.flatMap(linkedAppeals));
    return keys.map((key) =>
      entries.filter((entry) => entry.appeal_id === key).map((entry) => answer(entry, names, texts, linked)),
    );
  }
}

function answer(
  entry: Entry,
  names: Names,
  texts: ReadonlyMap<string, string>,
  linked: ReadonlySet<string>,
): LedgerEntryAnswer {
  const noteId = entry.payload['noteId'];
  const note = typeof noteId === 'string' ? texts.get(noteId) : undefined;
  return {
    at: entry.at,
    service: entry.service as Service,
    sequence: entry.sequence,
    type: entry.type,
    actor: actorOf(entry, names),
    unitId: entry.unit_id,
    delegateId: entry.delegate_id,
    summary: summaryOf(entry, names),
    detail: { ...detailOf(entry, linked), ...(note === undefined ? {} : { note }) },
  };
}
