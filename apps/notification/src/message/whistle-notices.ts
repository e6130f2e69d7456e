import {
  ConsultationCalled,
  ConsultationRecorded,
  FindingHandedOver,
  RatingAnswered,
  RefusalOverruled,
  RefusalUpheld,
  SubstituteDecided,
  SubstituteProposed,
  SummonsRefused,
  SummonsWaived,
  UnitCalled,
  WhistleBlown,
} from '@weisu/contracts';
import { dueText, on, unit, whistleOf, type Rule } from './notice-rule.js';
import { shortInstant } from './wording.js';

/** 吹哨报到: who whistled, who is called and the district. */
export const whistleRules: readonly (readonly [string, Rule])[] = [
  on(
    WhistleBlown,
    (p, f) => (p.endorsed ? [] : f.endorserIds.flatMap(unit)),
    'WHISTLE_TO_ENDORSE',
    (p) => `${p.number}号哨单待街道背书，背书后部门方被召集。`,
  ),
  on(
    UnitCalled,
    (p) => unit(p.unitId),
    'SUMMONS',
    (p) => `${p.number}号哨单召集您单位报到${dueText(p.reportInBy, '报到时限')}。`,
  ),
  on(
    SummonsRefused,
    (_p, f) => [...unit(f.districtOfficeId), ...unit(f.blowerId)],
    'SUMMONS_REFUSED',
    (_p, f) => `${whistleOf(f)}号哨单有被召集单位拒绝报到，请核准或驳回。`,
  ),
  on(
    RefusalUpheld,
    (p, f) => [...unit(p.unitId), ...unit(f.blowerId)],
    'REFUSAL_UPHELD',
    (_p, f) => `${whistleOf(f)}号哨单的拒绝报到已获核准。`,
  ),
  on(
    RefusalOverruled,
    (p, f) => [...unit(p.unitId), ...unit(f.blowerId)],
    'REFUSAL_OVERRULED',
    (_p, f) => `${whistleOf(f)}号哨单的拒绝报到被驳回，仍须报到。`,
  ),
  on(
    SummonsWaived,
    (p) => unit(p.unitId),
    'SUMMONS_WAIVED',
    (_p, f) => `${whistleOf(f)}号哨单已免除您单位报到。`,
  ),
  on(
    SubstituteProposed,
    (_p, f) => unit(f.blowerId),
    'SUBSTITUTE_PROPOSED',
    (_p, f) => `${whistleOf(f)}号哨单有被召集单位建议改派，请决定。`,
  ),
  on(
    SubstituteDecided,
    (p) => unit(p.unitId),
    'SUBSTITUTE_DECIDED',
    (p, f) =>
      `${whistleOf(f)}号哨单的改派建议${p.approved ? '已采纳，您单位无需报到' : '未采纳，仍须报到'}。`,
  ),
  on(
    RatingAnswered,
    (_p, f) => unit(f.blowerId),
    'RATING_ANSWERED',
    (_p, f) => `${whistleOf(f)}号哨单有单位对评价作出答复。`,
  ),
  on(
    FindingHandedOver,
    (p) => unit(p.toUnitId),
    'FINDING_HANDED_OVER',
    (_, f) => `${whistleOf(f)}号哨单有一项检查发现移送您单位，请依法处理。`,
  ),
  on(
    ConsultationCalled,
    (p) => p.unitIds.flatMap(unit),
    'CONSULTATION',
    (p, f) => `${whistleOf(f)}号哨单定于${shortInstant(p.at)}会商研判，请派员参加。`,
  ),
  on(
    ConsultationRecorded,
    (p) => [...new Set(p.tasks.map(({ unitId }) => unitId))].flatMap(unit),
    'CONSULTATION_TASKS',
    (_p, f) => `${whistleOf(f)}号哨单会商研判已明确您单位的任务和时限，请查看。`,
  ),
];
