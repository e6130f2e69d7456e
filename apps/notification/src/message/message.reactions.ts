import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { Envelope } from '@weisu/contracts';
import { DirectoryClient } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';
import { eventKey, isRepetition, subjectOf } from '../facts/facts.js';
import { factsOf } from '../facts/facts.store.js';
import { storeMessage } from './message.store.js';
import { noticedEvents, noticesOf } from './notices.js';

/** One reaction to every event in the table of notices; the inbox has parsed each by its contract. */
@Controller()
export class MessageReactions {
  constructor(private readonly directory: DirectoryClient) {}

  @EventPattern(noticedEvents)
  async onNoticed(@Payload() event: Envelope, @Ctx() work: Work): Promise<void> {
    if (isRepetition(event)) return;
    const facts = await factsOf(work, event, await this.directory.current());
    for (const { to, kind, text } of noticesOf(event, facts)) {
      for (const recipient of to)
        await storeMessage(work, {
          to: recipient,
          eventKey: eventKey(event),
          kind,
          text,
          subjectId: subjectOf(event),
        });
    }
  }
}
