import { Injectable } from '@nestjs/common';
import type { OperationAnswer, OperationArgs, WhistleAnswer } from '@weisu/api';
import { withinArea } from '@weisu/appeal-access';
import { announce, DomainError, isId, WhistlePublished } from '@weisu/contracts';
import { DirectoryClient } from '@weisu/directory-client';
import { readRows, type Work } from '@weisu/messaging';
import { withoutPersonalNumbers } from '@weisu/personal-data';
import { decodeCursor, pageOf, pageSize } from '@weisu/persistence';
import { Operation, type OperationContext } from '@weisu/service-host';
import { requireUnerased } from '../../ground/handling/handling.store.js';
import { fileIds } from '../../ground/note/evidence.js';
import { told } from '../../ground/note/told.js';
import { aboutEach } from '../whistle/subjects.js';
import { lockVisible } from '../whistle/whistle-access.store.js';
import { requireLead } from '../whistle/who-may.js';
import { whistleAnswerOf } from '../whistle/whistle-view.store.js';
import type { Whistle } from '../whistle/whistle.js';
import { announceEach } from '../whistle/whistle.store.js';

type Row = Readonly<{
  id: string;
  areaCode: string;
  text: string;
  unitIds: readonly string[];
  blownAt: Date;
  completedAt: Date | null;
  publishedAt: Date;
  beforeIds: readonly string[];
  afterIds: readonly string[];
  shownIds: readonly string[] | null;
}>;

/** 成果公示: one visible result (S11), and what is told to the public of an emergency (S5). */
@Injectable()
export class PublicationOperations {
  constructor(private readonly directories: DirectoryClient) {}

  /** By who whistled, or the desk of its street, once the units are called. */
  @Operation()
  async publishWhistle(
    { id, text, before, after }: OperationArgs['publishWhistle'],
    { actor, work }: OperationContext,
  ): Promise<WhistleAnswer> {
    const directory = await this.directories.current();
    const whistle = await lockVisible(work, actor, id);
    requireLead(directory, whistle, actor, work.now);
    if (!whistle.calledAt) throw new DomainError('WHISTLE_NOT_ENDORSED');
    await requireUnerased(work, whistle.appealIds);
    const [beforeIds, afterIds] = [fileIds(before), fileIds(after)];
    const former = await forgetPublished(work, whistle.id);
    // until intake says whose they are (PublicationReactions), all but what another publication shows
    await work.query(
      `INSERT INTO published_whistle (whistle_id, area_code, text, before_ids, after_ids, published_at, shown_ids)
       VALUES ($1, $2, $3, $4::uuid[], $5::uuid[], $6, ARRAY(
         SELECT named.id FROM unnest($4::uuid[] || $5::uuid[]) AS named (id)
         WHERE NOT EXISTS (SELECT 1 FROM published_whistle o WHERE named.id = ANY(coalesce(o.shown_ids, o.before_ids || o.after_ids)))))`,
      [whistle.id, whistle.areaCode, told(text, 'text'), beforeIds, afterIds, work.now],
    );
    await announcePublished(work, whistle, [...beforeIds, ...afterIds], former);
    return whistleAnswerOf(work.manager, actor, whistle);
  }

  /** Its text and its pictures are nobody's to see any more. */
  @Operation()
  async withdrawPublication(
    { id }: OperationArgs['withdrawPublication'],
    { actor, work }: OperationContext,
  ): Promise<WhistleAnswer> {
    const directory = await this.directories.current();
    const whistle = await lockVisible(work, actor, id);
    requireLead(directory, whistle, actor, work.now);
    const former = await forgetPublished(work, whistle.id);
    if (former === null) throw new DomainError('STATE_FORBIDS', 'nothing is published');
    await announcePublished(work, whistle, [], former);
    return whistleAnswerOf(work.manager, actor, whistle);
  }

  @Operation()
  async publicWhistles(
    { areaCode, first, after }: OperationArgs['publicWhistles'],
    { work }: OperationContext,
  ): Promise<OperationAnswer['publicWhistles']> {
    const directory = await this.directories.current();
    if (!directory.area(areaCode)) throw new DomainError('AREA_NOT_FOUND');
    const size = pageSize(first);
    const [at, id] = after ? keyOf(after) : [null, null];
    const area = withinArea(areaCode, 3, 'p.area_code');
    const rows = await readRows<Row>(
      work.manager,
      `SELECT p.whistle_id AS id, p.area_code AS "areaCode", p.text, w.unit_ids AS "unitIds", w.blown_at AS "blownAt", w.completed_at AS "completedAt",
         p.published_at AS "publishedAt", p.before_ids AS "beforeIds", p.after_ids AS "afterIds", p.shown_ids AS "shownIds"
       FROM published_whistle p JOIN whistle w ON w.id = p.whistle_id
       WHERE ($1::timestamptz IS NULL OR (p.published_at, p.whistle_id) < ($1::timestamptz, $2::uuid)) AND ${area.sql}
       ORDER BY p.published_at DESC, p.whistle_id DESC LIMIT ${size + 1}`,
      [at, id, ...area.parameters],
    );
    const shown = rows.map(({ unitIds, beforeIds, afterIds, shownIds, ...row }) => ({
      ...row,
      // published before such texts were refused
      text: withoutPersonalNumbers(row.text),
      areaName: directory.area(row.areaCode)?.name ?? row.areaCode,
      before: addressesOf(beforeIds, shownIds),
      after: addressesOf(afterIds, shownIds),
      units: unitIds.map((unitId) => directory.unit(unitId)?.name ?? unitId),
    }));
    return pageOf(shown, size, after, (row) => [row.publishedAt.toISOString(), row.id]);
  }
}

const addressesOf = (ids: readonly string[], shown: readonly string[] | null): string[] =>
  ids.filter((id) => shown?.includes(id) ?? true).map((id) => `/files/${id}`);

function keyOf(after: string): readonly [string, string] {
  const [at = '', id = ''] = decodeCursor(after, 2);
  if (Number.isNaN(Date.parse(at)) || !isId(id))
    throw new DomainError('INVALID_ARGUMENT', 'after is not a cursor of this list');
  return [at, id];
}

/** The files that were published; null: nothing was. */
async function forgetPublished(work: Work, whistleId: string): Promise<readonly string[] | null> {
  const [row] = await work.query<{ ids: string[] }>(
    'DELETE FROM published_whistle WHERE whistle_id = $1 RETURNING before_ids || after_ids AS ids',
    [whistleId],
  );
  return row?.ids ?? null;
}

async function announcePublished(
  work: Work,
  whistle: Whistle,
  attachmentIds: readonly string[],
  former: readonly string[] | null,
): Promise<void> {
  const withdrawnIds = (former ?? []).filter((id) => !attachmentIds.includes(id));
  await announceEach(
    work,
    aboutEach(whistle, (about) =>
      announce(WhistlePublished, { ...about, attachmentIds: [...attachmentIds], withdrawnIds }),
    ),
  );
}
