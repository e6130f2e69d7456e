import { Presets, SingleBar } from 'cli-progress';

export type Progress = Readonly<{ step(): void; stop(): void }>;

const linesEvery = 500;

/** A bar for a person who watches; for a log file a line every 500. */
export function progressOf(total: number, what: string, out: NodeJS.WriteStream): Progress {
  let done = 0;
  if (out.isTTY) {
    const bar = new SingleBar(
      { format: `${what} [{bar}] {value}/{total} {eta_formatted}`, stream: out, hideCursor: true },
      Presets.shades_classic,
    );
    bar.start(total, 0);
    return { step: () => bar.increment(), stop: () => bar.stop() };
  }
  return {
    step() {
      done += 1;
      if (done % linesEvery === 0 || done === total) out.write(`${what} ${done}/${total}\n`);
    },
    stop() {},
  };
}
