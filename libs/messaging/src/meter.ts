/** What became of a message that has a reaction here; AHEAD: it took effect before its delivery, because somebody asked for its subject. */
export type Outcome = 'EFFECT' | 'AHEAD' | 'DUPLICATE' | 'DEAD_LETTER' | 'REDELIVERY';

/** Where messaging tells what it did, for whoever counts. Types of events are the only names: no id, no text. */
export type Meter = Readonly<{
  published(type: string): void;
  publishFailed(): void;
  /** `seconds` from the first attempt to the outcome. */
  handled(type: string, outcome: Outcome, seconds: number): void;
}>;

export const noMeter: Meter = {
  published: () => undefined,
  publishFailed: () => undefined,
  handled: () => undefined,
};
