import { appendFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';

/** `id` is the same for a message that is sent again after a crash, so that a provider can drop the second. */
export type TextMessage = Readonly<{ id: string; phone: string; text: string }>;

/** The provider took it and said no. It counts as an attempt. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** Nothing was sent: no connection was made, or our own network is down. It counts as nothing. */
export class NotReached extends Error {
  override readonly name = 'NotReached';
}

/** How text messages leave the system; chosen by the place it runs in. */
export abstract class TextMessageDriver {
  /**
   * Resolves when the provider has accepted it. Rejects with Refused, with NotReached, and with anything else where nobody knows what became of it:
   * then it is sent twice more at most.
   */
  abstract send(message: TextMessage): Promise<void>;
}

/** For standalone and rehearsals: appends each message as a line of JSON instead of sending it. */
@Injectable()
export class FileTextMessages extends TextMessageDriver {
  constructor(private readonly file: string) {
    super();
  }

  /** A disk that is full or away is ours: the line is written when it is back. */
  async send(message: TextMessage): Promise<void> {
    const line = JSON.stringify({ at: new Date().toISOString(), ...message });
    try {
      await appendFile(this.file, `${line}\n`, { mode: 0o600 });
    } catch (error) {
      // the words of the error name the file alone, and nobody's number
      throw new NotReached('the file of text messages', { cause: error });
    }
  }
}
