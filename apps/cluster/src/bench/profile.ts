import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'undici';
import type { RunningReplica } from '../district.js';
import { signal } from '../processes.js';

/** Environment of a process that can be profiled: its inspector listens on a port of its own, and only once it gets SIGUSR1. */
export const profilable = { NODE_OPTIONS: '--inspect-port=127.0.0.1:0' };

type CallFrame = Readonly<{ functionName: string; url: string; lineNumber: number }>;
export type CpuProfile = Readonly<{
  nodes: readonly Readonly<{ id: number; callFrame: CallFrame; children?: readonly number[] }>[];
  samples: readonly number[];
}>;

export type Profiler = Readonly<{ stop(): Promise<CpuProfile> }>;

/** Profiles a running replica from now on: what `node --cpu-prof` writes, but only of the load. */
export async function profile(replica: RunningReplica): Promise<Profiler> {
  if (!(await signal(replica.process, 'SIGUSR1'))) throw new Error(`${replica.app} does not run`);
  const socket = new WebSocket(await inspectorOf(replica));
  const answers = new Map<number, (result: unknown) => void>();
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { id?: number; result?: unknown };
    if (id !== undefined) answers.get(id)?.(result);
  });
  await new Promise((open, fail) => {
    socket.addEventListener('open', open);
    socket.addEventListener('error', () => fail(new Error(`no inspector of ${replica.app}`)));
  });
  let last = 0;
  const send = (method: string, params: object = {}): Promise<unknown> =>
    new Promise((resolve) => {
      last += 1;
      answers.set(last, resolve);
      socket.send(JSON.stringify({ id: last, method, params }));
    });
  await send('Profiler.enable');
  // microseconds: a sample a millisecond costs about one part in a hundred
  await send('Profiler.setSamplingInterval', { interval: 1_000 });
  await send('Profiler.start');
  return {
    async stop() {
      const { profile: taken } = (await send('Profiler.stop')) as { profile: CpuProfile };
      socket.close();
      return taken;
    },
  };
}

async function inspectorOf({ app, logFile }: RunningReplica): Promise<string> {
  for (const deadline = performance.now() + 10_000; performance.now() < deadline; await delay(50)) {
    const found = /Debugger listening on (ws:\S+)/.exec(await readFile(logFile, 'utf8'))?.[1];
    if (found) return found;
  }
  throw new Error(`${app} opened no inspector`);
}
