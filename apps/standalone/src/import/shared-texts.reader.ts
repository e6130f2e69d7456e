import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const blockBytes = 65_536;
/** Names and places come again and again, long texts once, in the order of the rows. */
const mostBlocks = 32;

/**
 * The texts of a workbook, which cells name by number. A ledger of 100 000 rows has as many of its own: they lie in a file that no folder lists, and eight
 * bytes each in memory.
 */
export class SharedTexts {
  private readonly descriptor: number;
  /** Where each ends. */
  private ends = new Float64Array(1_024);
  private count = 0;
  private bytes = 0;
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private readonly blocks = new Map<number, Buffer>();

  constructor() {
    const folder = mkdtempSync(join(tmpdir(), 'weisu-import-'));
    this.descriptor = openSync(join(folder, 'texts'), 'wx+', 0o600);
    // it lives as long as it is open, and not a moment longer
    rmSync(folder, { recursive: true });
  }

  add(text: string): void {
    const bytes = Buffer.from(text, 'utf8');
    this.bytes += bytes.length;
    if (this.count === this.ends.length) {
      const longer = new Float64Array(this.ends.length * 2);
      longer.set(this.ends);
      this.ends = longer;
    }
    this.ends[this.count] = this.bytes;
    this.count += 1;
    this.waiting.push(bytes);
    this.waitingBytes += bytes.length;
    if (this.waitingBytes >= blockBytes) this.write();
  }

  /** Empty where there is none of this number. */
  at(index: number): string {
    if (this.waitingBytes > 0) this.write();
    const from = index === 0 ? 0 : this.ends[index - 1];
    const to = this.ends[index];
    if (from === undefined || to === undefined || index >= this.count) return '';
    const parts: Buffer[] = [];
    for (let at = from; at < to;) {
      const block = this.block(Math.floor(at / blockBytes));
      const start = at % blockBytes;
      const part = block.subarray(start, Math.min(block.length, start + to - at));
      parts.push(part);
      at += part.length;
    }
    return (parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)).toString('utf8');
  }

  close(): void {
    closeSync(this.descriptor);
  }

  private write(): void {
    writeSync(this.descriptor, Buffer.concat(this.waiting));
    this.waiting = [];
    this.waitingBytes = 0;
  }

  private block(number: number): Buffer {
    const known = this.blocks.get(number);
    if (known) {
      // the longest unused stands first
      this.blocks.delete(number);
      this.blocks.set(number, known);
      return known;
    }
    const buffer = Buffer.alloc(Math.min(blockBytes, this.bytes - number * blockBytes));
    const read = readSync(this.descriptor, buffer, 0, buffer.length, number * blockBytes);
    if (read !== buffer.length) throw new Error('the texts of a workbook were cut off');
    const [oldest] = this.blocks.keys();
    if (this.blocks.size >= mostBlocks && oldest !== undefined) this.blocks.delete(oldest);
    this.blocks.set(number, buffer);
    return buffer;
  }
}
