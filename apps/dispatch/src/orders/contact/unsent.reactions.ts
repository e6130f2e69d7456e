import { Controller } from '@nestjs/common';
import { TextMessageUnsent, type EventOf } from '@weisu/contracts';
import { DirectoryClient } from '@weisu/directory-client';
import { ReactsTo, type Work } from '@weisu/messaging';
import { isUnresolved } from '../../ground/handling/handling.js';
import { lockHandling, profileOf } from '../../ground/handling/handling.store.js';
import { contactUnsent } from './reclassified.store.js';

@Controller()
export class UnsentReactions {
  constructor(private readonly directories: DirectoryClient) {}

  /** The text that stood for a call was not sent: the call is owed, of what is not resolved. */
  @ReactsTo(TextMessageUnsent)
  async onUnsent({ payload }: EventOf<typeof TextMessageUnsent>, work: Work): Promise<void> {
    if (payload.template !== 'CONTACT') return;
    const handling = await lockHandling(work, payload.appealId);
    if (!handling || !isUnresolved(handling) || handling.profileKey === null) return;
    const directory = await this.directories.current();
    await contactUnsent(work, handling, profileOf(directory, handling), directory);
  }
}
