import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { Envelope } from '@weisu/contracts';
import { DirectoryClient, type Directory } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';
import { eventKey, isRepetition, subjectOf } from '../facts/facts.js';
import { factsOf } from '../facts/facts.store.js';
import { storeMessage } from './message.store.js';
import { noticedEvents, noticesOf, type Recipient } from './notices.js';

/** One reaction to every event in the table of notices; the inbox has parsed each by its contract. */
@Controller()
export class MessageReactions {
  constructor(private readonly directory: DirectoryClient) {}

  @EventPattern(noticedEvents)
  async onNoticed(@Payload() event: Envelope, @Ctx() work: Work): Promise<void> {
    if (isRepetition(event)) return;
    const directory = await this.directory.current();
    const facts = await factsOf(work, event, directory);
    for (const { to, kind, text } of noticesOf(event, facts)) {
      for (const recipient of to)
        for (const copy of [{ to: recipient, text }, ...copiesFor(recipient, text, directory, work.now)])
          await storeMessage(work, {
            ...copy,
            eventKey: eventKey(event),
            kind,
            subjectId: subjectOf(event),
          });
    }
  }
}

/** 离岗代理: what a unit is told while it is away, who acts for it is told too. */
function copiesFor(
  recipient: Recipient,
  text: string,
  directory: Directory,
  now: Date,
): readonly Readonly<{ to: Recipient; text: string }>[] {
  if (!('unitId' in recipient)) return [];
  const name = directory.unit(recipient.unitId)?.name ?? recipient.unitId;
  return directory.absences
    .delegatesOf(recipient.unitId, now)
    .map((unitId) => ({ to: { unitId }, text: `〔代${name}〕${text}` }));
}
