import { createHash } from 'node:crypto';
import { proofOf } from './proof.js';

const challengeOf = (number: number) => ({
  algorithm: 'SHA-256',
  challenge: createHash('sha256').update(`ab12?for=x&${number}`).digest('hex'),
  maxnumber: 5_000,
  salt: 'ab12?for=x&',
  signature: 'ff',
});

describe('a proof of work', () => {
  it.each([0, 1, 4_711, 5_000])('finds %d', async (number) => {
    const answer = JSON.parse(Buffer.from(await proofOf(challengeOf(number)), 'base64').toString()) as object;
    const { algorithm, challenge, salt, signature } = challengeOf(number);
    expect(answer).toEqual({ algorithm, challenge, number, salt, signature });
  });

  it('says that there is none', async () => {
    await expect(proofOf({ ...challengeOf(5_001) })).rejects.toMatchObject({ code: 'PROOF_NEEDED' });
  });
});
