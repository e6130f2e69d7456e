/** The longest side of a picture as it is sent, in pixels; and its bytes at most. */
const longestSide = 2_048;
const mostBytes = 1_500_000;

/**
 * The picture scaled down, without what the camera wrote into it (place, time, device). What this browser cannot draw, a HEIC say, is sent as it is: the server takes it,
 * and takes the place out.
 */
export async function smaller(file: File): Promise<Blob> {
  if (!file.type.startsWith('image/') && !/\.(heic|heif)$/i.test(file.name)) return file;
  const picture = await drawn(file);
  if (!picture) return file;
  try {
    for (const quality of [0.85, 0.7, 0.5]) {
      const jpeg = await jpegOf(picture, quality);
      if (jpeg && (jpeg.size <= mostBytes || quality === 0.5)) return jpeg;
    }
    return file;
  } finally {
    picture.close();
  }
}

async function drawn(file: File): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(file);
  } catch {
    // this browser does not read the format
    return null;
  }
}

function jpegOf(picture: ImageBitmap, quality: number): Promise<Blob | null> {
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
}
