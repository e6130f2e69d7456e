import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import type { Envelope } from '@weisu/contracts';
import { lastValueFrom, isObservable } from 'rxjs';
import { Inbox, type InboxSettings, type Reaction } from './inbox.js';
import type { Transport } from './transport.js';
import type { Work } from './work.js';

export type InboxServerSettings = Omit<InboxSettings, 'reactionsTo'> &
  Readonly<{ group: string; topics: readonly string[]; transport: Transport }>;

/**
 * Lets `@EventPattern(SomeEvent.type)` handlers react through the inbox: the handler gets the event as payload and the `Work` of the
 * transaction as context, and does not know which transport runs. (Nest's own Kafka server routes by topic and knows no inbox.)
 */
export class InboxServer extends Server implements CustomTransportStrategy {
  /** The inbox gets every failure and decides what becomes of it; Nest neither logs nor swallows it. */
  override readonly propagatesEventHandlerErrors = true;
  readonly inbox: Inbox;
  private readonly handlers = new Map<string, MessageHandler[]>();
  private leave: (() => Promise<void>) | null = null;

  constructor(private readonly settings: InboxServerSettings) {
    super();
    this.inbox = new Inbox({ ...settings, reactionsTo: (type) => this.reactionsTo(type) });
  }

  /**
   * Keeps the handlers of a type in a list of its own. Nest would chain them, and a chained event handler calls the next one by itself and
   * at the same time: on one connection, in one transaction, and a second time when we come to it.
   */
  override addHandler(pattern: unknown, callback: MessageHandler): void {
    const type = String(pattern);
    this.handlers.set(type, [...(this.handlers.get(type) ?? []), callback]);
  }

  /**
   * To every topic, also those with nothing that it reacts to yet: the reaction that a later version brings begins with that version, and not
   * with a week of old events.
   */
  listen(callback: (error?: unknown) => void): void {
    const { group, topics, transport } = this.settings;
    transport.subscribe({ group, topics, handle: (message) => this.inbox.handle(message) }).then((leave) => {
      this.leave = leave;
      callback();
    }, callback);
  }

  async close(): Promise<void> {
    await this.leave?.();
    this.leave = null;
  }

  on(): void {
    // the transport has no connection events of its own; the interface asks for the method
  }

  unwrap<T>(): T {
    return this.settings.transport as T;
  }

  private reactionsTo(type: string): Reaction[] {
    return (this.handlers.get(type) ?? []).map((handler) => async (event: Envelope, work: Work) => {
      const result: unknown = await handler(event, work);
      if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
    });
  }
}
