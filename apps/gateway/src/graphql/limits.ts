import type { ErrorCode } from '@weisu/contracts';
import type { Measure } from './selections.js';

/**
 * What one document may ask for. Depth 12 is two steps more than `appeals.edges.node.workOrders.appeal.ledger.unit.area.parent.name`;
 * 2 500 objects are an appeal with all that belongs to it, or a page of 50 with work orders and clocks, but not a page of 100 with
 * lists in lists.
 */
export const limits: Measure = { operations: 20, aliases: 50, depth: 12, objects: 2_500 };

export type Excess = Readonly<{ code: ErrorCode; detail: string }>;

/** The first limit that the document exceeds. */
export function excessOf(measure: Measure): Excess | null {
  if (measure.depth > limits.depth) {
    return { code: 'QUERY_TOO_DEEP', detail: `depth ${measure.depth} of at most ${limits.depth}` };
  }
  for (const name of ['operations', 'aliases', 'objects'] as const) {
    if (measure[name] > limits[name]) {
      return { code: 'QUERY_TOO_COSTLY', detail: `${measure[name]} ${name} of at most ${limits[name]}` };
    }
  }
  return null;
}
