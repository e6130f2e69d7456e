import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Log } from '@weisu/service-host';
import { LimitedProcess, ProcessEnded, WorkerFailure, workerFile } from '@weisu/worker-pool';
import sharp from 'sharp';
import { diskStore } from '../evidence/disk.store.js';
import type { ObjectStore } from '../evidence/object-store.js';
import { failureKeyOf, keysMadeOf, renditionKeyOf } from '../evidence/storage-key.js';
import { framed } from './frames.js';
import { greyPng, turnedHeic, turnedJpeg, turnedWebp, uprightPng } from './pictures.fixture.js';
import { Renditions } from './renditions.operations.js';

import.meta.jest.setTimeout(120_000);

const limits = { waiting: 4, waitingOfOne: 4, milliseconds: 60_000, megabytes: 800, answerBytes: 16_000_000 };
const log = Log.of('gateway', 'silent');
const keyOf = (ending: string) => `2026/11/0190d3a4-0000-7000-8000-000000000001.${ending}`;
const heic = { storageKey: keyOf('heic'), mediaType: 'image/heic' };

let folder: string;
let storage: ObjectStore;
let pictures: LimitedProcess;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weisu-renditions-'));
  storage = diskStore(folder);
  pictures = new LimitedProcess(workerFile('./pictures.worker.js', import.meta.url), limits);
});
afterEach(async () => {
  await pictures.close();
  await rm(folder, { recursive: true });
});

const stored = async () => {
  const keys: string[] = [];
  for await (const { key } of storage.list()) keys.push(key);
  return keys.sort();
};

/** A decoder that answers as the test says, and how often it was asked. */
function decoder(...answers: readonly (Buffer | Error)[]) {
  const asked: string[] = [];
  const run: LimitedProcess['run'] = async ([mediaType = ''], input) => {
    await input();
    const answer = answers[asked.length] ?? new Error('asked once too often');
    asked.push(mediaType);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { asked, run };
}
const drawn = framed([Buffer.from('large'), Buffer.from('small')]);

describe('renditions as they look', () => {
  it.each([
    { mediaType: 'image/jpeg', ending: 'jpg', bytes: turnedJpeg },
    { mediaType: 'image/webp', ending: 'webp', bytes: turnedWebp },
    { mediaType: 'image/heic', ending: 'heic', bytes: turnedHeic },
    { mediaType: 'image/png', ending: 'png', bytes: uprightPng },
  ])('of $mediaType are JPEGs, upright and without EXIF', async ({ mediaType, ending, bytes }) => {
    const image = { storageKey: keyOf(ending), mediaType };
    await storage.put(image.storageKey, bytes, mediaType);
    const renditions = new Renditions({ storage, pictures, log });
    for (const size of [320, 2048] as const) {
      const made = (await renditions.of(image, size, 'asker'))!;
      const { data, info } = await sharp(made).raw().toBuffer({ resolveWithObject: true });
      expect(await sharp(made).metadata()).toMatchObject({ format: 'jpeg', width: 96, height: 64 });
      expect(made.includes('Exif')).toBe(false);
      const colourAt = (x: number, y: number) =>
        nameOf([...data.subarray((y * info.width + x) * 3)].slice(0, 3));
      expect([colourAt(20, 15), colourAt(75, 15), colourAt(20, 50), colourAt(75, 50)]).toEqual([
        'red',
        'green',
        'blue',
        'yellow',
      ]);
    }
  });

  it('are 320 and 2 048 pixels long, of an image of nearly as many pixels as are taken', async () => {
    const image = { storageKey: keyOf('png'), mediaType: 'image/png' };
    await storage.put(image.storageKey, greyPng(12_288, 8_064), 'image/png');
    const renditions = new Renditions({ storage, pictures, log });
    const sides = async (size: 320 | 2048) => {
      const { width, height } = await sharp((await renditions.of(image, size, 'asker'))!).metadata();
      return [width, height];
    };
    expect(await sides(2048)).toEqual([2048, 1344]);
    expect(await sides(320)).toEqual([320, 210]);
  });

  it.each([
    { what: 'another kind', bytes: uprightPng.subarray(0, 60), mediaType: 'image/png', ending: 'png' },
    { what: 'a HEIC cut short', bytes: turnedHeic.subarray(0, 900), mediaType: 'image/heic', ending: 'heic' },
    {
      what: 'an SVG',
      bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      mediaType: 'image/png',
      ending: 'png',
    },
  ])('there are none of $what, and it is not tried again', async ({ bytes, mediaType, ending }) => {
    const image = { storageKey: keyOf(ending), mediaType };
    await storage.put(image.storageKey, bytes, mediaType);
    expect(await new Renditions({ storage, pictures, log }).of(image, 320, 'asker')).toBeNull();
    expect(await stored()).toEqual([image.storageKey, failureKeyOf(image.storageKey)]);
    expect(await new Renditions({ storage, pictures: decoder(), log }).of(image, 320, 'asker')).toBeNull();
  });
});

describe('renditions', () => {
  beforeEach(() => storage.put(heic.storageKey, turnedHeic, 'image/heic'));

  it('are made once for all who ask, and kept beside the image', async () => {
    const once = decoder(drawn);
    const renditions = new Renditions({ storage, pictures: once, log });
    const asked = await Promise.all([
      renditions.of(heic, 320, 'asker'),
      renditions.of(heic, 2048, 'asker'),
      renditions.of(heic, 320, 'asker'),
    ]);
    expect(asked.map(String)).toEqual(['small', 'large', 'small']);
    expect(String(await new Renditions({ storage, pictures: decoder(), log }).of(heic, 2048, 'asker'))).toBe(
      'large',
    );
    expect(once.asked).toEqual(['image/heic']);
    expect(await stored()).toEqual(
      [heic.storageKey, renditionKeyOf(heic.storageKey, 320), renditionKeyOf(heic.storageKey, 2048)].sort(),
    );
  });

  it.each(['TIMED_OUT', 'OUT_OF_MEMORY'] as const)(
    'that were over the limits (%s) are not tried again, whichever replica is asked',
    async (reason) => {
      const tooMuch = decoder(new WorkerFailure(reason));
      for (let request = 0; request < 3; request += 1)
        expect(await new Renditions({ storage, pictures: tooMuch, log }).of(heic, 320, 'asker')).toBeNull();
      expect(tooMuch.asked).toHaveLength(1);
    },
  );

  it('whose process others killed are tried three times', async () => {
    const short = decoder(...[1, 2, 3].map(() => new ProcessEnded(null, '')));
    for (let request = 0; request < 5; request += 1)
      expect(await new Renditions({ storage, pictures: short, log }).of(heic, 320, 'asker')).toBeNull();
    expect(short.asked).toHaveLength(3);
  });

  it('that fail for a fault of ours are TRY_LATER, and no failure', async () => {
    const broken = decoder(...[1, 2, 3, 4].map(() => new ProcessEnded(1, 'no such module')), drawn);
    const renditions = new Renditions({ storage, pictures: broken, log });
    for (let request = 0; request < 4; request += 1)
      await expect(renditions.of(heic, 320, 'asker')).rejects.toMatchObject({ code: 'TRY_LATER' });
    expect(String(await renditions.of(heic, 320, 'asker'))).toBe('small');
  });

  it('that cannot be decoded are tried once', async () => {
    const no = decoder(new ProcessEnded(3, 'no'));
    for (let request = 0; request < 2; request += 1)
      expect(await new Renditions({ storage, pictures: no, log }).of(heic, 320, 'asker')).toBeNull();
    expect(no.asked).toHaveLength(1);
  });

  it('for which too many wait are TRY_LATER, and no failure', async () => {
    const busy = decoder(new WorkerFailure('TOO_MANY_WAITING'), drawn);
    const renditions = new Renditions({ storage, pictures: busy, log });
    await expect(renditions.of(heic, 320, 'asker')).rejects.toMatchObject({ code: 'TRY_LATER' });
    expect(String(await renditions.of(heic, 320, 'asker'))).toBe('small');
  });

  it('that cannot be kept are shown all the same', async () => {
    const full = { ...storage, put: () => Promise.reject(new Error('ENOSPC')) };
    const renditions = new Renditions({ storage: full, pictures: decoder(drawn), log });
    expect(String(await renditions.of(heic, 320, 'asker'))).toBe('small');
    expect(await stored()).toEqual([heic.storageKey]);
  });

  it('of an image that was deleted while they were made do not outlive it', async () => {
    const erased = decoder(drawn);
    const run: LimitedProcess['run'] = async (args, input) => {
      const answer = await erased.run(args, input);
      await storage.delete(heic.storageKey);
      return answer;
    };
    await new Renditions({ storage, pictures: { run }, log }).of(heic, 320, 'asker');
    expect(await stored()).toEqual([]);
  });

  it('there are none of what is no image, and nothing of what is not there', async () => {
    const renditions = new Renditions({ storage, pictures: decoder(), log });
    expect(
      await renditions.of({ storageKey: keyOf('pdf'), mediaType: 'application/pdf' }, 320, 'asker'),
    ).toBeNull();
    const gone = { storageKey: keyOf('jpg'), mediaType: 'image/jpeg' };
    await expect(renditions.of(gone, 320, 'asker')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(keysMadeOf(keyOf('pdf'))).toEqual([]);
  });
});

/** The colour that is nearest. */
function nameOf([red = 0, green = 0, blue = 0]: readonly number[]): string {
  if (red > 150) return green > 150 ? 'yellow' : 'red';
  return green > blue ? 'green' : 'blue';
}
