import { connect, type Socket } from 'node:net';
import { request } from 'node:http';
import { eventually } from '@weisu/testing';
import { TestDistrict } from './district.fixture.js';

/** Of each kind, from a few networks, as somebody has them who wants to be many. */
const slowOnes = 200;
const networks = 50;

/** What the proxy in front, which is this machine, says of where a client is. */
const from = (network: string): string => `X-Forwarded-For: ${network}`;
const slowNetwork = (n: number): string => `198.51.100.${1 + (n % networks)}`;

const formOf = (name: string, type: string, bytes: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(
      `--b\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`,
    ),
    bytes,
    Buffer.from('\r\n--b--\r\n'),
  ]);
const picture = formOf(
  'a.png',
  'image/png',
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);
/** More than lies between two sockets of one machine. */
const longPaper = formOf(
  'long.pdf',
  'application/pdf',
  Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(19_000_000, 'a'), Buffer.from('\n%%EOF\n')]),
);

/** What each kind of slow client says behind its first line and network before it falls silent. */
const beginnings = {
  head: 'X-Slow: ',
  'body of a file': `Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000\r\n\r\n${picture.toString('latin1', 0, 120)}`,
  'body of a question': 'Content-Type: application/json\r\nContent-Length: 900000\r\n\r\n{"query":"',
} as const;

const lineOf = (said: string): string => (said.includes('json') ? 'POST /graphql' : 'POST /files');

describe('hole 6: clients that are slow', () => {
  let district: TestDistrict;
  let sockets: Socket[] = [];
  beforeAll(async () => {
    district = await TestDistrict.start({ TRUSTED_PROXIES: '127.0.0.1,::1' });
  }, 120_000);
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    sockets = [];
  });
  afterAll(() => district?.stop());

  const target = (): { host: string; port: number } => {
    const { hostname, port } = new URL(district.url);
    return { host: hostname === 'localhost' ? '127.0.0.1' : hostname, port: Number(port) };
  };
  const slow = (line: string, said: string, n: number, read = true): Promise<Socket> =>
    new Promise((resolve, reject) => {
      const socket = connect(target());
      sockets.push(socket);
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject).on('error', () => undefined);
        if (read) socket.resume();
        const head = `${line} HTTP/1.1\r\nHost: weisu\r\n${from(slowNetwork(n))}\r\n`;
        socket.write(head + said, 'latin1', () => resolve(socket));
      });
    });
  const bearerOf = async (account: string | null): Promise<Record<string, string>> =>
    account ? { authorization: `Bearer ${await district.token(account)}` } : {};
  /** Uploads from a network of its own. */
  const upload = async (
    account: string | null,
    network: string,
    form = picture,
  ): Promise<Readonly<{ status: number | undefined; id: string }>> => {
    const more = { 'content-type': 'multipart/form-data; boundary=b', 'content-length': form.length };
    const headers = { ...(await bearerOf(account)), ...more, 'x-forwarded-for': network };
    return new Promise((resolve, reject) => {
      const asked = request(
        { ...target(), ...{ method: 'POST', path: '/files', agent: false }, headers },
        (response) => {
          const said: Buffer[] = [];
          response.on('data', (chunk: Buffer) => said.push(chunk));
          response.once('end', () => {
            const { id = '' } = JSON.parse(Buffer.concat(said).toString()) as { id?: string };
            resolve({ status: response.statusCode, id });
          });
        },
      );
      asked.once('error', reject);
      asked.end(form);
    });
  };
  const othersAreServed = async (last: number): Promise<void> => {
    expect(await upload(null, `203.0.113.${last}`)).toMatchObject({ status: 201 });
    expect(await upload('grid', `203.0.113.${last}`)).toMatchObject({ status: 201 });
    const { data } = await district.graphql(null, '{ area(code: "440303") { name } }');
    expect(data).toMatchObject({ area: { name: '罗湖区' } });
  };

  it.each(Object.entries(beginnings))(
    'with the %s hold up nobody, and are let go',
    async (_, said) => {
      const all = await Promise.all(Array.from({ length: slowOnes }, (__, n) => slow(lineOf(said), said, n)));
      await othersAreServed(Object.values(beginnings).indexOf(said) + 1);
      await eventually(() => expect(all.filter((socket) => !socket.destroyed).length).toBe(0), 60_000);
    },
    90_000,
  );

  it('with reading hold up nobody, and are let go', async () => {
    const { id } = await upload('grid', '203.0.113.200', longPaper);
    const { authorization } = await bearerOf('grid');
    const asked = `Authorization: ${authorization ?? ''}\r\n\r\n`;
    const all = await Promise.all(
      Array.from({ length: slowOnes }, (_, n) =>
        slow(`GET /files/${id}`, asked, n, false).then((socket) => socket.pause()),
      ),
    );
    await othersAreServed(9);
    // who does not read does not see that the other end has gone: asking again does
    let asks = 0;
    const began = performance.now();
    await eventually(() => {
      const open = all.filter((socket) => !socket.destroyed);
      if (performance.now() - began > asks * 2_000) {
        asks += 1;
        for (const socket of open) socket.write('GET /health HTTP/1.1\r\nHost: weisu\r\n\r\n');
      }
      expect(open.length).toBe(0);
    }, 90_000);
  }, 120_000);
});
