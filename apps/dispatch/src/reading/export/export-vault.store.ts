import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { Inject, Injectable } from '@nestjs/common';
import { nonceBytes, seal, sealBytes, unseal, unsealBytes, type KeyRing } from '@weisu/personal-data';
import type { Actor } from '@weisu/identity';
import type { Cell } from './matter-row.js';

/** Injection token of the key ring. */
export const exportKeyRing = Symbol('exportKeyRing');

/** Who asked, as the token said, and the filter as it came: kept sealed until the export has ended. */
export type Asked = Readonly<{ actor: Actor; filter: unknown }>;

const keyBytes = 32;
const packed = promisify(deflateRaw);
const unpacked = promisify(inflateRaw);

/** Seals what an export keeps. Each export has a key of its own, which is deleted with its pages: what a backup still holds of them opens with nothing. */
@Injectable()
export class ExportVault {
  constructor(@Inject(exportKeyRing) private readonly ring: KeyRing) {}

  sealAsked(id: string, asked: Asked): string {
    return this.seal(JSON.stringify(asked), `export:${id}:asked`);
  }

  /** Instants of the filter are texts. Throws DATA_KEY_LOST. */
  openAsked(id: string, sealed: string): Asked {
    return JSON.parse(unseal(this.ring, sealed, `export:${id}:asked`)) as Asked;
  }

  newPageKey(id: string): string {
    return this.seal(randomBytes(keyBytes).toString('base64'), `export:${id}:key`);
  }

  /** Answers the sealed page, and the bytes that it had before. Throws DATA_KEY_LOST. */
  async sealPage(
    pageKey: string,
    { id, index }: PagePlace,
    rows: readonly (readonly Cell[])[],
  ): Promise<Readonly<{ content: Buffer; bytes: number }>> {
    const plain = Buffer.from(JSON.stringify(rows), 'utf8');
    const content = sealBytes(
      this.pageKeyOf(id, pageKey),
      await packed(plain),
      `export:${id}:${index}`,
      randomBytes(nonceBytes),
    );
    return { content, bytes: plain.byteLength };
  }

  /** Throws DATA_KEY_LOST. */
  async openPage(pageKey: string, { id, index }: PagePlace, content: Buffer): Promise<Cell[][]> {
    const plain = unsealBytes(this.pageKeyOf(id, pageKey), content, `export:${id}:${index}`);
    return JSON.parse((await unpacked(plain)).toString('utf8')) as Cell[][];
  }

  private pageKeyOf(id: string, pageKey: string): Buffer {
    return Buffer.from(unseal(this.ring, pageKey, `export:${id}:key`), 'base64');
  }

  private seal(plain: string, context: string): string {
    return seal(this.ring, plain, context, randomBytes(nonceBytes));
  }
}

type PagePlace = Readonly<{ id: string; index: number }>;
