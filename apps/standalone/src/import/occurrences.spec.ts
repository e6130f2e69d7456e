import fc from 'fast-check';
import { Occurrences } from './occurrences.js';

describe('the key of a row without a number', () => {
  it('counts every row that says the same, however many others stand between', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { maxLength: 400 }), (rows) => {
        const occurrences = new Occurrences();
        const seen = new Map<number, number>();
        for (const row of rows) {
          const count = (seen.get(row) ?? 0) + 1;
          seen.set(row, count);
          expect(occurrences.keyOf([`${row}`]).split(':')[2]).toBe(`${count}`);
        }
      }),
    );
  });

  it('is that of the first wherever rows at other addresses stand before it, and does not tell the address', () => {
    const [both, one] = [new Occurrences(), new Occurrences()];
    const said = ['', '占道经营', '2025-03-04', ''];
    const [first, other, again] = ['东门中路 1 号', '人民南路 2 号', '东门中路1号'].map((address) =>
      both.keyOf(said, address),
    );
    expect(other).toBe(first);
    expect(one.keyOf(said, '人民南路 2 号')).toBe(other);
    // the same address as it is read: the second there
    expect(again).toMatch(/:2$/);
  });

  it('is the same in another file, also behind 20 000 other rows', () => {
    const one = new Occurrences();
    const other = new Occurrences();
    for (let n = 0; n < 20_000; n += 1) expect(other.keyOf([`${n}`])).toMatch(/:1$/);
    expect(other.keyOf(['7', 'a'])).toBe(one.keyOf(['7', 'a']));
    expect(one.keyOf(['7', 'a'])).not.toBe(new Occurrences().keyOf(['7', 'a']));
  });
});
