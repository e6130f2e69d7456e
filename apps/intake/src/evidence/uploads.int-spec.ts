import type { AttachmentAnswer, ReceiptAnswer } from '@weisu/api';
import { gateway, gridCode, resident, startIntake } from '../intake.fixture.js';

describe('a file without an account', () => {
  let service: Awaited<ReturnType<typeof startIntake>>;
  beforeAll(async () => {
    service = await startIntake();
  });
  afterAll(() => service.stop());

  const fileId = (n: number) => `0193a8f0-0000-7000-8000-${String(n).padStart(12, '0')}`;
  const record = (n: number, overrides: object) => {
    const input = {
      ...{ id: fileId(n), name: `照片${n}.jpg`, mediaType: 'image/jpeg', size: 1_000 },
      ...{ sha256: 'ab'.repeat(32), storageKey: `2026/11/${n}`, ...overrides },
    };
    return service.call<AttachmentAnswer>('recordFile', { input }, gateway);
  };
  const submit = (attachments: string[]) =>
    service.call<ReceiptAnswer>(
      'submitAppeal',
      { input: { text: '见照片', areaCode: gridCode, attachments } },
      null,
    );

  it('of a building behind one address is refused to nobody', async () => {
    await Promise.all(Array.from({ length: 30 }, (_, n) => record(100 + n, { addressHash: 'building' })));
    expect(await submit(Array.from({ length: 30 }, (_, n) => fileId(100 + n)))).toHaveProperty('number');
  });

  it('without an account waits for room, where files that no matter has would be too many', async () => {
    const size = 20 * 1024 * 1024;
    const ask = (most: number | null) =>
      service.call('requireUploadAllowance', { addressHash: 'x', size, most }, gateway);
    await record(140, { addressHash: 'one', size });
    await record(141, { uploaderId: resident.subject, size: 100 * size });
    const most = 2 * size + 100_000;
    expect(await ask(most)).toBe(true);
    await record(142, { addressHash: 'two', size });
    await expect(ask(most)).rejects.toMatchObject({ code: 'TRY_LATER' });
    expect(await ask(null)).toBe(true);
    // what a matter has takes no room from others
    await submit([fileId(140), fileId(142)]);
    expect(await ask(most)).toBe(true);
  });

  it('that was paid for has the id of its proof: the same again is the same file, another is refused', async () => {
    const paid = { addressHash: 'one' };
    const twice = await Promise.all([
      record(150, paid),
      record(150, { ...paid, storageKey: '2026/11/again' }),
    ]);
    expect(twice[0]).toEqual(twice[1]);
    await expect(record(150, { ...paid, sha256: 'cd'.repeat(32) })).rejects.toMatchObject({
      code: 'PROOF_USED',
    });
  });
});
