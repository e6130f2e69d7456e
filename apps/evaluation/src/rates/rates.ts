import { DomainError, type GovernanceProfile, type Outcome, type Satisfaction } from '@weisu/contracts';

export type RatesModel = GovernanceProfile['rates'];

/** So many matters of the population that are alike in everything the rates look at. */
export type Cell = Readonly<{
  areaCode: string;
  profileKey: string;
  profileVersion: number;
  /** Null where no contact clock ran, or a message stood for the call. */
  inTime: boolean | null;
  byMessage: boolean;
  contacted: boolean;
  /** Null where the follow-up that counts has no answer yet. */
  outcome: Outcome | null;
  satisfaction: Satisfaction | null;
  count: number;
}>;

/** Whistles, mediations and hazards found that ended in the period, and how many of them were settled. */
export type Settlement = Readonly<{ finished: number; settled: number }>;

export type Rates = Readonly<{
  population: number;
  responded: number;
  respondedByMessage: number;
  answered: number;
  solved: number;
  satisfied: number;
  responseRate: number | null;
  resolutionRate: number | null;
  satisfactionRate: number | null;
  settlementRate: number | null;
  score: number | null;
  model: string;
}>;

type Counts = {
  population: number;
  responded: number;
  respondedByMessage: number;
  /** Matters whose response could be counted: with a contact clock, or all where the resident is asked. */
  responseBase: number;
  answered: number;
  solved: number;
  /** Solved, and partly solved by the model's weight. */
  weightedSolved: number;
  satisfied: number;
};

/**
 * 三率 of a population. No statute gives a formula (rules.md §2), so each matter is counted by the model of its own profile version:
 * population = answered + not answered; `solved` counts SOLVED alone, while resolutionRate adds PARTLY by the model's weight; `satisfied`
 * counts the model's satisfied grades. responseRate is over the matters whose contact clock ran (CLOCK) or over all of them (RESIDENT); a message that stood
 * for the call is nobody's response, and is counted apart (docs/adr/0046).
 * Where several models meet, `model` is "mixed" and the score is the mean of theirs, weighted by population.
 */
export function ratesOf(
  cells: readonly Cell[],
  modelOf: (key: string, version: number) => RatesModel | null,
  settlement: Settlement,
  emptyModel: string,
): Rates {
  const byModel = new Map<string, { model: RatesModel; counts: Counts }>();
  for (const cell of cells) {
    const name = `${cell.profileKey}@${cell.profileVersion}`;
    const model = byModel.get(name)?.model ?? modelOf(cell.profileKey, cell.profileVersion);
    if (!model) throw new DomainError('REFERENCE_INCOMPLETE', name);
    const counts = byModel.get(name)?.counts ?? noCounts();
    byModel.set(name, { model, counts: added(counts, cell, model) });
  }
  const parts = [...byModel.values()];
  const all = parts.map((part) => part.counts).reduce(sum, noCounts());
  const [only] = byModel.keys();
  return {
    population: all.population,
    responded: all.responded,
    respondedByMessage: all.respondedByMessage,
    answered: all.answered,
    solved: all.solved,
    satisfied: all.satisfied,
    ...threeRates(all),
    settlementRate: rate(settlement.settled, settlement.finished),
    score: meanScore(parts),
    model: only === undefined ? emptyModel : byModel.size === 1 ? only : 'mixed',
  };
}

/** Both questions answered. */
function isAnswered(cell: Cell): boolean {
  return (
    cell.outcome !== null &&
    cell.outcome !== 'NO_ANSWER' &&
    (cell.satisfaction ?? 'NO_ANSWER') !== 'NO_ANSWER'
  );
}

function added(counts: Counts, cell: Cell, model: RatesModel): Counts {
  const answered = isAnswered(cell);
  const byClock = model.responseSource === 'CLOCK';
  const responded = byClock ? cell.inTime === true : cell.contacted;
  const solved = answered && cell.outcome === 'SOLVED';
  const partly = answered && cell.outcome === 'PARTLY';
  const satisfied = answered && model.satisfiedGrades.some((grade) => grade === cell.satisfaction);
  const { count } = cell;
  return sum(counts, {
    population: count,
    responded: responded ? count : 0,
    respondedByMessage: cell.byMessage ? count : 0,
    responseBase: byClock && cell.inTime === null ? 0 : count,
    answered: answered ? count : 0,
    solved: solved ? count : 0,
    weightedSolved: solved ? count : partly ? count * model.partlyWeight : 0,
    satisfied: satisfied ? count : 0,
  });
}

function threeRates(counts: Counts): Pick<Rates, 'responseRate' | 'resolutionRate' | 'satisfactionRate'> {
  return {
    responseRate: rate(counts.responded, counts.responseBase),
    resolutionRate: rate(counts.weightedSolved, counts.answered),
    satisfactionRate: rate(counts.satisfied, counts.answered),
  };
}

/** Null when one of the three is missing: two thirds of a score compare with nothing. */
function scoreOf(counts: Counts, { weights }: RatesModel): number | null {
  const { responseRate, resolutionRate, satisfactionRate } = threeRates(counts);
  if (responseRate === null || resolutionRate === null || satisfactionRate === null) return null;
  return (
    weights.response * responseRate +
    weights.resolution * resolutionRate +
    weights.satisfaction * satisfactionRate
  );
}

function meanScore(parts: readonly { model: RatesModel; counts: Counts }[]): number | null {
  const scored = parts.flatMap(({ model, counts }) => {
    const score = scoreOf(counts, model);
    return score === null ? [] : [{ score, weight: counts.population }];
  });
  const weight = scored.reduce((total, part) => total + part.weight, 0);
  return rate(
    scored.reduce((total, part) => total + part.score * part.weight, 0),
    weight,
  );
}

function rate(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function noCounts(): Counts {
  return {
    population: 0,
    responded: 0,
    respondedByMessage: 0,
    responseBase: 0,
    answered: 0,
    solved: 0,
    weightedSolved: 0,
    satisfied: 0,
  };
}

function sum(a: Counts, b: Counts): Counts {
  return {
    population: a.population + b.population,
    responded: a.responded + b.responded,
    respondedByMessage: a.respondedByMessage + b.respondedByMessage,
    responseBase: a.responseBase + b.responseBase,
    answered: a.answered + b.answered,
    solved: a.solved + b.solved,
    weightedSolved: a.weightedSolved + b.weightedSolved,
    satisfied: a.satisfied + b.satisfied,
  };
}
