import { Injectable } from '@nestjs/common';
import type { AppealFilter, LedgerExportAnswer, OperationAnswer, OperationArgs } from '@weisu/api';
import { announce, DomainError, isId, LedgerExportFetched, LedgerExportRequested } from '@weisu/contracts';
import { DirectoryClient } from '@weisu/directory-client';
import { requireRole, type Actor, type Role } from '@weisu/identity';
import { Operation, ReadAgain, type OperationContext } from '@weisu/service-host';
import { countListed, requireReach } from '../../ground/appeal-list/appeal-list.store.js';
import { exportAnswer, fetchAnswer } from './export-answer.js';
import { ExportVault } from './export-vault.store.js';
import { fetchMilliseconds, mostNamed, requireFile, wantedOf, type ExportRow } from './export.js';
import {
  endWithoutFile,
  fetchedPage,
  fetchesOf,
  hasTooManyWaiting,
  insertExport,
  insertFetch,
  lockOwnExport,
  lockQueue,
  ownExports,
  ownFetches,
  seesAllOf,
} from './export.store.js';

/** Exports that a list shows. */
const mostShown = 50;

/** Who may reveal an appellant (`revealAppellant`). */
const revealing: readonly Role[] = ['DISTRICT', 'STREET', 'COMMUNITY', 'GRID', 'DEPARTMENT', 'COMPANY'];

/** 台账导出: asked for, looked at, ended and fetched by its asker alone. It is made by ExportPages. */
@Injectable()
export class ExportOperations {
  constructor(
    private readonly directories: DirectoryClient,
    private readonly vault: ExportVault,
  ) {}

  @Operation()
  async requestLedgerExport(
    { input }: OperationArgs['requestLedgerExport'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['requestLedgerExport']> {
    const { filter = null } = input;
    const wanted = wantedOf(input.columns, input.named, input.purpose);
    if (typeof filter?.former === 'boolean')
      throw new DomainError('INVALID_ARGUMENT', 'former: of a list alone');
    if (filter?.areaCode) requireReach(await this.directories.current(), actor, filter.areaCode);
    if (wanted.named) await requireFew(work.manager, actor, filter ?? {});
    await lockQueue(work.manager);
    if (await hasTooManyWaiting(work, actor)) throw new DomainError('EXPORT_TOO_MANY_WAITING');
    const id = work.newId();
    await insertExport(work, id, actor, wanted, {
      asked: this.vault.sealAsked(id, { actor, filter }),
      pageKey: this.vault.newPageKey(id),
    });
    const { columns, named } = wanted;
    await work.announce(id, [
      announce(LedgerExportRequested, { exportId: id, columns: [...columns], named }),
    ]);
    return this.ownAnswer(id, { actor, work });
  }

  @Operation()
  async cancelLedgerExport(
    { id }: OperationArgs['cancelLedgerExport'],
    { actor, work, now }: OperationContext,
  ): Promise<OperationAnswer['cancelLedgerExport']> {
    const found = isId(id) ? await lockOwnExport(work, actor, id) : null;
    if (!found) throw new DomainError('NOT_FOUND');
    await endWithoutFile(work.manager, [found.id], { state: 'CANCELLED', code: null }, now);
    return this.ownAnswer(found.id, { actor, work });
  }

  /** Let go from one of its matters meanwhile: nothing of the file is handed out. */
  @Operation()
  async fetchLedgerExport(
    { id }: OperationArgs['fetchLedgerExport'],
    { actor, work, now }: OperationContext,
  ): Promise<OperationAnswer['fetchLedgerExport']> {
    const found = isId(id) ? await lockOwnExport(work, actor, id) : null;
    if (!found) throw new DomainError('NOT_FOUND');
    requireFile(found.state);
    if (found.expires_at === null || now >= found.expires_at) throw new DomainError('EXPORT_GONE');
    if (found.named) requireRole(actor, revealing);
    if (!(await seesAllOf(work.manager, actor, found.id))) throw new DomainError('EXPORT_RIGHTS_CHANGED');
    const fetchId = work.newId();
    await insertFetch(work, fetchId, found.id, actor);
    await work.announce(found.id, [
      announce(LedgerExportFetched, { exportId: found.id, fetchId, rows: found.row_count }),
    ]);
    return fetchAnswer({ id: fetchId, export_id: found.id, at: now }, found);
  }

  @Operation()
  async ledgerExport(
    { id }: OperationArgs['ledgerExport'],
    context: OperationContext,
  ): Promise<OperationAnswer['ledgerExport']> {
    return (await this.exportsAgain([id], context))[0] ?? null;
  }

  @Operation()
  async ledgerExports(
    _: OperationArgs['ledgerExports'],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['ledgerExports']> {
    return answersOf(work.manager, await ownExports(work.manager, actor, { latest: mostShown }));
  }

  @ReadAgain('LedgerExport')
  async exportsAgain(
    ids: readonly string[],
    { actor, work }: Pick<OperationContext, 'actor' | 'work'>,
  ): Promise<LedgerExportAnswer[]> {
    const wanted = ids.filter((id) => isId(id));
    return answersOf(work.manager, await ownExports(work.manager, actor, { ids: wanted }));
  }

  @ReadAgain('LedgerExportFetch')
  async fetchesAgain(
    ids: readonly string[],
    { actor, work }: OperationContext,
  ): Promise<OperationAnswer['fetchLedgerExport'][]> {
    const fetches = await ownFetches(work.manager, actor, ids);
    return fetches.map((fetch) => fetchAnswer(fetch, fetch.export));
  }

  /** For the gateway, which holds the id of a fetch from who was allowed it. */
  @Operation()
  async exportPage(
    { fetchId, index }: OperationArgs['exportPage'],
    { work, now }: OperationContext,
  ): Promise<OperationAnswer['exportPage']> {
    const since = new Date(now.getTime() - fetchMilliseconds);
    const page = isId(fetchId) ? await fetchedPage(work.manager, fetchId, index, since) : null;
    if (!page) throw new DomainError('EXPORT_GONE');
    return this.vault.openPage(page.page_key, { id: page.id, index }, page.content);
  }

  private async ownAnswer(
    id: string,
    context: Pick<OperationContext, 'actor' | 'work'>,
  ): Promise<LedgerExportAnswer> {
    const [answer] = await this.exportsAgain([id], context);
    if (!answer) throw new Error('an export that is not there');
    return answer;
  }
}

type Manager = OperationContext['work']['manager'];

/** Throws FORBIDDEN, or EXPORT_TOO_MANY_NAMED. */
async function requireFew(manager: Manager, actor: Actor, filter: AppealFilter): Promise<void> {
  requireRole(actor, revealing);
  if ((await countListed(manager, actor, filter, mostNamed + 1)) > mostNamed)
    throw new DomainError('EXPORT_TOO_MANY_NAMED');
}

async function answersOf(manager: Manager, rows: readonly ExportRow[]): Promise<LedgerExportAnswer[]> {
  const fetches = await fetchesOf(
    manager,
    rows.map(({ id }) => id),
  );
  return rows.map((row) =>
    exportAnswer(
      row,
      fetches.filter((fetch) => fetch.export_id === row.id),
    ),
  );
}
