import type { MediaType } from './media-type.js';
import { NotHarmless } from './not-harmless.js';
import type { OfficeKind } from './office-kind.js';
import { requireHarmlessOffice } from './office.js';
import { hasTooManyPixels } from './pixels.js';
import { endsLikeZip } from './zip.js';

/** Why a file of a kind that we take is not kept. */
export type Flaw = 'DAMAGED' | 'TOO_MANY_PIXELS' | 'NOT_HARMLESS';

const offices: Readonly<Partial<Record<MediaType, OfficeKind>>> = {
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'word',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xl',
};

/** Of a file as it would be kept; null where it may be. Nothing is decoded: an image is as large as its headers say. */
export async function flawOf(bytes: Uint8Array, mediaType: MediaType): Promise<Flaw | null> {
  try {
    if (hasTooManyPixels(bytes, mediaType)) return 'TOO_MANY_PIXELS';
    const office = offices[mediaType];
    if (office) await requireHarmlessOffice(bytes, office);
    // two files in one: what is looked at here is not what another program opens
    else if (endsLikeZip(bytes)) return 'NOT_HARMLESS';
    return null;
  } catch (error) {
    // whatever else a reader stumbles over is a file that is broken, or built to be
    return error instanceof NotHarmless ? 'NOT_HARMLESS' : 'DAMAGED';
  }
}
