import { shrunk } from './shrunk.js';

/** Grey pixels, with a byte behind each row that is none of its own. */
const picture = (width: number, height: number, greyAt: (x: number, y: number) => number) => {
  const rowBytes = width * 3 + 1;
  const data = new Uint8Array(rowBytes * height).fill(255);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      data.fill(greyAt(x, y), y * rowBytes + x * 3, y * rowBytes + x * 3 + 3);
  return { data, width, height, rowBytes };
};
const greysOf = ({ data }: Readonly<{ data: Uint8Array }>) => [...data].filter((_, index) => index % 3 === 0);

describe('an image of which less is needed', () => {
  it('is the mean of squares, until its longer side is less than twice as long as is wanted', () => {
    const small = shrunk(
      picture(8, 4, (x, y) => (x < 4 ? 10 : 30) + (y < 2 ? 0 : 100)),
      2,
    );
    expect(small).toMatchObject({ width: 2, height: 1, rowBytes: 6 });
    expect(greysOf(small)).toEqual([60, 80]);
  });

  it('loses what fills no square', () => {
    const small = shrunk(
      picture(5, 3, (x) => (x === 4 ? 200 : 50)),
      2,
    );
    expect(small).toMatchObject({ width: 2, height: 1 });
    expect(greysOf(small)).toEqual([50, 50]);
  });

  it.each([
    { what: 'that is small enough', width: 3, height: 2, longest: 2, to: [3, 2] },
    { what: 'that is a strip of one pixel', width: 100, height: 1, longest: 2, to: [100, 1] },
  ])('$what stays as large as it is', ({ width, height, longest, to }) => {
    const same = shrunk(
      picture(width, height, (x) => x),
      longest,
    );
    expect([same.width, same.height]).toEqual(to);
    expect(greysOf(same).slice(0, width)).toEqual(Array.from({ length: width }, (_, x) => x));
  });
});
