import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { eventCatalogue, topicOf, type Envelope } from '@weisu/contracts';
import { Work } from '@weisu/messaging';
import { keptOf } from './ledger.js';

/** 督办台账: everything that every service says of a subject, as it said it, but for what is hers alone. */
@Controller()
export class LedgerReactions {
  @EventPattern([...eventCatalogue.keys()])
  async onAnything(@Payload() event: Envelope, @Ctx() work: Work): Promise<void> {
    await work.query(
      `INSERT INTO ledger_entry (appeal_id, service, sequence, type, at, actor_subject, actor_kind, unit_id, payload, delegate_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`,
      [
        event.subject,
        topicOf(event.type).toUpperCase(),
        event.sequence,
        event.type,
        event.time,
        event.actor.subject,
        event.actor.kind,
        event.actor.unitId,
        JSON.stringify(keptOf(event.payload as object)),
        event.actor.delegateId ?? null,
      ],
    );
  }
}
