const million = 1_000_000;

/** Pixels that an image may have. A HEIC is decoded as a whole and four bytes a pixel: 48 million take 620 MB. */
export const mostPixelsOf = (mediaType: string): number => (mediaType === 'image/heic' ? 50 : 100) * million;
