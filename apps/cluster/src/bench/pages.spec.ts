import { pageRatios } from './pages.js';

const round = (matters: number, p50: number) => ({
  matters,
  p50,
  p99: 0,
  answered: 1,
  postgres: 0,
  dispatch: 0,
});

describe('what a page costs at many matters', () => {
  it('is told against the smallest number of the same round, so that a busy minute is on both sides', () => {
    const rounds = [
      [round(10, 10), round(1_000, 11)],
      [round(10, 40), round(1_000, 40)],
      [round(10, 10), round(1_000, 13)],
    ];
    const ratios = pageRatios({ rounds, counting: [] }, ({ p50 }) => p50);
    expect([...ratios]).toEqual([
      [10, 1],
      [1_000, 1.1],
    ]);
  });
});
