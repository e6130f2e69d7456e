import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttpCaller, type HttpCaller } from './index.js';

const call = { operation: 'directorySnapshot', args: { since: 0 }, headers: {} };

describe('asking a service that has several replicas', () => {
  const servers: Server[] = [];
  const callers: HttpCaller[] = [];

  async function replica(name: string): Promise<{ url: string; server: Server }> {
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data: name }));
    });
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
  }
  const asking = (...urls: string[]): HttpCaller => {
    const caller = createHttpCaller({ DIRECTORY: urls.join(', ') });
    callers.push(caller);
    return caller;
  };
  const names = async (caller: HttpCaller, times: number): Promise<unknown[]> => {
    const answers: unknown[] = [];
    for (let time = 0; time < times; time += 1) answers.push((await caller.call('DIRECTORY', call)).body);
    return answers;
  };

  afterEach(async () => {
    await Promise.all(callers.splice(0).map((caller) => caller.close()));
    for (const server of servers.splice(0)) server.close();
  });

  it('asks each in turn', async () => {
    const [one, other] = [await replica('one'), await replica('other')];
    const answers = await names(asking(one.url, other.url), 10);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(2);
  });

  it('asks the other when one is not there, and the caller does not notice', async () => {
    const [one, other] = [await replica('one'), await replica('other')];
    one.server.close();
    await once(one.server, 'close');
    expect(await names(asking(one.url, other.url), 10)).toEqual(Array(10).fill({ data: 'other' }));
  });

  it('gives up when none is there, and says which address is missing', async () => {
    const one = await replica('one');
    one.server.close();
    await once(one.server, 'close');
    const caller = asking(one.url);
    await expect(caller.call('DIRECTORY', call)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await expect(caller.ready('DIRECTORY')).resolves.toBe(false);
    await expect(caller.call('INTAKE', call)).rejects.toThrow('INTAKE_URL is missing');
  });

  it('does not ask a second replica when the first may have begun', async () => {
    const other = await replica('other');
    const broken = createServer((request) => request.socket.destroy());
    servers.push(broken);
    broken.listen(0, '127.0.0.1');
    await once(broken, 'listening');
    const caller = asking(`http://127.0.0.1:${(broken.address() as AddressInfo).port}`, other.url);
    const answers = await Promise.allSettled([
      caller.call('DIRECTORY', call),
      caller.call('DIRECTORY', call),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});
