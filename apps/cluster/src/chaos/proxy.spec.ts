import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Proxy } from './proxy.js';

describe('the way to a server', () => {
  let server: Server;
  let proxy: Proxy;
  const open: Socket[] = [];
  const dial = (): Socket => {
    const socket = connect(proxy.port, '127.0.0.1');
    // one that is still there when the way is cut is reset, too
    socket.on('error', () => undefined);
    open.push(socket);
    return socket;
  };

  beforeAll(async () => {
    // says everything back
    server = createServer((socket) => socket.on('error', () => undefined).pipe(socket));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    proxy = await Proxy.to(() => port);
  });
  afterEach(() => proxy.restore());
  afterAll(async () => {
    for (const socket of open) socket.destroy();
    await proxy.close();
    await new Promise((closed) => server.close(closed));
  });

  it('carries what is said, in order, also while it is slowed', async () => {
    const socket = dial();
    let heard = '';
    socket.on('data', (piece: Buffer) => (heard += piece.toString()));
    const said = Array.from({ length: 20 }, (_, n) => `${n};`);
    said.forEach((word, n) => {
      if (n === 5) proxy.slow(20);
      if (n === 15) proxy.slow(0);
      socket.write(word);
    });
    while (heard.length < said.join('').length) await once(socket, 'data');
    expect(heard).toBe(said.join(''));
  });

  it('resets those that are there when it is cut, and those that come, until it is restored', async () => {
    const there = dial();
    await once(there, 'connect');
    there.write('x');
    await once(there, 'data');
    const lost = once(there, 'error');
    proxy.cut();
    expect((await lost)[0]).toMatchObject({ code: 'ECONNRESET' });
    const late = dial();
    expect((await once(late, 'error'))[0]).toMatchObject({ code: 'ECONNRESET' });
    proxy.restore();
    const again = dial();
    again.write('y');
    expect(String((await once(again, 'data'))[0])).toBe('y');
  });
});
