import type { EventDefinition, PayloadOf } from '@weisu/contracts';
import type { Facts } from '../facts/facts.js';
import { shortInstant } from './wording.js';

/** Who is told: a unit, or a person. */
export type Recipient = Readonly<{ unitId: string } | { personId: string }>;

/**
 * `{number}` stands for the appeal's number (or the whistle's) and is filled in when the message is read, because the registration may
 * be heard later. Texts hold numbers, deadlines and our own words: never what a person wrote, nor who they are.
 */
export type Notice = Readonly<{ to: readonly Recipient[]; kind: string; text: string }>;

export type Rule = (payload: never, facts: Facts) => readonly Notice[];

export const unit = (unitId: string | null): Recipient[] => (unitId === null ? [] : [{ unitId }]);

/** What one event tells. */
export function on<Definition extends EventDefinition>(
  definition: Definition,
  ...[to, kind, text]: [
    to: (payload: PayloadOf<Definition>, facts: Facts) => readonly Recipient[],
    kind: string,
    text: (payload: PayloadOf<Definition>, facts: Facts) => string,
  ]
): [string, Rule] {
  const rule = (payload: PayloadOf<Definition>, facts: Facts) => [
    { to: to(payload, facts), kind, text: text(payload, facts) },
  ];
  return [definition.type, rule];
}

export const whistleOf = (facts: Facts): string => facts.whistleNumber ?? '{number}';
export const dueText = (dueBy: Date | null, what: string): string =>
  dueBy ? `，${what}${shortInstant(dueBy)}` : '';
