import { DomainError } from '@weisu/contracts';

/** What one address may upload without a token within an hour. */
export const anonymousQuota = { files: 5, bytes: 50 * 1024 * 1024, hours: 1 } as const;

/** Throws TRY_LATER when a file of this size is more than the address has left. */
export function checkQuota(used: { files: number; bytes: number }, size: number): void {
  if (used.files + 1 > anonymousQuota.files || used.bytes + size > anonymousQuota.bytes)
    throw new DomainError('TRY_LATER');
}

export function quotaSince(now: Date): Date {
  return new Date(now.getTime() - anonymousQuota.hours * 3_600_000);
}
