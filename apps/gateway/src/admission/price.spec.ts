import { dearest, priceOf } from './price.js';

describe('the price of the next thing', () => {
  it.each([
    [0, 0],
    [59, 0],
    [60, 20_000],
    [119, 20_000],
    [120, 40_000],
    [240, 160_000],
    [300, dearest],
    [1e9, dearest],
  ])('after %d of 60 free ones is %d', (used, price) => expect(priceOf(used, 60)).toBe(price));
});
