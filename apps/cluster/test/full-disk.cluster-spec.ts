import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  closeDistrict,
  openDistrict,
  readState,
  type ClusterState,
  type RunningDistrict,
} from '../src/index.js';

const run = promisify(execFile);

/** Bytes of the disk that the evidence lies on; needs root, as a disk cannot be made small otherwise. */
const diskBytes = 1024 * 1024;

describe('a full disk under the evidence', () => {
  let state: ClusterState;
  let district: RunningDistrict;
  let files: string;

  beforeAll(async () => {
    const found = await readState(process.env['WEISU_TEST_CLUSTER'] ?? '');
    if (!found) throw new Error('run by npm run test:cluster');
    state = found;
    district = await openDistrict(state.ground, {
      name: `full${randomBytes(4).toString('hex')}`,
      testClock: true,
      logLevel: 'error',
    });
    files = join(district.place.folder, 'files');
    await run('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes}`, 'tmpfs', files]);
  }, 240_000);
  afterAll(async () => {
    try {
      if (district) await closeDistrict(state.ground, district);
    } finally {
      if (files) await run('umount', [files]);
    }
  });

  async function upload(words: string): Promise<{ status: number; id?: string; error?: { code: string } }> {
    const body = new FormData();
    const bytes = `%PDF-1.4\n% ${words} ${'-'.repeat(20_000)}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`;
    body.append('file', new Blob([bytes], { type: 'application/pdf' }), '现场.pdf');
    const response = await fetch(`${district.url}/files`, { method: 'POST', body });
    return { status: response.status, ...((await response.json()) as object) };
  }

  async function submit(attachments: readonly string[]): Promise<string | undefined> {
    const response = await fetch(`${district.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomBytes(16).toString('hex') },
      body: JSON.stringify({
        query: 'mutation($input: SubmitAppealInput!) { submitAppeal(input: $input) { id } }',
        variables: {
          input: {
            text: `东门口的路灯三天不亮了 ${randomBytes(4).toString('hex')}`,
            areaCode: '440303003020001',
            phone: '13800138000',
            attachments,
          },
        },
      }),
    });
    const { data, errors } = (await response.json()) as {
      data?: { submitAppeal?: { id: string } } | null;
      errors?: unknown;
    };
    if (errors) throw new Error(JSON.stringify(errors));
    return data?.submitAppeal?.id;
  }

  it('refuses a file as UNAVAILABLE and leaves no part of it, takes matters without one, and takes the file when there is room', async () => {
    expect(await upload('while there is room')).toMatchObject({ status: 201 });
    const kept = await readdir(files, { recursive: true });
    const ballast = join(files, 'ballast');
    await writeFile(ballast, Buffer.alloc(2 * diskBytes)).catch((error: NodeJS.ErrnoException) =>
      expect(error.code).toBe('ENOSPC'),
    );
    expect(await upload('on a full disk')).toMatchObject({ status: 503, error: { code: 'UNAVAILABLE' } });
    expect((await readdir(files, { recursive: true })).filter((name) => name !== 'ballast')).toEqual(kept);
    expect(await submit([])).toBeDefined();
    await rm(ballast);
    const { id = '' } = await upload('on a full disk');
    expect(await submit([id])).toBeDefined();
  });
});
