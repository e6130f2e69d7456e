import { readdir, readFile } from 'node:fs/promises';

/** Linux counts CPU time in ticks of 10 ms for every program (`getconf CLK_TCK` is 100 wherever Node runs). */
const ticksPerSecond = 100;

type Times = Readonly<{ pid: number; parent: number; own: number; reaped: number }>;

/** `whole`: with the processes that it has started and that still run. Those it has waited for are counted always. */
export type Program = Readonly<{ pid: number; whole: boolean }>;

/** CPU seconds of each so far. Unlike a rate they do not depend on who else uses the machine. */
export async function cpuSeconds(programs: readonly Program[]): Promise<number[]> {
  const all = await Promise.all((await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(timesOf));
  return programs.map(({ pid, whole }) => {
    const ticks = all.map((times) => {
      if (times?.pid === pid) return times.own + times.reaped;
      return whole && times?.parent === pid ? times.own : 0;
    });
    return ticks.reduce((sum, one) => sum + one, 0) / ticksPerSecond;
  });
}

async function timesOf(name: string): Promise<Times | null> {
  // a process may end between the listing and the reading
  const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => null);
  return stat === null ? null : parseTimes(stat);
}

/** Fields of proc(5): 4 ppid, 14 utime, 15 stime, 16 cutime, 17 cstime. */
export function parseTimes(stat: string): Times {
  // the name in brackets may hold anything; the fields begin behind it
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const field = (number: number): number => fields[number - 3] ?? 0;
  return {
    pid: Number.parseInt(stat, 10),
    parent: field(4),
    own: field(14) + field(15),
    reaped: field(16) + field(17),
  };
}
