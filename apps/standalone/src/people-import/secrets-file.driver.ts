import { open, type FileHandle } from 'node:fs/promises';
import { ImportRefused } from '../import/import-refused.js';
import type { InitialSecret } from './initial-secret.js';

/**
 * The file that initial passwords are handed out from: made for its owner alone (0600), never written over. A line is on the disk
 * before its account opens, so that no account exists whose password nobody has.
 */
export class SecretsFile {
  /** Ends when every line so far is on the disk: a file is written by one at a time. */
  private written: Promise<void> = Promise.resolve();

  private constructor(
    private readonly handle: FileHandle,
    readonly path: string,
  ) {}

  static async create(path: string): Promise<SecretsFile> {
    const handle = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EEXIST' ? '文件已存在，不覆盖；请换一个文件名' : (error.code ?? String(error));
      throw new ImportRefused('USAGE', `--passwords ${path}：${reason}`);
    });
    await handle.appendFile('account,kind,secret,totp\n');
    return new SecretsFile(handle, path);
  }

  /** After a line that could not be written none is any more. */
  add({ account, kind, secret, totp }: InitialSecret): Promise<void> {
    this.written = this.written.then(async () => {
      await this.handle.appendFile(`${[account, kind, secret, totp ?? ''].join(',')}\n`);
      await this.handle.datasync();
    });
    return this.written;
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}
