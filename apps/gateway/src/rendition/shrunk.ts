/** Pixels of three bytes, row by row; a row may be longer than its pixels. */
export type Raw = Readonly<{ data: Uint8Array; width: number; height: number; rowBytes: number }>;

const channels = 3;

/**
 * A copy whose longer side is less than twice as long as is wanted: each pixel is the mean of a square of so many as go into it. The rest is done by who knows
 * better; here it is about memory, so that an image of 150 MB need not be there twice. The last pixels of a row and a column that fill no square are left out.
 */
export function shrunk({ data, width, height, rowBytes }: Raw, longest: number): Raw {
  const wanted = Math.floor(Math.max(width, height) / longest);
  // of a strip that is narrower than the square, less
  const side = Math.max(1, Math.min(wanted, width, height));
  const [columns, rows] = [Math.floor(width / side), Math.floor(height / side)];
  const means = new Uint8Array(columns * rows * channels);
  const sums = new Uint32Array(columns * channels);
  for (let row = 0; row < rows; row += 1) {
    sums.fill(0);
    for (let line = row * side; line < (row + 1) * side; line += 1) {
      let at = line * rowBytes;
      for (let column = 0; column < columns * channels; column += channels)
        for (let pixel = 0; pixel < side; pixel += 1, at += channels) {
          sums[column] = (sums[column] ?? 0) + (data[at] ?? 0);
          sums[column + 1] = (sums[column + 1] ?? 0) + (data[at + 1] ?? 0);
          sums[column + 2] = (sums[column + 2] ?? 0) + (data[at + 2] ?? 0);
        }
    }
    const from = row * columns * channels;
    for (let index = 0; index < sums.length; index += 1)
      means[from + index] = Math.round((sums[index] ?? 0) / (side * side));
  }
  return { data: means, width: columns, height: rows, rowBytes: columns * channels };
}
