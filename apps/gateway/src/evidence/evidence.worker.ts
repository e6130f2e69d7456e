import { createHash } from 'node:crypto';
import { transferred } from '@weisu/worker-pool';
import { flawOf, type Flaw } from './flaws.js';
import type { Position } from './gps.js';
import { sniff, type MediaType } from './media-type.js';
import { withoutPosition } from './position.js';

/** What came. Its name is not asked for: the content decides. */
export type Received = Readonly<{ bytes: Uint8Array }>;

/** What is kept of it, or why nothing is. */
export type Inspected =
  | Readonly<{ refused: 'UNKNOWN' | Flaw }>
  | Readonly<{
      refused: null;
      mediaType: MediaType;
      /** Without the position. */ bytes: Uint8Array;
      sha256: string;
      position: Position | null;
    }>;

/** Everything that is done to the bytes of an upload; the gateway's own thread only receives and stores them. */
export async function inspect({ bytes }: Received): Promise<Inspected> {
  const mediaType = await sniff(bytes);
  if (!mediaType) return { refused: 'UNKNOWN' };
  const cleaned = await withoutPosition(bytes, mediaType);
  if (!cleaned) return { refused: 'DAMAGED' };
  const flaw = await flawOf(cleaned.bytes, mediaType);
  if (flaw) return { refused: flaw };
  const sha256 = createHash('sha256').update(cleaned.bytes).digest('hex');
  return transferred({ refused: null, mediaType, sha256, ...cleaned }, [cleaned.bytes]);
}
