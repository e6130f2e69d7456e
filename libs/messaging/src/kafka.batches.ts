import type { Message } from './cloud-event.js';
import { parts } from './kafka.records.js';

type Call = Readonly<{
  messages: readonly Message[];
  resolve: () => void;
  reject: (error: unknown) => void;
}>;

/**
 * One request in flight; what is published meanwhile goes together with the next, so that eight lanes cost one round trip and not eight.
 * A failure rejects every call that waits, too: they may follow the failed ones of the same key.
 */
export class PublishBatches {
  private waiting: Call[] = [];
  private turn: Promise<void> | null = null;

  constructor(
    private readonly send: (messages: readonly Message[]) => Promise<void>,
    private readonly requestBytes: number,
  ) {}

  publish(messages: readonly Message[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ messages, resolve, reject });
      this.turn ??= this.work().finally(() => (this.turn = null));
    });
  }

  /** Until nothing is on the way. */
  async settled(): Promise<void> {
    while (this.turn) await this.turn;
  }

  private async work(): Promise<void> {
    // The lanes publish within one tick: waiting for its end lets the first request carry all of them.
    await Promise.resolve();
    while (this.waiting.length) {
      const calls = this.waiting;
      this.waiting = [];
      try {
        const messages = calls.flatMap((call) => call.messages);
        for (const part of parts(messages, this.requestBytes)) await this.send(part);
        for (const call of calls) call.resolve();
      } catch (error) {
        for (const call of [...calls, ...this.waiting.splice(0)]) call.reject(error);
      }
    }
  }
}
