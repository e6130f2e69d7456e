import { spawn } from 'node:child_process';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A process that outlives whoever started it. `born` tells it from another one that got its id later. */
export type Started = Readonly<{ pid: number; born: string }>;

export type ProcessSpec = Readonly<{
  command: string;
  args: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  cwd?: string;
  logFile: string;
  uid?: number;
  gid?: number;
}>;

/** What this process started, also where nobody was told yet: a start takes long, and can be interrupted. */
const startedHere: Started[] = [];

const tidying: (() => Promise<unknown>)[] = [stopAllStarted];

/** What a command that is interrupted does before it ends, the last that was told first; at the end goes whatever was started here. */
export function whenInterrupted(act: () => Promise<unknown>): void {
  if (tidying.length === 1)
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => void tidyUp());
  tidying.push(act);
}

async function tidyUp(): Promise<void> {
  for (const act of tidying.splice(0).toReversed())
    await act().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
  process.exit(130);
}

async function stopAllStarted(): Promise<void> {
  await Promise.all(startedHere.map((started) => stopProcess(started)));
}

export async function startDetached(spec: ProcessSpec): Promise<Started> {
  await mkdir(dirname(spec.logFile), { recursive: true });
  const log = await open(spec.logFile, 'a');
  try {
    const child = spawn(spec.command, [...spec.args], {
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      env: { ...spec.env },
      ...(spec.cwd ? { cwd: spec.cwd } : {}),
      ...(spec.uid === undefined ? {} : { uid: spec.uid, gid: spec.gid ?? spec.uid }),
    });
    const pid = await new Promise<number>((done, fail) => {
      child.once('error', fail);
      child.once('spawn', () => done(child.pid ?? 0));
    });
    child.unref();
    const started = await startedOf(pid);
    startedHere.push(started);
    return started;
  } finally {
    await log.close();
  }
}

export async function startedOf(pid: number): Promise<Started> {
  return { pid, born: (await bornAt(pid)) ?? '' };
}

export async function isAlive({ pid, born }: Started): Promise<boolean> {
  return born !== '' && (await bornAt(pid)) === born;
}

/** Sends the signal to this very process, never to one that got its id later; answers whether it was there. */
export async function signal(started: Started, name: NodeJS.Signals): Promise<boolean> {
  if (!(await isAlive(started))) return false;
  try {
    return process.kill(started.pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** Asks it to end, and ends it as a power cut would when it has not after `patienceMs`. */
export async function stopProcess(
  started: Started,
  name: NodeJS.Signals = 'SIGTERM',
  patienceMs = 30_000,
): Promise<void> {
  await signal(started, name);
  if (await gone(started, patienceMs)) return;
  await signal(started, 'SIGKILL');
  if (!(await gone(started, 10_000))) throw new Error(`process ${started.pid} does not end`);
}

export async function gone(started: Started, patienceMs: number): Promise<boolean> {
  for (const deadline = performance.now() + patienceMs; performance.now() < deadline; await delay(20))
    if (!(await isAlive(started))) return true;
  return false;
}

/** The kernel's start time of a process, in clock ticks since boot; null when there is none, or only its remains. */
async function bornAt(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) return null;
  // the name in brackets may hold anything; the fields begin behind it
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? null : (fields[19] ?? null);
}

/** Waits for an answer 200, and ends with the last lines of the log when the process does before. */
export async function untilAnswers(
  started: Started,
  url: string,
  logFile: string,
  patienceMs = 180_000,
): Promise<void> {
  let last = 'no answer yet';
  for (const deadline = performance.now() + patienceMs; performance.now() < deadline; await delay(50)) {
    if (!(await isAlive(started))) throw new Error(`ended while starting: ${await tail(logFile)}`);
    try {
      const { status } = await fetch(url, { signal: AbortSignal.timeout(5_000) });
      if (status === 200) return;
      last = `HTTP ${status}`;
    } catch (error) {
      const { cause } = error as Error;
      last = cause instanceof Error ? cause.message : String(error);
    }
  }
  throw new Error(`${url} does not answer (${last}): ${await tail(logFile)}`);
}

export async function tail(file: string): Promise<string> {
  return (await readFile(file, 'utf8').catch(() => '(no log)')).slice(-3_000);
}
