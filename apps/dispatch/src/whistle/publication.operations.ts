import { Injectable } from '@nestjs/common';
import type { OperationAnswer, OperationArgs, WhistleAnswer } from '@weisu/api';
import { withinArea } from '@weisu/appeal-access';
import { announce, DomainError, WhistlePublished } from '@weisu/contracts';
import { DirectoryClient } from '@weisu/directory-client';
import { readRows } from '@weisu/messaging';
import { decodeCursor, pageOf, pageSize } from '@weisu/persistence';
import { Operation, type OperationContext } from '@weisu/service-host';
import { fileIds } from '../note/evidence.js';
import { written } from '../note/written.js';
import { aboutEach } from './subjects.js';
import { lockVisible, requireLead } from './whistle-access.store.js';
import { whistleAnswerOf } from './whistle-view.store.js';
import { announceEach } from './whistle.store.js';

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
    requireLead(directory, whistle, actor);
    if (!whistle.calledAt) throw new DomainError('WHISTLE_NOT_ENDORSED');
    const [beforeIds, afterIds] = [fileIds(before), fileIds(after)];
    await work.query(
      `INSERT INTO published_whistle (whistle_id, area_code, text, before_ids, after_ids, published_at)
       VALUES ($1, $2, $3, $4::uuid[], $5::uuid[], $6)
       ON CONFLICT (whistle_id) DO UPDATE SET text = excluded.text, before_ids = excluded.before_ids, after_ids = excluded.after_ids,
         published_at = excluded.published_at`,
      [whistle.id, whistle.areaCode, written(text), beforeIds, afterIds, work.now],
    );
    const attachmentIds = [...beforeIds, ...afterIds];
    await announceEach(
      work,
      aboutEach(whistle, (about) => announce(WhistlePublished, { ...about, attachmentIds })),
    );
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
    const [at, id] = after ? decodeCursor(after, 2) : [null, null];
    const area = withinArea(areaCode, 3, 'p.area_code');
    const rows = await readRows<Row>(
      work.manager,
      `SELECT p.whistle_id AS id, p.area_code AS "areaCode", p.text, w.unit_ids AS "unitIds", w.blown_at AS "blownAt", w.completed_at AS "completedAt",
         p.published_at AS "publishedAt", p.before_ids AS "beforeIds", p.after_ids AS "afterIds"
       FROM published_whistle p JOIN whistle w ON w.id = p.whistle_id
       WHERE ($1::timestamptz IS NULL OR (p.published_at, p.whistle_id) < ($1::timestamptz, $2::uuid)) AND ${area.sql}
       ORDER BY p.published_at DESC, p.whistle_id DESC LIMIT ${size + 1}`,
      [at, id, ...area.parameters],
    );
    const shown = rows.map(({ unitIds, beforeIds, afterIds, ...row }) => ({
      ...row,
      areaName: directory.area(row.areaCode)?.name ?? row.areaCode,
      before: beforeIds.map(addressOf),
      after: afterIds.map(addressOf),
      units: unitIds.map((unitId) => directory.unit(unitId)?.name ?? unitId),
    }));
    return pageOf(shown, size, after, (row) => [row.publishedAt.toISOString(), row.id]);
  }
}

const addressOf = (id: string): string => `/files/${id}`;
