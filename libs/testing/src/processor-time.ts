const yardstickBytes = Buffer.alloc(4_000_000, 'exif:GPSLatitud');

/** What one reading of {@link yardstickBytes}, byte by byte, costs on the machine that the limits were set for, under jest. */
const yardstickSeconds = 0.017;

/**
 * Processor seconds of `work`, as the machine that the limits were set for would count them: what it cost here, by what a fixed piece of work
 * cost beside it. So a limit does not ask how fast a machine is or who else uses it. The best of three, as collecting garbage and compiling
 * count too; the first that is under `enough` will do.
 */
export async function processorSeconds(work: () => unknown, enough = 0): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 3 && best > enough; attempt += 1) {
    const before = yardstick();
    const spent = await secondsOf(work);
    best = Math.min(best, (spent / Math.max(before, yardstick())) * yardstickSeconds);
  }
  return best;
}

async function secondsOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  return secondsSince(before);
}

/** The least of a few, as the first reading is also the one that is compiled. */
function yardstick(): number {
  const readings = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    if (countOf(yardstickBytes, 0xff) !== 0) throw new Error('the yardstick has no such byte');
    return secondsSince(before);
  });
  return Math.min(...readings);
}

function countOf(bytes: Uint8Array, value: number): number {
  let count = 0;
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] === value) count += 1;
  return count;
}

function secondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
}
