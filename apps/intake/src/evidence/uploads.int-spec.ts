import type { AttachmentAnswer, ReceiptAnswer } from '@weisu/api';
import { gateway, gridCode, resident, startIntake } from '../intake.fixture.js';

describe('a file without an account', () => {
  let service: Awaited<ReturnType<typeof startIntake>>;
  beforeAll(async () => {
    service = await startIntake();
  });
  afterAll(() => service.stop());

  const fileId = (n: number) => `0193a8f0-0000-7000-8000-${String(n).padStart(12, '0')}`;
  const record = (n: number, overrides: object, proof?: string) => {
    const input = {
      ...{ id: fileId(n), name: `照片${n}.jpg`, mediaType: 'image/jpeg', size: 1_000 },
      ...{ sha256: 'ab'.repeat(32), storageKey: `2026/11/${n}`, ...overrides },
    };
    return service.call<AttachmentAnswer>('recordFile', { input }, gateway, proof ? { proof } : {});
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
    const ask = (most: number | null, addressHash = 'one') =>
      service.call('requireUploadAllowance', { addressHash, size, most }, gateway);
    await record(140, { addressHash: 'one', size });
    await record(141, { uploaderId: resident.subject, size: 100 * size });
    const most = 2 * size + 100_000;
    expect(await ask(most)).toBe(true);
    await record(142, { addressHash: 'two', size });
    await expect(ask(most)).rejects.toMatchObject({ code: 'TRY_LATER' });
    // a network that holds none of them has room for one file
    expect(await ask(most, 'another')).toBe(true);
    expect(await ask(null)).toBe(true);
    // what a matter has takes no room from others
    await submit([fileId(140), fileId(142)]);
    expect(await ask(most)).toBe(true);
  });

  it('that was paid for uses its proof in the transaction that records it, once', async () => {
    const paid = { addressHash: 'one' };
    await record(150, paid, 'proof 1');
    await expect(record(151, paid, 'proof 1')).rejects.toMatchObject({ code: 'PROOF_USED' });
    await record(151, paid, 'proof 2');
  });

  it('is known by its key to who looks for bytes that nobody recorded', async () => {
    const storageKey = `2026/11/${fileId(160)}.jpg`;
    await record(160, { addressHash: 'one', storageKey });
    const unknown = `2026/11/${fileId(161)}.jpg`;
    const found = await service.call('unknownFiles', { storageKeys: [storageKey, unknown] }, gateway);
    expect(found).toEqual([unknown]);
  });
});
