import { operationNamed, type OperationName, type PossibilityAnswer } from '@weisu/api';
import { DomainError, errorCatalogue, type ErrorCode, type RequestKind } from '@weisu/contracts';
import { hasRole, type Actor } from '@weisu/identity';

/** What an operation would refuse now, given arguments that are right: throws its DomainError. `DONE`: it would change nothing. */
export type Rule<Facts> = (facts: Facts) => unknown;

/** One operation and its rule, or one for each kind of request. */
export type RuleEntry<Facts> = Readonly<{
  operation: OperationName;
  kind?: RequestKind;
  rule: Rule<Facts>;
}>;

export type Rules<Facts> = Readonly<Partial<Record<OperationName, Rule<Facts>>>>;

/** What an actor may do with one thing, in the order of the rules. A fault that is no refusal is thrown on. */
export function possibilitiesOf<Facts>(
  rules: Rules<Facts> | readonly RuleEntry<Facts>[],
  facts: Facts,
  actor: Actor,
): PossibilityAnswer[] {
  return entriesOf(rules).map(({ operation, kind = null, rule }) => {
    const possible = { operation, kind, allowed: true, done: false, code: null, messageZh: null };
    const refusal = refusedByRole(operation, actor);
    if (refusal) return { ...possible, ...refused(refusal) };
    try {
      return { ...possible, done: rule(facts) === 'DONE' };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { ...possible, ...refused(error.code) };
    }
  });
}

function entriesOf<Facts>(rules: Rules<Facts> | readonly RuleEntry<Facts>[]): readonly RuleEntry<Facts>[] {
  if (isList(rules)) return rules;
  return Object.entries(rules).map(([operation, rule]) => ({ operation: operation as OperationName, rule }));
}

const isList = <Facts>(
  rules: Rules<Facts> | readonly RuleEntry<Facts>[],
): rules is readonly RuleEntry<Facts>[] => Array.isArray(rules);

/** As the runner refuses before a service decides anything. */
function refusedByRole(name: OperationName, actor: Actor): ErrorCode | null {
  const operation = operationNamed(name);
  if (!operation || operation.kind !== 'mutation') throw new Error(`${name} is no mutation`);
  if (!operation.public && !hasRole(actor, operation.roles)) return 'FORBIDDEN';
  return actor.delegateId !== undefined && !operation.actingFor ? 'NOT_WHILE_ACTING_FOR' : null;
}

const refused = (code: ErrorCode) => ({ allowed: false, code, messageZh: errorCatalogue[code].zh });
