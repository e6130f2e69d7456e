import type { GovernanceProfile, Unit } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';

export type FollowUpRule = GovernanceProfile['followUps'][number];

type Resolved = Readonly<{ leadUnitId: string; areaCode: string }>;

/**
 * Which unit makes a follow-up, or null when there is none that may.
 *
 * HANDLER (承办部门回访) is made by the lead. LOOK_BACK by the profile's unit in the matter's area, else by the office of the nearest area
 * above. SUPERVISORY (复核回访) must come from outside the handling unit: the profile's unit; when that is the lead itself, the next unit
 * with the duty FOLLOW_UP that is not; else the office of the area above the lead's; finally the district's.
 */
export function makerOf(
  rule: FollowUpRule,
  matter: Resolved,
  profile: GovernanceProfile,
  directory: Directory,
): string | null {
  if (rule.kind === 'HANDLER') return matter.leadUnitId;
  const chosen = rule.madeBy ? directory.select(rule.madeBy, matter.areaCode) : [];
  if (rule.kind !== 'SUPERVISORY') {
    const candidates = [...chosen, ...officesOf([matter.areaCode, ...above(matter.areaCode)], directory)];
    return candidates[0]?.id ?? null;
  }
  const leadArea = directory.unit(matter.leadUnitId)?.areaCode ?? matter.areaCode;
  const candidates = [
    ...chosen,
    ...directory.unitsWithDuty(profile, 'FOLLOW_UP', matter.areaCode),
    ...officesOf([...above(leadArea), matter.areaCode.slice(0, 6)], directory),
  ];
  return candidates.find((unit) => unit.id !== matter.leadUnitId)?.id ?? null;
}

function officesOf(codes: readonly string[], directory: Directory): Unit[] {
  return codes.flatMap((code) => directory.unitsOfArea(code).filter((unit) => unit.kind === 'AREA_OFFICE'));
}

/** `440303003020` → `440303003`, `440303`. */
function above(areaCode: string): string[] {
  const codes: string[] = [];
  for (let length = areaCode.length - 3; length >= 6; length -= 3) codes.push(areaCode.slice(0, length));
  return codes;
}
