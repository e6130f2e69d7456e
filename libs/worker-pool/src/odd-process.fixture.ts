import { text } from 'node:stream/consumers';

/** Programs as a stranger would wish them, by their argument. */
const programs: Readonly<Record<string, () => Promise<void>>> = {
  async turned() {
    const given = await text(process.stdin);
    process.stdout.write([...given].reverse().join(''));
  },
  async environment() {
    process.stdout.write(JSON.stringify({ names: Object.keys(process.env), flags: process.execArgv }));
  },
  async spin() {
    for (;;);
  },
  async hoard() {
    const hoarded: Buffer[] = [];
    for (;;) {
      hoarded.push(Buffer.alloc(1_000_000, 1));
      await new Promise((resolve) => setImmediate(resolve));
    }
  },
  async talk() {
    for (;;)
      if (!process.stdout.write(Buffer.alloc(65_536)))
        await new Promise((resolve) => process.stdout.once('drain', resolve));
  },
  async refuse() {
    process.stderr.write('no');
    process.exitCode = 3;
  },
};

await programs[process.argv[2] ?? '']?.();
