import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const kibibytesOfMegabyte = 1_024;

/** Most resident memory of processes while something is done, in MB (2^20 bytes), looked at five times a second. */
export async function peaksDuring<Answer>(
  pids: readonly number[],
  act: () => Promise<Answer>,
): Promise<Readonly<{ answer: Answer; peaks: readonly number[] }>> {
  const peaks = pids.map(() => 0);
  let isOver = false;
  const look = async (): Promise<void> => {
    while (!isOver) {
      for (const [index, pid] of pids.entries())
        peaks[index] = Math.max(peaks[index] ?? 0, await residentOf(pid));
      await delay(200);
    }
  };
  const looking = look();
  try {
    const answer = await act();
    return { answer, peaks };
  } finally {
    isOver = true;
    await looking;
  }
}

async function residentOf(pid: number): Promise<number> {
  return parseResident(await readFile(`/proc/${pid}/status`, 'utf8'));
}

/** VmRSS of proc(5), in MB. Throws where there is none: the process has ended. */
export function parseResident(status: string): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kibibytes === undefined) throw new Error('a process that is measured has ended');
  return Number(kibibytes) / kibibytesOfMegabyte;
}
