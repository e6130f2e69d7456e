import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { DutyCalled, UnitCalled, type Envelope, type PayloadOf } from '@weisu/contracts';
import type { Work } from '@weisu/messaging';
import { subjectOf } from '../facts/facts.js';
import { templateFor, textedEvents, unitReceiver } from './text-message.js';
import { senderSpeaks, storeText } from './text-message.store.js';

/** Writes down that a message is to be sent; the telephone number is asked for when it is, and never kept. */
@Controller()
export class TextMessageReactions {
  @EventPattern(textedEvents)
  async onTexted(@Payload() event: Envelope, @Ctx() work: Work): Promise<void> {
    const subjectId = subjectOf(event);
    if (subjectId === null) return;
    const template = templateFor(event, await senderSpeaks(work, subjectId));
    if (template) await storeText(work, { subjectId, personId: ofOurs(event), template });
  }
}

/** A call at night goes to a person of ours, a summons to the called unit; every other text to the appellant. */
function ofOurs({ type, payload }: Envelope): string | null {
  if (type === DutyCalled.type) return (payload as PayloadOf<typeof DutyCalled>).personId;
  return type === UnitCalled.type ? unitReceiver((payload as PayloadOf<typeof UnitCalled>).unitId) : null;
}
