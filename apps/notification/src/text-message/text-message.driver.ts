import { appendFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';

/** `id` is the same for a message that is sent again after a crash, so that a provider can drop the second. */
export type TextMessage = Readonly<{ id: string; phone: string; text: string }>;

/** How text messages leave the system; chosen by the place it runs in. */
export abstract class TextMessageDriver {
  abstract send(message: TextMessage): Promise<void>;
}

/** For standalone and rehearsals: appends each message as a line of JSON instead of sending it. */
@Injectable()
export class FileTextMessages extends TextMessageDriver {
  constructor(private readonly file: string) {
    super();
  }

  async send(message: TextMessage): Promise<void> {
    const line = JSON.stringify({ at: new Date().toISOString(), ...message });
    await appendFile(this.file, `${line}\n`, { mode: 0o600 });
  }
}
