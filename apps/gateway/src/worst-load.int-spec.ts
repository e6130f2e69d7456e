import { once } from 'node:events';
import { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { eventually } from '@weisu/testing';
import { ourTemplate, paperFields, readTemplate } from '@weisu/papers';
import { workerFile } from '@weisu/worker-pool';
import { mostBytes, worstFiles } from './evidence/worst-files.fixture.js';
import type { Request } from './caller-thread.fixture.js';
import type { HealthSeen } from './health-asker.fixture.js';
import { greyPng, turnedHeic } from './rendition/pictures.fixture.js';
import { openGateway, openServicePeer, type ServicePeer } from './service-peer.fixture.js';

import.meta.jest.setTimeout(300_000);

const mostMilliseconds = 200;
const signedIn = { authorization: 'Bearer street-token' };
const paperId = '0193a8f0-0000-7000-8000-000000000001';
const matters = 400;

type Keys = Readonly<{ keys: readonly string[] }>;
type Work = () => Promise<void>;

describe('hole 4: a gateway that is given the worst', () => {
  let peer: ServicePeer;
  let gateway: Awaited<ReturnType<typeof openGateway>>;
  let url: string;
  let asker: Worker;
  let caller: Worker;
  beforeAll(async () => {
    peer = await openServicePeer(answers);
    gateway = await openGateway(peer, { storage: nowhere });
    url = await gateway.listen(0, '127.0.0.1');
    asker = new Worker(workerFile('./health-asker.fixture.js', import.meta.url), { workerData: url });
    caller = new Worker(workerFile('./caller-thread.fixture.js', import.meta.url), { workerData: url });
  });
  afterAll(async () => {
    await Promise.all([asker.terminate(), caller.terminate()]);
    await gateway.stop();
    await peer.close();
  });

  const healthSeen = async (): Promise<HealthSeen> => {
    const report = once(asker, 'message') as Promise<[HealthSeen]>;
    asker.postMessage('report');
    return (await report)[0];
  };

  /** The best of ten at most: what holds the thread does so every time, what the machine does beside it does not. */
  async function answersDuring(work: Work): Promise<void> {
    let best: HealthSeen | null = null;
    for (let attempt = 0; attempt < 10 && !(best && isGood(best)); attempt += 1) {
      await healthSeen();
      await work();
      const seen = await healthSeen();
      if (!best || seen.worstMilliseconds < best.worstMilliseconds) best = seen;
    }
    expect(best).toMatchObject({ failed: 0 });
    expect(best?.worstMilliseconds).toBeLessThanOrEqual(mostMilliseconds);
  }
  const isGood = ({ worstMilliseconds, failed }: HealthSeen): boolean =>
    failed === 0 && worstMilliseconds <= mostMilliseconds;

  const statusOf = async (path: string, upload: Request['upload'] = null): Promise<unknown> => {
    const answer = once(caller, 'message') as Promise<[unknown]>;
    caller.postMessage({ path, upload } satisfies Request);
    return (await answer)[0];
  };
  const read = (path: string) => statusOf(path);

  it.each(
    Object.entries(worstFiles).flatMap(([format, made]) =>
      Object.entries(made).map(([name, make]) => ({ format, name, make })),
    ),
  )(
    'answers /health within 200 ms while 20 MB of $format are refused or done: $name',
    async ({ format, make }) => {
      const type = 'multipart/form-data; boundary=b';
      const head = `--b\r\ncontent-disposition: form-data; name="file"; filename="a.${format}"\r\n\r\n`;
      // made once, so that building it is not measured
      const body = Buffer.concat([
        Buffer.from(head),
        make(mostBytes - 500_000),
        Buffer.from('\r\n--b--\r\n'),
      ]);
      await answersDuring(async () =>
        expect([201, 400, 413, 415]).toContain(await statusOf('/files', { body, type })),
      );
    },
  );

  it.each(['pdf', 'docx'])('and while a paper of the worst text is printed as %s', async (ending) => {
    for (const text of [
      '\t'.repeat(20_000),
      String.fromCodePoint(...Array.from({ length: 20_000 }, (_, n) => 0x4e00 + n)),
    ]) {
      peer.answers['paper'] = () => paperOf(text);
      await answersDuring(async () => expect(await read(`/papers/${paperId}.${ending}`)).toBe(200));
    }
  });

  it.each([
    {
      what: 'the largest PNG',
      name: 'a.png',
      mediaType: 'image/png',
      bytes: greyPng(12_500, 8_000),
    },
    { what: 'a HEIC', name: 'a.heic', mediaType: 'image/heic', bytes: turnedHeic },
  ])('and while $what is drawn', async ({ name, mediaType, bytes }) => {
    stored = bytes;
    const storageKey = `2026/11/${paperId}.${name.split('.').at(-1)}`;
    peer.answers['fileForDownload'] = () => ({
      id: paperId,
      name,
      mediaType,
      size: bytes.length,
      storageKey,
    });
    await answersDuring(async () => expect(await read(`/files/${paperId}?size=320`)).toBe(200));
  });

  it('and while the ledger is exported', async () => {
    await answersDuring(async () => expect(await read('/exports/ledger.xlsx')).toBe(200));
  });

  it('and a reader who goes away in the middle of an export leaves its place to the next', async () => {
    for (let left = 0; left < 4; left += 1) {
      const leaving = new AbortController();
      const response = await fetch(`${url}/exports/ledger.xlsx`, {
        headers: signedIn,
        signal: leaving.signal,
      });
      await response.body?.getReader().read();
      leaving.abort();
    }
    await eventually(async () => expect(await read('/exports/ledger.xlsx')).toBe(200));
  });
});

/** What is read from the storage, whatever is asked for; nothing is written to it. */
let stored: Buffer = Buffer.alloc(0);
const nowhere = {
  list: async function* () {},
  free: async () => null,
  put: async () => undefined,
  get: async (key: string) => (/\.(?:png|heic)$/.test(key) ? Readable.from([stored]) : null),
  delete: async () => undefined,
};

const idOf = (n: number): string => `m${n}`;
const answers = {
  recordFile: ({ input }: { input: { id: string; name: string; mediaType: string } }) => ({
    ...{ id: input.id, name: input.name, mediaType: input.mediaType, url: `/files/${input.id}` },
  }),
  attachmentsById: ({ keys }: Keys) => keys.map((id) => ({ id })),
  recordPrint: () => true,
  appeals: ({ first, after }: { first: number; after: string | null }) => {
    const from = Number(after ?? 0);
    const ids = Array.from({ length: Math.min(first, matters - from) }, (_, n) => idOf(from + n));
    const end = from + ids.length;
    return {
      edges: ids.map((id) => ({ node: { id }, cursor: '' })),
      pageInfo: { hasNextPage: end < matters, endCursor: String(end) },
    };
  },
  appealsById: ({ keys }: Keys) => keys.map((id) => ({ id, number: id, areaCode: '440303003' })),
  handlingByAppeal: ({ keys }: Keys) => keys.map((id) => ({ id, status: 'HANDLING', urgency: null })),
  ledgerByAppeal: ({ keys }: Keys) =>
    keys.map(() =>
      Array.from({ length: 20 }, (_, sequence) => ({
        ...{
          at: '2026-11-23T01:00:00.000Z',
          service: 'DISPATCH',
          sequence,
          summary: '办理情况说明'.repeat(30),
        },
        ...{ type: 't', actor: '陈佳慧', unitId: null, delegateId: null, detail: null },
      })),
    ),
};

const template = readTemplate(ourTemplate('SUPERVISION'), paperFields.SUPERVISION);
const paperOf = (text: string) => ({
  ...{ id: paperId, kind: 'SUPERVISION', number: '督1号', appealId: null, named: false },
  sheet: { template, fields: { number: '督1号', code: 'A', text }, followUpId: null, rated: false },
  issuedAt: '2026-11-23T01:00:00.000Z',
});
