import { connect, type Socket } from 'node:net';
import { request } from 'node:http';
import { eventually } from '@weisu/testing';
import { TestDistrict } from './district.fixture.js';

/** Of each kind, from a few networks, as somebody has them who wants to be many. */
const slowOnes = 200;
const networks = 50;

/** A loopback address other than the one that tests ask from. */
const addressOf = (n: number): string => `127.0.1.${1 + (n % networks)}`;

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
  Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(19_000_000, 'a')]),
);

/** What each kind of slow client says before it falls silent. */
const beginnings = {
  head: 'POST /files HTTP/1.1\r\nHost: weisu\r\nX-Slow: ',
  'body of a file': `POST /files HTTP/1.1\r\nHost: weisu\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000\r\n\r\n${picture.toString('latin1', 0, 120)}`,
  'body of a question':
    'POST /graphql HTTP/1.1\r\nHost: weisu\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n\r\n{"query":"',
} as const;

describe('hole 6: clients that are slow', () => {
  let district: TestDistrict;
  let sockets: Socket[] = [];
  beforeAll(async () => {
    district = await TestDistrict.start();
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
  const slow = (said: string, n: number, read = true): Promise<Socket> =>
    new Promise((resolve, reject) => {
      const socket = connect({ ...target(), localAddress: addressOf(n) });
      sockets.push(socket);
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject).on('error', () => undefined);
        if (read) socket.resume();
        socket.write(said, 'latin1', () => resolve(socket));
      });
    });
  const bearerOf = async (account: string | null): Promise<Record<string, string>> =>
    account ? { authorization: `Bearer ${await district.token(account)}` } : {};
  /** Uploads from a network of its own. */
  const upload = async (
    account: string | null,
    localAddress: string,
    form = picture,
  ): Promise<Readonly<{ status: number | undefined; id: string }>> => {
    const more = { 'content-type': 'multipart/form-data; boundary=b', 'content-length': form.length };
    const headers = { ...(await bearerOf(account)), ...more };
    return new Promise((resolve, reject) => {
      const asked = request(
        { ...target(), ...{ method: 'POST', path: '/files', localAddress, agent: false }, headers },
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
    expect(await upload(null, `127.0.2.${last}`)).toMatchObject({ status: 201 });
    expect(await upload('grid', `127.0.2.${last}`)).toMatchObject({ status: 201 });
    const { data } = await district.graphql(null, '{ area(code: "440303") { name } }');
    expect(data).toMatchObject({ area: { name: '罗湖区' } });
  };

  it.each(Object.entries(beginnings))(
    'with the %s hold up nobody, and are let go',
    async (_, said) => {
      const all = await Promise.all(Array.from({ length: slowOnes }, (__, n) => slow(said, n)));
      await othersAreServed(Object.values(beginnings).indexOf(said as never) + 1);
      await eventually(() => expect(all.filter((socket) => !socket.destroyed)).toEqual([]), 60_000);
    },
    90_000,
  );

  it('with reading hold up nobody, and are let go', async () => {
    const { id } = await upload('grid', '127.0.2.8', longPaper);
    const { authorization } = await bearerOf('grid');
    const asked = `GET /files/${id} HTTP/1.1\r\nHost: weisu\r\nAuthorization: ${authorization ?? ''}\r\n\r\n`;
    const all = await Promise.all(
      Array.from({ length: slowOnes }, (_, n) => slow(asked, n, false).then((socket) => socket.pause())),
    );
    await othersAreServed(9);
    // a socket that is paused does not see its own end: writing does
    await eventually(() => {
      for (const socket of all) if (!socket.destroyed) socket.write(' ');
      expect(all.filter((socket) => !socket.destroyed)).toEqual([]);
    }, 90_000);
  }, 120_000);
});
