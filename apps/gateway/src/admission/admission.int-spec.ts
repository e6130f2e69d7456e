import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { solved, type AskedProof } from '@weisu/testing';
import { diskStore } from '../evidence/disk.store.js';
import { png } from '../evidence/sample-files.fixture.js';
import {
  askGateway,
  inHours,
  openGateway,
  openServicePeer,
  PeerRefusal,
  usualConfig,
  type ServicePeer,
} from '../service-peer.fixture.js';

type Recorded = { id: string; sha256: string };

let folder: string;
let peer: ServicePeer;
let gateway: Awaited<ReturnType<typeof openGateway>>;
let now = inHours(1);
let networks = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weisu-admission-'));
  peer = await openServicePeer({});
  gateway = await openGateway(peer, { storage: diskStore(folder), now: () => now });
});

beforeEach(() => {
  // each test has a minute, and a network, of its own
  now = new Date(now.getTime() + 3_600_000);
  networks += 1;
  peer.calls.length = 0;
  for (const name of Object.keys(peer.answers)) delete peer.answers[name];
  Object.assign(peer.answers, {
    submitAppeal: () => ({ id: 'a', number: '20261121-000001-1', trackingSecret: 's' }),
    area: () => ({ name: '罗湖区' }),
    recordFile: ({ input }: { input: Recorded }) => ({ id: input.id, url: `/files/${input.id}` }),
    requireUploadAllowance: () => true,
  });
});

afterAll(async () => {
  await gateway.stop();
  await peer.close();
  await rm(folder, { recursive: true });
});

const submission = (more = '') => `submitAppeal(input: { text: "停水了", channel: WEB ${more} }) { number }`;

function ask(document: string, headers: Record<string, string> = {}, token: string | null = null) {
  const from = { 'x-forwarded-for': `203.0.113.${networks}` };
  return askGateway(gateway, document, { token, headers: { ...from, ...headers } });
}

/** `mutation { submitAppeal }`, and what was solved for it. */
async function submit(more = '', headers: Record<string, string> = {}) {
  const { errors } = await ask(`mutation { ${submission(more)} }`, headers);
  const [error] = errors ?? [];
  return {
    code: error?.extensions['code'] ?? 'OK',
    challenge: error?.extensions['challenge'] as AskedProof | undefined,
  };
}

const codesOf = async (count: number, more = '') => {
  const codes: unknown[] = [];
  for (let n = 0; n < count; n += 1) codes.push((await submit(more)).code);
  return codes;
};
const submitted = () => peer.calls.filter(({ operation }) => operation === 'submitAppeal');

describe('changes of people behind one address', () => {
  it('are free up to sixty a minute, and then asked for a proof of work by the gateway alone', async () => {
    expect(new Set(await codesOf(60))).toEqual(new Set(['OK']));
    const { code, challenge } = await submit();
    expect(code).toBe('PROOF_NEEDED');
    expect(challenge).toEqual({
      algorithm: 'SHA-256',
      challenge: expect.stringMatching(/^[0-9a-f]{64}$/),
      maxnumber: 20_000,
      salt: expect.any(String),
      signature: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(submitted()).toHaveLength(60);
    expect(await submit('', { 'x-weisu-proof': solved(challenge!) })).toMatchObject({ code: 'OK' });
    expect(submitted().at(-1)?.headers['x-weisu-proof-id']).toMatch(/^[0-9a-f-]{36}$/);
    // others do not notice
    expect(await submit('', { 'x-forwarded-for': '192.0.2.77' })).toMatchObject({ code: 'OK' });
    now = new Date(now.getTime() + 60_000);
    expect(await submit()).toMatchObject({ code: 'OK' });
  });

  it('are let in, three hundred in a minute, when each solves what it is asked', async () => {
    // half of them for nothing, so that it costs no half minute of this machine: with sixty it is a journey (test/many-behind-one-address)
    const roomy = await openGateway(peer, {
      now: () => now,
      config: { ...usualConfig, publicOperationsPerMinute: 150 },
    });
    const send = async (headers: Record<string, string>) => {
      const { errors } = await askGateway(roomy, `mutation { ${submission()} }`, { token: null, headers });
      return errors?.[0]?.extensions['challenge'] as AskedProof | undefined;
    };
    let asked = 0;
    for (let n = 0; n < 300; n += 1) {
      const challenge = await send({});
      if (!challenge) continue;
      asked += 1;
      expect(challenge.maxnumber).toBe(20_000);
      expect(await send({ 'x-weisu-proof': solved(challenge) })).toBeUndefined();
    }
    expect(submitted()).toHaveLength(300);
    expect(asked).toBe(150);
    await roomy.stop();
  });

  it('cost nothing who has a token', async () => {
    for (let n = 0; n < 70; n += 1)
      expect((await ask(`mutation { ${submission()} }`, {}, 'street-token')).errors).toBeUndefined();
  });

  it('that name a telephone number again and again are dearer from that network, and from no other', async () => {
    const phone = ', phone: "13812345678"';
    const written = ', phone: "+86 138-1234-5678"';
    expect(await codesOf(3, phone)).toEqual(['OK', 'OK', 'OK']);
    expect(await submit(written)).toMatchObject({ code: 'PROOF_NEEDED' });
    expect(await submit(', phone: "13812345679"')).toMatchObject({ code: 'OK' });
    expect(await submit(phone, { 'x-forwarded-for': '192.0.2.78' })).toMatchObject({ code: 'OK' });
  });
});

describe('reads of people behind one address', () => {
  it('cost nothing', async () => {
    const many = `{ ${Array.from({ length: 20 }, (_, n) => `a${n}: area(code: "440303") { name }`).join(' ')} }`;
    for (let n = 0; n < 20; n += 1) expect((await ask(many)).errors).toBeUndefined();
  });

  it('are eight in hand at a time, while others are answered', async () => {
    let inHand = 0;
    let most = 0;
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    peer.answers['area'] = async ({ code }: { code: string }) => {
      if (code !== '440303') return { name: '别处' };
      inHand += 1;
      most = Math.max(most, inHand);
      await gate;
      inHand -= 1;
      return { name: '罗湖区' };
    };
    const flood = Array.from({ length: 40 }, () => ask('{ area(code: "440303") { name } }'));
    const other = await ask('{ area(code: "440304") { name } }', { 'x-forwarded-for': '192.0.2.79' });
    expect(other.data).toEqual({ area: { name: '别处' } });
    open();
    expect((await Promise.all(flood)).every(({ errors }) => errors === undefined)).toBe(true);
    expect(most).toBe(8);
  });

  it('of a secret that was guessed too often are asked for a proof, which the service is told', async () => {
    peer.answers['trackAppeal'] = (_, { headers }) => {
      if (!headers['x-weisu-proof-id']) throw new PeerRefusal('PROOF_NEEDED', 429);
      return { number: '1' };
    };
    const document = '{ trackAppeal(number: "1", secret: "A") { number } }';
    const { errors } = await ask(document);
    expect(errors).toMatchObject([
      { extensions: { code: 'PROOF_NEEDED', challenge: { maxnumber: 300_000 } } },
    ]);
    const proof = solved(errors?.[0]?.extensions['challenge'] as AskedProof);
    expect((await ask(document, { 'x-weisu-proof': proof })).data).toEqual({ trackAppeal: { number: '1' } });
  });
});

it('a person with an account who is asked for a proof, for what others guessed, is given a challenge and pays', async () => {
  peer.answers['trackAppeal'] = (_, { headers }) => {
    if (!headers['x-weisu-proof-id']) throw new PeerRefusal('PROOF_NEEDED', 429);
    return { number: '1' };
  };
  const document = '{ trackAppeal(number: "1", secret: "A") { number } }';
  const { errors } = await ask(document, {}, 'street-token');
  const proof = solved(errors?.[0]?.extensions['challenge'] as AskedProof);
  const { data } = await ask(document, { 'x-weisu-proof': proof }, 'street-token');
  expect(data).toEqual({ trackAppeal: { number: '1' } });
});

describe('a proof', () => {
  const needed = async () => {
    await codesOf(60);
    return solved((await submit()).challenge!);
  };

  it('pays for one of twenty fields of a document', async () => {
    const proof = await needed();
    const before = submitted().length;
    const many = Array.from({ length: 20 }, (_, n) => `a${n}: ${submission()}`).join(' ');
    const { errors } = await ask(`mutation { ${many} }`, { 'x-weisu-proof': proof });
    // the second ends the document, as every refusal of a field does that must not be null
    expect(errors).toMatchObject([{ path: ['a1'], extensions: { code: 'PROOF_NEEDED' } }]);
    expect(submitted()).toHaveLength(before + 1);
  });

  it('of another replica, or of the one before a restart, is as good; one that was tampered with is none', async () => {
    const proof = await needed();
    const restarted = await openGateway(peer, { now: () => now });
    const document = `mutation { ${submission()} }`;
    const answer = await askGateway(restarted, document, {
      token: null,
      headers: { 'x-weisu-proof': proof },
    });
    expect(answer.errors).toBeUndefined();
    expect(submitted().at(-1)?.headers['x-weisu-proof-id']).toMatch(/^[0-9a-f-]{36}$/);
    await restarted.stop();
    expect(await submit('', { 'x-weisu-proof': `${proof.slice(0, -8)}AAAAAAA=` })).toMatchObject({
      code: 'PROOF_NEEDED',
    });
  });

  it('for a submission is none for a file', async () => {
    const proof = await needed();
    for (let n = 0; n < 5; n += 1) expect((await upload()).status).toBe(201);
    expect(await upload({ 'x-weisu-proof': proof })).toMatchObject({
      status: 429,
      error: { code: 'PROOF_NEEDED' },
    });
  });
});

async function upload(headers: Record<string, string> = {}, bytes: Uint8Array = png()) {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(bytes)]), 'a.png');
  const request = new Request('http://gateway/files', { method: 'POST', body: form });
  const payload = Buffer.from(await request.arrayBuffer());
  const response = await gateway.inject({
    method: 'POST',
    url: '/files',
    headers: {
      'content-type': request.headers.get('content-type')!,
      'content-length': String(payload.length),
      'x-forwarded-for': `203.0.113.${networks}`,
      ...headers,
    },
    payload,
  });
  const body = response.json<{ id: string; error?: { code: string; challenge?: AskedProof } }>();
  return { status: response.statusCode, ...body };
}

describe('files of people behind one address', () => {
  it('are five an hour for nothing, and as many as are paid for', async () => {
    for (let n = 0; n < 5; n += 1) expect((await upload()).status).toBe(201);
    const refused = await upload();
    expect(refused).toMatchObject({ status: 429, error: { code: 'PROOF_NEEDED' } });
    // it is asked before a byte is read, and no service knows of it
    expect(peer.calls.filter(({ operation }) => operation === 'requireUploadAllowance')).toHaveLength(5);
    const proof = { 'x-weisu-proof': solved(refused.error!.challenge!) };
    expect(await upload(proof)).toMatchObject({ status: 201 });
    // intake uses it, with the file
    const recorded = peer.calls.filter(({ operation }) => operation === 'recordFile').at(-1);
    expect(recorded?.headers['x-weisu-proof-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(recorded?.args['input']).toMatchObject({
      storageKey: expect.stringContaining(String((recorded?.args['input'] as Recorded).id)),
    });
    // it was made for so many bytes
    expect(await upload(proof, Buffer.concat([png(), Buffer.alloc(50_000)]))).toMatchObject({ status: 429 });
    // and is looked at ten times, whatever came of it
    for (let n = 0; n < 10; n += 1) await upload(proof);
    expect(await upload(proof)).toMatchObject({ status: 429 });
    now = new Date(now.getTime() + 3_600_000);
    expect((await upload()).status).toBe(201);
  });

  it('are asked for room, and never for more than a tenth of what is free', async () => {
    await upload();
    const [asked] = peer.calls.filter(({ operation }) => operation === 'requireUploadAllowance');
    expect(asked?.args).toMatchObject({ size: expect.any(Number), most: expect.any(Number) });
    expect(Number(asked?.args['most'])).toBeLessThanOrEqual(1024 ** 3);
  });
});

it('addresses that nobody vouches for are one: a list of forged X-Forwarded-For is refused nothing and spared nothing', async () => {
  const untrusting = await openGateway(peer, {
    now: () => now,
    config: { ...usualConfig, trustedProxies: [] },
  });
  const codes: unknown[] = [];
  for (let n = 0; n < 61; n += 1) {
    const headers = { 'x-forwarded-for': `10.${n}.0.1, 192.0.2.${n}` };
    const { errors } = await askGateway(untrusting, `mutation { ${submission()} }`, { token: null, headers });
    codes.push(errors?.[0]?.extensions['code'] ?? 'OK');
  }
  expect(codes.slice(0, 60)).toEqual(Array<string>(60).fill('OK'));
  expect(codes[60]).toBe('PROOF_NEEDED');
  await untrusting.stop();
});
