import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import {
  AppealClosed,
  AppealMerged,
  DutyCalled,
  UnitCalled,
  type Envelope,
  type EventOf,
  type PayloadOf,
} from '@weisu/contracts';
import { DirectoryClient } from '@weisu/directory-client';
import { ReactsTo, type Work } from '@weisu/messaging';
import { isRepetition, subjectOf } from '../facts/facts.js';
import { endedWith, mergedWith } from '../facts/merged.store.js';
import {
  answeredCall,
  answeringEvents,
  callOf,
  templateFor,
  textedEvents,
  unitReceiver,
} from './text-message.js';
import { usefulMilliseconds } from './useful.js';
import { endCall, senderSpeaks, storeText } from './text-message.store.js';

/** Writes down that a message is to be sent; the telephone number is asked for when it is, and never kept. */
@Controller()
export class TextMessageReactions {
  constructor(private readonly directories: DirectoryClient) {}

  @EventPattern(textedEvents)
  async onTexted(@Payload() event: Envelope, @Ctx() work: Work): Promise<void> {
    const subjectId = subjectOf(event);
    if (subjectId === null) return;
    if (event.type === AppealClosed.type)
      for (const id of await endedWith(work, subjectId, event.time)) await tellTheEnd(work, id, event.time);
    const template = templateFor(event, await senderSpeaks(work, subjectId));
    if (!template) return;
    const call = callOf(event);
    const useful = usefulMilliseconds(template, call?.limitBy ?? null, event.time, work.now);
    for (const personId of await this.receiversOf(event, work))
      await storeText(work, {
        subjectId,
        personId,
        template,
        callId: call?.id ?? null,
        usefulMilliseconds: useful,
      });
  }

  /** Into a matter that has ended meanwhile: events of two matters come in any order. */
  @ReactsTo(AppealMerged)
  async onMerged({ payload, time }: EventOf<typeof AppealMerged>, work: Work): Promise<void> {
    const endedAt = await mergedWith(work, payload.appealId, payload.intoId);
    if (endedAt !== null && endedAt >= time) await tellTheEnd(work, payload.appealId, endedAt);
  }

  /** Who has answered is called no more. */
  @EventPattern(answeringEvents)
  async onAnswered(@Payload() event: Envelope, @Ctx() work: Work): Promise<void> {
    const callId = isRepetition(event) ? null : answeredCall(event);
    if (callId !== null) await endCall(work, callId);
  }

  /** A call at night goes to a person of ours, a summons to the called unit and to who acts for it; every other text to the appellant (null). */
  private async receiversOf({ type, payload }: Envelope, work: Work): Promise<readonly (string | null)[]> {
    if (type === DutyCalled.type) return [(payload as PayloadOf<typeof DutyCalled>).personId];
    if (type !== UnitCalled.type) return [null];
    const { unitId } = payload as PayloadOf<typeof UnitCalled>;
    const { absences } = await this.directories.current();
    return [unitId, ...absences.delegatesOf(unitId, work.now)].map(unitReceiver);
  }
}

/** To the appellant of a matter that was handled with the one that has ended, which she may rate. What others are handled with is not declined. */
async function tellTheEnd(work: Work, subjectId: string, endedAt: Date): Promise<void> {
  if (await senderSpeaks(work, subjectId)) return;
  await storeText(work, {
    ...{ subjectId, personId: null, template: 'CLOSED', callId: null },
    usefulMilliseconds: usefulMilliseconds('CLOSED', null, endedAt, work.now),
  });
}
