import { Presets, SingleBar } from 'cli-progress';

export type Progress = Readonly<{
  step(): void;
  /** A line for a person, beside the bar. */
  tell(line: string): void;
  stop(): void;
}>;

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
    return {
      step: () => bar.increment(),
      // over the bar, which is drawn again at its next turn
      tell: (line) => void out.write(`\r\u001b[K${line}\n`),
      stop: () => bar.stop(),
    };
  }
  return {
    step() {
      done += 1;
      if (done % linesEvery === 0 || done === total) out.write(`${what} ${done}/${total}\n`);
    },
    tell: (line) => void out.write(`${line}\n`),
    stop() {},
  };
}
