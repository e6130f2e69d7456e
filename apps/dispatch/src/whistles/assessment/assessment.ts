import type { GovernanceProfile } from '@weisu/contracts';

/** What a period says of a called unit. */
export type CalledCounts = Readonly<{
  unitId: string;
  called: number;
  acknowledged: number;
  /** Let go: a refusal upheld, or waived. They had not to come. */
  released: number;
  overruled: number;
  inTime: number;
  finished: number;
  stars: number | null;
}>;

const ratio = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);

/** 响应率, 按时报到率 and 办结率 of a called unit; null where there is nothing to count. */
export function assessedUnit(counts: CalledCounts) {
  const { unitId, called, acknowledged, released, overruled, inTime, finished, stars } = counts;
  const bound = called - released;
  return {
    ...{ unitId, called, overruled, stars },
    responseRate: ratio(acknowledged, called),
    onTimeRate: ratio(inTime, bound),
    settlementRate: ratio(finished, bound),
  };
}

export type StreetCounts = Readonly<{
  areaCode: string;
  whistles: number;
  completed: number;
  matters: number;
}>;

/** 吹哨率 per hundred matters; too few and too many both show. Without matters there is no rate. */
export function assessedStreet(
  { areaCode, whistles, completed, matters }: StreetCounts,
  band: GovernanceProfile['whistle']['band'],
) {
  const rate = matters > 0 ? (whistles * 100) / matters : null;
  return {
    ...{ areaCode, whistles, matters, rate },
    band: rate === null || !band ? null : positionOf(rate, band),
    completionRate: ratio(completed, whistles),
  };
}

function positionOf(rate: number, { least, most }: Readonly<{ least: number; most: number }>) {
  if (rate < least) return 'TOO_FEW' as const;
  return rate > most ? ('TOO_MANY' as const) : ('WITHIN' as const);
}
