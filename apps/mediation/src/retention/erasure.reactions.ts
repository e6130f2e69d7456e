import { Controller } from '@nestjs/common';
import { PersonalDataErased, type EventOf } from '@weisu/contracts';
import { ReactsTo, type Work } from '@weisu/messaging';
import { Sealing } from '../personal-data/sealing.store.js';
import { eraseFile, filesOfAppeal } from './erasure.store.js';

@Controller()
export class ErasureReactions {
  constructor(private readonly sealing: Sealing) {}

  /** Intake erases an appeal only when the term of its mediations is over; one that was opened meanwhile goes on, and is erased with it later. */
  @ReactsTo(PersonalDataErased)
  async onErased({ payload }: EventOf<typeof PersonalDataErased>, work: Work): Promise<void> {
    for (const id of await filesOfAppeal(work, payload.appealId))
      await eraseFile(work, this.sealing, id, payload.ground);
  }
}
