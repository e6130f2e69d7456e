/** Subjects within a minute that a service catches up on for whoever asks. Other services' own operations have no limit. */
export type CatchUpLimits = Readonly<{
  /** Each person or system with an account. */
  signedIn: number;
  /** Each network without an account: a whole building, or a carrier's gateway. */
  network: number;
  /** All networks together. */
  networks: number;
}>;

export const usualLimits: CatchUpLimits = { signedIn: 1_000, network: 300, networks: 1_200 };

const minuteMs = 60_000;
/** Callers that are remembered at once; a minute later they are forgotten anyway. */
const mostCallers = 20_000;

/** Counts by the minute, for one replica. */
export class CatchUpBudget {
  private minute = 0;
  private used = new Map<string, number>();

  constructor(private readonly limits: CatchUpLimits) {}

  /** Takes the subjects of one call, all or none; false when the caller has used up its minute. */
  take(caller: Readonly<{ subject: string } | { network: string }>, subjects: number, at: number): boolean {
    const minute = Math.floor(at / minuteMs);
    if (minute !== this.minute || this.used.size > mostCallers) this.used = new Map();
    this.minute = minute;
    const shares =
      'subject' in caller
        ? [{ of: `subject ${caller.subject}`, most: this.limits.signedIn }]
        : [
            { of: `network ${caller.network}`, most: this.limits.network },
            { of: 'networks', most: this.limits.networks },
          ];
    if (shares.some(({ of, most }) => (this.used.get(of) ?? 0) + subjects > most)) return false;
    for (const { of } of shares) this.used.set(of, (this.used.get(of) ?? 0) + subjects);
    return true;
  }
}
