import { hashPassword, passwordMatches } from './password.js';

const salt = Buffer.from('0123456789abcdef');

describe('a password', () => {
  it('matches its own hash and no other', async () => {
    const hash = await hashPassword('kmtR-7vqx-Wpd3', salt);
    expect(await passwordMatches('kmtR-7vqx-Wpd3', hash)).toBe(true);
    expect(await passwordMatches('kmtR-7vqx-Wpd4', hash)).toBe(false);
    expect(await passwordMatches('', hash)).toBe(false);
  });

  it('matches nothing where there is no account', async () => {
    expect(await passwordMatches('', undefined)).toBe(false);
  });

  it('is still read when the cost of new hashes has changed', async () => {
    const older = 'scrypt$1024$8$1$MDEyMw$S7APfkpdNFaNm-VTGWYw1N_spG2eVolr5VY1towCP1g';
    expect(await passwordMatches('older', older)).toBe(true);
  });

  it('does not silently fail on a hash that cannot be read', async () => {
    await expect(passwordMatches('x', 'md5$abc')).rejects.toThrow('cannot be read');
  });
});
