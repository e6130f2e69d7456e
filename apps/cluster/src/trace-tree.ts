/** A span as a collector keeps it; milliseconds since 1970, with fractions. */
export type SeenSpan = Readonly<{
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  name: string;
  service: string;
  startMs: number;
  endMs: number;
  attributes: Readonly<Record<string, string>>;
}>;

/** The traces that touched an appeal, the first one first. */
export function tracesOfAppeal(spans: readonly SeenSpan[], appealId: string): string[] {
  const touching = spans.filter((span) => span.attributes['weisu.appeal.id'] === appealId);
  const first = touching.toSorted((a, b) => a.startMs - b.startMs);
  return [...new Set(first.map(({ traceId }) => traceId))];
}

/** Services that took part in a trace, by name. */
export function servicesOf(spans: readonly SeenSpan[], traceId: string): string[] {
  return [
    ...new Set(spans.filter((span) => span.traceId === traceId).map(({ service }) => service)),
  ].toSorted();
}

/**
 * One trace as lines of a tree: when each span began after the first one and how long it took, in milliseconds. A span whose parent never arrived
 * stands at the left, so that a gap shows.
 */
export function traceTree(spans: readonly SeenSpan[], traceId: string): string[] {
  const own = spans
    .filter((span) => span.traceId === traceId)
    .toSorted((a, b) => a.startMs - b.startMs || b.endMs - a.endMs);
  const known = new Set(own.map(({ spanId }) => spanId));
  const began = own[0]?.startMs ?? 0;
  const below = (parent: string | null): SeenSpan[] =>
    own.filter(({ parentSpanId }) =>
      parent === null ? parentSpanId === null || !known.has(parentSpanId) : parentSpanId === parent,
    );
  const lines = (span: SeenSpan, lead: string, branch: string): string[] => {
    const children = below(span.spanId);
    const inner = branch === '' ? lead : `${lead}${branch === '└─ ' ? '   ' : '│  '}`;
    return [
      `${offset(span, began)}  ${lead}${branch}${span.service}  ${span.name}`,
      ...children.flatMap((child, index) =>
        lines(child, inner, index === children.length - 1 ? '└─ ' : '├─ '),
      ),
    ];
  };
  return [`trace ${traceId}`, ...below(null).flatMap((root) => lines(root, '', ''))];
}

function offset({ startMs, endMs }: SeenSpan, began: number): string {
  return `${`+${(startMs - began).toFixed(1)}`.padStart(9)} ${`${(endMs - startMs).toFixed(1)} ms`.padStart(11)}`;
}
