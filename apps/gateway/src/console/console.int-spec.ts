import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fastify, type FastifyInstance } from 'fastify';
import { consoleRoutes } from './console.http.js';

describe('the pages of the console', () => {
  let folder: string;
  let server: FastifyInstance;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'weisu-console-'));
    await mkdir(join(folder, 'assets'));
    for (const [name, text] of Object.entries({
      'report.html': '<p>report</p>',
      'report.html.br': 'packed',
      'track.html': '<p>track</p>',
      'resident.manifest.json': '{}',
      'assets/a-1.js': 'plain',
      'assets/a-1.js.gz': 'gzip',
    }))
      await writeFile(join(folder, name), text);
    server = fastify();
    // as the gateway says it of everything else
    server.addHook('onRequest', (_request, reply, done) => {
      void reply.header('cache-control', 'no-store');
      done();
    });
    consoleRoutes(server, folder);
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  const get = (url: string, accept = '') => server.inject({ url, headers: { 'accept-encoding': accept } });

  it.each([
    ['/r/440303', '<p>report</p>'],
    ['/r/anything', '<p>report</p>'],
    ['/t/20261128-000128-4', '<p>track</p>'],
  ])('%s is a page, asked about each time, under the strictest policy', async (url, body) => {
    const answer = await get(url);
    expect([answer.statusCode, answer.body]).toEqual([200, body]);
    expect(answer.headers).toMatchObject({
      'cache-control': 'no-cache',
      'content-type': 'text/html; charset=utf-8',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      etag: expect.any(String),
    });
    const policy = String(answer.headers['content-security-policy']).split('; ');
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
      ]),
    );
    expect(policy.join()).not.toMatch(/unsafe|nonce|https?:|\*/);
  });

  it('are sent as they lie packed', async () => {
    const page = await get('/r/1', 'br');
    expect([page.body, page.headers['content-encoding']]).toEqual(['packed', 'br']);
    const script = await get('/assets/a-1.js', 'gzip');
    expect([script.body, script.headers['content-encoding']]).toEqual(['gzip', 'gzip']);
  });

  it.each(['br;q=0', 'zstd', ''])('are sent as they are to who takes %j', async (accept) => {
    const page = await get('/r/1', accept);
    expect([page.body, page.headers['content-encoding']]).toEqual(['<p>report</p>', undefined]);
  });

  it('are not sent again to who has them, packed in the same way', async () => {
    const { headers } = await get('/r/1', 'br');
    const again = (accept: string) =>
      server.inject({
        url: '/r/1',
        headers: { 'accept-encoding': accept, 'if-none-match': String(headers.etag) },
      });
    expect([(await again('br')).statusCode, (await again('')).statusCode]).toEqual([304, 200]);
  });

  it('load files that are kept for ever', async () => {
    const { body, headers } = await get('/assets/a-1.js');
    expect([body, headers['cache-control']]).toEqual(['plain', 'public, max-age=31536000, immutable']);
  });

  it.each([
    '/assets/',
    '/assets/b.js',
    '/assets/../report.html',
    '/assets/%2e%2e/manifest.json',
    '/report.html',
    '/resident.manifest.json',
    '/r/1/2',
  ])('%s is none of them', async (url) => {
    const answer = await get(url);
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([404, 'no-store']);
  });

  it('are not there where the console is not built, and the rest is', async () => {
    const bare = fastify();
    bare.get('/health', () => ({ status: 'up' }));
    consoleRoutes(bare, join(folder, 'nowhere'));
    expect([(await bare.inject('/r/1')).statusCode, (await bare.inject('/health')).statusCode]).toEqual([
      404, 200,
    ]);
    await bare.close();
  });
});
