import { totalOf, type Figures, type Rates } from './figures.js';
import { deeds, type Tally } from './tally.js';

/** Columns as wide as their longest cell; the first to the left, the others to the right. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (wide, row) => row.map((cell, index) => Math.max(wide[index] ?? 0, widthOf(cell))),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, index) => {
        const gap = ' '.repeat((widths[index] ?? 0) - widthOf(cell));
        return index ? gap + cell : cell + gap;
      })
      .join('  ')
      .trimEnd(),
  );
}

/** Chinese characters take two columns of a terminal. */
function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0);
}

export function countsTable({ counts }: Figures): string[] {
  const all = [...counts];
  const statuses = [...new Set(all.flatMap(([, area]) => Object.keys(area.byStatus)))].sort();
  const row = (name: string, of: (area: (typeof all)[number][1]) => number): string[] => [
    name,
    ...all.map(([, area]) => String(of(area))),
  ];
  return table([
    ['appealCounts', ...all.map(([code]) => code)],
    row('registered', ({ byStatus }) => totalOf(byStatus)),
    ...statuses.map((status) => row(`  ${status}`, ({ byStatus }) => byStatus[status] ?? 0)),
    row('repeats', ({ repeats }) => repeats),
    row('whistles', ({ whistles }) => whistles),
    row('mediations', ({ mediations }) => mediations),
    row('clocks met', ({ clocksMet }) => clocksMet),
    row('clocks overdue', ({ clocksOverdue }) => clocksOverdue),
  ]);
}

export function ratesTable({ rates, byStreet }: Figures): string[] {
  const row = (name: string, one: Rates): string[] => [
    name,
    ...[one.population, one.responded, one.answered, one.solved, one.satisfied].map(String),
    ...[one.responseRate, one.resolutionRate, one.satisfactionRate, one.settlementRate, one.score].map(
      percent,
    ),
    one.model,
  ];
  const withFigures = byStreet.filter((street) => street.population > 0 || street.settlementRate !== null);
  return table([
    [
      'threeRates',
      'population',
      'responded',
      'answered',
      'solved',
      'satisfied',
      'response',
      'resolution',
      'satisfaction',
      'settlement',
      'score',
      'model',
    ],
    ...withFigures.map((street) => row(`${street.area?.code ?? ''} ${street.area?.name ?? ''}`, street)),
    row('district', rates),
  ]);
}

function percent(rate: number | null): string {
  return rate === null ? '–' : `${(rate * 100).toFixed(1)}%`;
}

export function deedsTable(tally: Tally): string[] {
  return table(deeds.filter((deed) => tally.of(deed)).map((deed) => [deed, String(tally.of(deed))]));
}

export function refusalsTable({ refusals }: Tally): string[] {
  return [...refusals].map(([what, { count, example }]) => `${what} × ${count}: ${example}`);
}
