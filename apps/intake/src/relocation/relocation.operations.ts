import { Injectable } from '@nestjs/common';
import type { AppealAnswer, OperationArgs } from '@weisu/api';
import { endParts, moveScope, receptionPart, requireVisible, resumePart } from '@weisu/appeal-access';
import { DomainError } from '@weisu/contracts';
import { DirectoryClient } from '@weisu/directory-client';
import { Operation, type OperationContext } from '@weisu/service-host';
import { Answers } from '../reading/answers.store.js';
import { cleanText } from '../registration/content.js';
import { areaOf } from '../registration/place.js';
import { checkMover, receptionAt, relocated } from './relocation.js';

@Injectable()
export class RelocationOperations {
  constructor(
    readonly answers: Answers,
    private readonly directories: DirectoryClient,
  ) {}

  /** Corrects the place; who may see the appeal follows the new area. A new point is kept even when the area stays. */
  @Operation()
  async relocateAppeal(
    { id, areaCode, point, reason: given }: OperationArgs['relocateAppeal'],
    context: OperationContext,
  ): Promise<AppealAnswer> {
    const { work, actor, now } = context;
    const reason = cleanText(given);
    await requireVisible(work.manager, actor, id);
    const [place] = await work.query<{ from: string | null; receiverId: string | null }>(
      'SELECT area_code AS "from", first_receiver_id AS "receiverId" FROM appeal WHERE id = $1 FOR NO KEY UPDATE',
      [id],
    );
    if (!place) throw new DomainError('NOT_FOUND');
    checkMover(actor, place.from);
    const directory = await this.directories.current();
    const to = areaOf({ areaCode, point: point ?? null }, directory, actor.areaCode);
    if (to === null || actor.areaCode === null) throw new DomainError('AREA_NOT_FOUND');
    if (to === place.from && !point) return this.answers.byId(id, context);

    await work.query(
      `UPDATE appeal SET area_code = $2, longitude = coalesce($3, longitude), latitude = coalesce($4, latitude), datum = coalesce($5, datum)
       WHERE id = $1`,
      [id, to, point?.longitude ?? null, point?.latitude ?? null, point?.datum ?? null],
    );
    await work.query(
      `INSERT INTO relocation (id, appeal_id, from_code, to_code, reason, actor_subject, actor_unit, at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [work.newId(), id, place.from, to, reason, work.actor.subject, work.actor.unitId, now],
    );
    await moveScope(work, id, to);
    const reception = receptionAt(to, directory.unit(place.receiverId ?? ''));
    if (reception && to !== place.from) {
      const part = receptionPart(id, reception.unitId);
      await (reception.ends ? endParts(work, [part], now) : resumePart(work, part, now));
    }
    await work.announce(id, relocated(id, place.from, to, reception));
    return this.answers.byId(id, context);
  }
}
