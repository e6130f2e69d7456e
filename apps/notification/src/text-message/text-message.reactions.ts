import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { DutyCalled, type Envelope, type PayloadOf } from '@weisu/contracts';
import type { Work } from '@weisu/messaging';
import { subjectOf } from '../facts/facts.js';
import { templateFor, textedEvents } from './text-message.js';
import { senderSpeaks, storeText } from './text-message.store.js';

/** Writes down that a message is to be sent; the telephone number is asked for when it is, and never kept. */
@Controller()
export class TextMessageReactions {
  @EventPattern(textedEvents)
  async onTexted(@Payload() event: Envelope, @Ctx() work: Work): Promise<void> {
    const subjectId = subjectOf(event);
    if (subjectId === null) return;
    const template = templateFor(event, await senderSpeaks(work, subjectId));
    if (template) await storeText(work, { subjectId, personId: dutyOf(event), template });
  }
}

/** A call at night goes to a person of ours; every other text to the appellant. */
function dutyOf({ type, payload }: Envelope): string | null {
  return type === DutyCalled.type ? (payload as PayloadOf<typeof DutyCalled>).personId : null;
}
