import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Chance } from './chance.js';

/** A department's own system on a bad day: of ten posts one gets 500 and one no answer at all. */
export class WebhookReceiver {
  /** Accepted deliveries: webhook-id → how often. */
  readonly accepted = new Map<string, number>();
  refused = 0;
  ignored = 0;
  private wellBehaved = false;

  private constructor(
    private readonly server: Server,
    private readonly chance: Chance,
  ) {
    server.on('request', (request, response) => this.answer(request, response));
  }

  static async start(chance: Chance): Promise<WebhookReceiver> {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return new WebhookReceiver(server, chance);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/weisu`;
  }

  /** From now on it takes everything. */
  recover(): void {
    this.wellBehaved = true;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    request.resume();
    request.once('end', () => {
      const luck = this.wellBehaved ? 1 : this.chance();
      if (luck < 0.1) {
        this.refused += 1;
        response.writeHead(500).end();
      } else if (luck < 0.2) this.ignored += 1;
      else {
        const id = String(request.headers['webhook-id'] ?? '');
        this.accepted.set(id, (this.accepted.get(id) ?? 0) + 1);
        response.writeHead(204).end();
      }
    });
  }
}
