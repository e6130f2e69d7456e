/** A limit that a statute sets. It holds in every profile that says nothing of it; a profile may only make it shorter, never pause or extend it. */
export type StatutoryLimit = Readonly<{
  amount: number;
  unit: 'NATURAL_DAY';
  startsOn: 'AGREEMENT';
  /** What a resident is told of it. */
  told: string;
  cite: string;
}>;

/** The numbers of the law that are limits, once. */
export const statutoryLimits = {
  /** The time to apply for judicial confirmation together, from the day on which the agreement took effect. */
  CONFIRMATION: {
    amount: 30,
    unit: 'NATURAL_DAY',
    startsOn: 'AGREEMENT',
    told: '共同申请司法确认',
    cite: '人民调解法第三十三条；民事诉讼法第二百零五条；期间届满日遇法定休假日顺延（民法典第二百零三条）',
  },
} as const satisfies Readonly<Record<string, StatutoryLimit>>;
