import { areaAt, DomainError, type Level, type RequestRule } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';

const above: readonly Level[] = ['STREET', 'DISTRICT'];

/** Who decides: the unit that the rule selects; where that is the applicant itself, the office of the level above. */
export function deciderOf(
  directory: Directory,
  rule: Pick<RequestRule, 'decidedBy'>,
  applicantId: string,
  areaCode: string,
): string {
  const candidates = [
    ...directory.select(rule.decidedBy, areaCode),
    ...above.flatMap((level) =>
      directory.unitsOfArea(areaAt(level, areaCode) ?? '').filter((unit) => unit.kind === 'AREA_OFFICE'),
    ),
  ];
  const decider = candidates.find((unit) => unit.id !== applicantId);
  if (!decider) throw new DomainError('REFERENCE_INCOMPLETE');
  return decider.id;
}
