import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** Milliseconds within which a program has started and reached the database, and within which a test with several of them ends, on a machine that is busy with other tests. */
export const patience = 60_000;
export const programsLimit = 180_000;

export type Ended = Readonly<{ code: number | null; signal: NodeJS.Signals | null; said: string }>;

/** The program of the image, with one of its commands, as the owner of the schemas. */
export function startProgram(
  args: readonly string[],
  ownerUrl: string,
  environment: Readonly<Record<string, string>> = {},
) {
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...process.env, NODE_OPTIONS: '', OWNER_DATABASE_URL: ownerUrl, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const ended = once(child, 'close').then(([code, signal]): Ended => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
    said: said.join(''),
  }));
  return { ended, kill: () => child.kill('SIGKILL') };
}
