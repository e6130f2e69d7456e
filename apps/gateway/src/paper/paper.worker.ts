import { createHash } from 'node:crypto';
import type { Page } from '@weisu/papers';
import { docxOf, notoSerif, pdfOf } from '@weisu/printing';
import { transferred } from '@weisu/worker-pool';

export type Printing = Readonly<{ page: Page; issuedAt: Date; ending: 'pdf' | 'docx' }>;
export type Printed = Readonly<{ bytes: Uint8Array; sha256: string }>;

/** The bytes of a paper. The fonts are read once in the life of a thread. */
export async function print({ page, issuedAt, ending }: Printing): Promise<Printed> {
  const bytes = ending === 'pdf' ? await pdfOf(page, issuedAt, notoSerif()) : docxOf(page, issuedAt);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return transferred({ bytes, sha256 }, [bytes]);
}
