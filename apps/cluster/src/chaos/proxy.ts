import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A way to a server that can be cut and slowed, between our processes and what they talk to. */
export class Proxy {
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private delayMs = 0;
  private refusing = false;

  private constructor(
    private readonly server: Server,
    private readonly target: () => number,
  ) {}

  /** To a port of this machine, asked for with every connection. */
  static async to(target: () => number): Promise<Proxy> {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const proxy = new Proxy(server, target);
    server.on('connection', (socket) => proxy.carry(socket));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Resets every connection, and new ones at once, until `restore`. */
  cut(): void {
    this.refusing = true;
    for (const [near, far] of this.pairs) {
      near.resetAndDestroy();
      far.destroy();
    }
  }

  /** Milliseconds for everything that passes, in both directions. */
  slow(delayMs: number): void {
    this.delayMs = delayMs;
  }

  restore(): void {
    this.refusing = false;
    this.delayMs = 0;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((closed) => this.server.close(closed));
  }

  private carry(near: Socket): void {
    // whoever is cut off hears of it by the reset; the other end is closed below
    near.on('error', () => undefined);
    if (this.refusing) {
      near.resetAndDestroy();
      return;
    }
    const far = connect(this.target(), '127.0.0.1');
    far.on('error', () => undefined);
    near.setNoDelay(true);
    far.setNoDelay(true);
    const pair = [near, far] as const;
    this.pairs.add(pair);
    this.pass(near, far);
    this.pass(far, near);
    far.once('close', () => {
      this.pairs.delete(pair);
      near.destroy();
    });
    near.once('close', () => far.destroy());
  }

  /** In order also when the delay changes on the way: each piece waits for the one before. */
  private pass(from: Socket, to: Socket): void {
    let last: Promise<void> = Promise.resolve();
    const send = (act: () => void): void => {
      const wait = this.delayMs;
      last = last.then(async () => {
        if (wait) await new Promise((passed) => setTimeout(passed, wait));
        act();
      });
    };
    from.on('data', (piece: Buffer) => send(() => void (to.writable && to.write(piece))));
    from.on('end', () => send(() => to.end()));
  }
}
