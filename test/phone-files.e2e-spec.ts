import { TestDistrict } from './district.fixture.js';
import { call } from './journey.fixture.js';
import { Matter } from './matter.fixture.js';

/** 96 × 64, stored turned, with its orientation as a property: made by heif-enc. */
const heic = Buffer.from(
  [
    'AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAA3dtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAABAAAANGlsb2MAAAAAREAAAgAB',
    'AAAAAAORAAEAAAAKAAAAaAACAAAAAAP5AAEAAAAKAAAAuAAAADhpaW5mAAAAAAACAAAAFWluZmUCAAAAAAEAAGh2YzEAAAAAFWluZmUCAAABAAIAAEV4aWYAAAACtmlwcnAAAAKWaXBj',
    'bwAAAHVodmNDAQNwAAAAAAAAAAAAHvAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQCEAAQAoQgEBA3AAAAMAkAAAAwAAAwAeoCCBhZbqSSmubAgAAAMACAAAAwAI',
    'QCIAAQAHRAHBcrAiQAAAABRpc3BlAAAAAAAAAEAAAABgAAAB7GNvbHJwcm9mAAAB4GxjbXMEIAAAbW50clJHQiBYWVogB+IAAwAUAAkADgAdYWNzcE1TRlQAAAAAc2F3c2N0cmwAAAAA',
    'AAAAAAAAAAAAAPbWAAEAAAAA0y1oYW5keem/Vlo+AbaDI4VVRvdPqgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAKZGVzYwAAAPwAAAAkY3BydAAAASAAAAAid3RwdAAAAUQA',
    'AAAUY2hhZAAAAVgAAAAsclhZWgAAAYQAAAAUZ1hZWgAAAZgAAAAUYlhZWgAAAawAAAAUclRSQwAAAcAAAAAgZ1RSQwAAAcAAAAAgYlRSQwAAAcAAAAAgbWx1YwAAAAAAAAABAAAADGVu',
    'VVMAAAAIAAAAHABzAFIARwBCbWx1YwAAAAAAAAABAAAADGVuVVMAAAAGAAAAHABDAEMAMAAAWFlaIAAAAAAAAPbWAAEAAAAA0y1zZjMyAAAAAAABDD8AAAXd///zJgAAB5AAAP2S///7',
    'of///aIAAAPcAADAcVhZWiAAAAAAAABvoAAAOPIAAAOPWFlaIAAAAAAAAGKWAAC3iQAAGNpYWVogAAAAAAAAJKAAAA+FAAC2xHBhcmEAAAAAAAMAAAACZmkAAPKnAAANWQAAE9AAAApb',
    'AAAAEHBpeGkAAAAAAwgICAAAAAlpcm90AwAAABhpcG1hAAAAAAAAAAEAAQWBAoOEhQAAABppcmVmAAAAAAAAAA5jZHNjAAIAAQABAAABKG1kYXQAAABkKAGvNs24yd6NIX9HP/wo1/vy',
    'h/6l9acNqzf5oSQwE44iVPojWpQ/AxHWXxDaMR/R1h2Vl0hlsNclMVAf7KjW8N8qr+4QP8ykx5Erx2r4ijsfElr/smBCdtdrnM6AeAAAmFxDcAAAAABJSSoACAAAAAYAEgEDAAEAAAAG',
    'AAAAGgEFAAEAAABWAAAAGwEFAAEAAABeAAAAKAEDAAEAAAACAAAAEwIDAAEAAAABAAAAaYcEAAEAAABmAAAAAAAAADhjAADoAwAAOGMAAOgDAAAGAACQBwAEAAAAMDIxMAGRBwAEAAAA',
    'AQIDAACgBwAEAAAAMDEwMAGgAwABAAAA//8AAAKgBAABAAAAQAAAAAOgBAABAAAAYAAAAAAAAAA=',
  ].join(''),
  'base64',
);

type Evidence = Readonly<{
  name: string;
  mediaType: string;
  url: string;
  thumbnail: string | null;
  preview: string | null;
}>;

describe('a picture from a telephone', () => {
  let district: TestDistrict;
  beforeAll(async () => {
    district = await TestDistrict.start();
    await district.setTime('2026-11-23T09:00:00+08:00');
  }, 120_000);
  afterAll(() => district.stop());

  const headersOf = async (who: string) => ({ authorization: `Bearer ${await district.token(who)}` });

  it('is a HEIC that was called .jpg: kept as what it is, and seen as a JPEG by who handles the matter', async () => {
    const headers = { ...(await headersOf('resident')), 'idempotency-key': 'the first photo' };
    const send = async (): Promise<string> => {
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(heic)]), '照片.jpg');
      const sent = await fetch(`${district.url}/files`, { method: 'POST', headers, body: form });
      return ((await sent.json()) as { id: string }).id;
    };
    const id = await send();
    // the answer was lost, say
    expect(await send()).toBe(id);
    const input = { text: '路面塌陷，见照片', areaCode: '440303003020001', attachments: [id] };
    const matter = await Matter.of(district, 'resident', input);

    const { evidence } = await call<{ evidence: readonly Evidence[] }>(
      district,
      'street',
      'appeal',
      { id: matter.id },
      'evidence { name mediaType url thumbnail preview }',
    );
    const url = `/files/${id}`;
    expect(evidence).toEqual([
      {
        ...{ name: '照片.heic', mediaType: 'image/heic', url },
        ...{ thumbnail: `${url}?size=320`, preview: `${url}?size=2048` },
      },
    ]);
    for (const path of [evidence[0]?.thumbnail, evidence[0]?.preview]) {
      const seen = await fetch(`${district.url}${path}`, { headers: await headersOf('street') });
      expect([seen.status, seen.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
      expect(Buffer.from(await seen.arrayBuffer()).toString('hex', 0, 3)).toBe('ffd8ff');
      const neighbour = await fetch(`${district.url}${path}`, { headers: await headersOf('street-2') });
      expect(neighbour.status).toBe(404);
    }
  });
});
