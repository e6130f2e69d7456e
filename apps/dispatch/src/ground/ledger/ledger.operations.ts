import { Injectable } from '@nestjs/common';
import type { LedgerEntryAnswer, LoadAnswer, Service } from '@weisu/api';
import { formerParts, mayKnowWho, scopesOf, visibleAppeals, visibleToOffices } from '@weisu/appeal-access';
import { DirectoryClient, type Directory } from '@weisu/directory-client';
import { Operation, type OperationContext } from '@weisu/service-host';
import { noteTexts } from '../note/note.store.js';
import { actorOf, detailOf, linkedAppeals, namesIn, summaryOf, type Entry, type Names } from './ledger.js';
import { confidentialAmong, entriesOf } from './ledger.store.js';

@Injectable()
export class LedgerOperations {
  constructor(private readonly directories: DirectoryClient) {}

  /** For those who see the appeal; to a unit that was let go its own entries until then (ADR 39). The texts of notes are read for them from dispatch's own table, never from the event. */
  @Operation()
  async ledgerByAppeal(
    keys: readonly string[],
    context: OperationContext,
  ): Promise<LoadAnswer['ledgerByAppeal']> {
    const { actor, work } = context;
    const directory = await this.directories.current();
    const visible = await visibleToOffices(work.manager, actor, keys);
    const former = await formerParts(work.manager, actor, keys);
    const entries = (await entriesOf(work.manager, [...visible, ...former.keys()])).filter(
      ({ appeal_id: id, unit_id: unitId, at }) =>
        visible.has(id) || (unitId === actor.unitId && at <= (former.get(id) ?? at)),
    );
    const names = namesIn(directory);
    const noteIds = entries.flatMap((entry) =>
      typeof entry.payload['noteId'] === 'string' ? [entry.payload['noteId']] : [],
    );
    const texts = await noteTexts(work.manager, noteIds);
    const linkedIds = entries.flatMap(linkedAppeals);
    const linked = await visibleAppeals(work.manager, actor, linkedIds);
    const unknown = await unknownPersons([...visible, ...linkedIds], directory, context);
    return keys.map((key) =>
      entries
        .filter((entry) => entry.appeal_id === key)
        .map((entry) => answer(entry, names, texts, { linked, unknown })),
    );
  }
}

/** Of these matters those whose person the caller may not know. A link from or to them would tell. */
async function unknownPersons(
  ids: readonly string[],
  directory: Directory,
  { work, actor, now }: OperationContext,
): Promise<Set<string>> {
  const confidential = await confidentialAmong(work.manager, ids);
  const scopes = await scopesOf(work.manager, confidential);
  return new Set(
    confidential.filter((id) => {
      const scope = scopes.get(id);
      return !scope || !mayKnowWho({ ...scope, confidential: true }, actor, directory, now);
    }),
  );
}

function answer(
  entry: Entry,
  names: Names,
  texts: ReadonlyMap<string, string>,
  links: Parameters<typeof detailOf>[1],
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
    detail: { ...detailOf(entry, links), ...(note === undefined ? {} : { note }) },
  };
}
