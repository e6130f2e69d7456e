import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { Envelope } from '@weisu/contracts';
import type { Work } from '@weisu/messaging';
import { templateFor, textedEvents } from './text-message.js';
import { senderSpeaks, storeText } from './text-message.store.js';

/** Writes down that a message is to be sent; the telephone number is asked for when it is, and never kept. */
@Controller()
export class TextMessageReactions {
  @EventPattern(textedEvents)
  async onTexted(@Payload() event: Envelope, @Ctx() work: Work): Promise<void> {
    const { appealId } = event.payload as { appealId: string };
    const template = templateFor(event, await senderSpeaks(work, appealId));
    if (template) await storeText(work, appealId, template);
  }
}
