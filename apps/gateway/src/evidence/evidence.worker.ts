import { createHash } from 'node:crypto';
import { transferred } from '@weisu/worker-pool';
import type { Position } from './gps.js';
import { contradicts, sniff, type MediaType } from './media-type.js';
import { withoutPosition } from './position.js';

/** What came, under the name it came with. */
export type Received = Readonly<{ bytes: Uint8Array; name: string | undefined }>;

/** What is kept of it, or why nothing is. */
export type Inspected =
  | Readonly<{ refused: 'UNKNOWN' | 'CONTRADICTED' | 'DAMAGED' }>
  | Readonly<{
      refused: null;
      mediaType: MediaType;
      /** Without the position. */ bytes: Uint8Array;
      sha256: string;
      position: Position | null;
    }>;

/** Everything that is done to the bytes of an upload; the gateway's own thread only receives and stores them. */
export async function inspect({ bytes, name }: Received): Promise<Inspected> {
  const mediaType = await sniff(bytes);
  if (!mediaType) return { refused: 'UNKNOWN' };
  if (name && contradicts(name, mediaType)) return { refused: 'CONTRADICTED' };
  const cleaned = await withoutPosition(bytes, mediaType);
  if (!cleaned) return { refused: 'DAMAGED' };
  const sha256 = createHash('sha256').update(cleaned.bytes).digest('hex');
  return transferred({ refused: null, mediaType, sha256, ...cleaned }, [cleaned.bytes]);
}
