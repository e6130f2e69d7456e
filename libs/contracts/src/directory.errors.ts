/** How the reference data say no: areas, units, people, calendars, absences. */
export const directoryErrors = {
  ABSENCE_INVALID: {
    status: 422,
    en: 'An absence has a beginning, an end within a year, a delegate, and touches no other absence of the unit.',
    zh: '离岗代理须有起止时间（一年以内）和代理单位，且不得与本单位其他离岗时段重叠。',
  },
  DELEGATE_UNFIT: {
    status: 422,
    en: 'This unit cannot stand in: a delegate is of the same kind in the same street or district, or an office above.',
    zh: '该单位不能代理：代理单位须为同街道（同区）的同类单位，或其上级办事机构。',
  },
  DELEGATION_LOOP: {
    status: 409,
    en: 'At some time in this period the units would stand in for each other in a ring, and nobody would act.',
    zh: '该时段内相关单位将循环代理、无人办理，请另选代理单位或调整时间。',
  },
  NOT_DELEGATED: {
    status: 403,
    en: 'Your unit does not stand in for that unit now.',
    zh: '您单位目前不代理该单位。',
  },
  NOT_WHILE_ACTING_FOR: {
    status: 403,
    en: 'Not while you act for a unit that is away: this would outlive the absence. It is for the unit itself.',
    zh: '代理期间不能进行此操作：其效力会延续到离岗结束之后，须由该单位本身办理。',
  },
  ROSTER_INVALID: {
    status: 422,
    en: 'The shifts of a roster lie inside its period, follow each other and name two people.',
    zh: '值班班次须在所填时段内、互不重叠，且备班须为另一人。',
  },
  CALENDAR_OUTDATED: {
    status: 409,
    en: 'Another calendar came into force after this draft: draft it again.',
    zh: '草案拟定后已有其他日历启用，请重新拟定。',
  },
  CALENDAR_PUBLISHED: {
    status: 409,
    en: 'This version of the calendar has been in force: give the change a version of its own.',
    zh: '该日历版本已启用过，请以新的版本号提交修改。',
  },
  CALENDAR_INVALID: {
    status: 422,
    en: 'This calendar contradicts itself or is not complete.',
    zh: '日历内容自相矛盾或不完整。',
  },
  AREA_NOT_FOUND: {
    status: 404,
    en: 'There is no such area in your reach.',
    zh: '找不到该区域，或不在您的管辖范围内。',
  },
  UNIT_NOT_FOUND: { status: 404, en: 'There is no such unit.', zh: '找不到该单位。' },
  PERSON_NOT_FOUND: { status: 404, en: 'There is no such person.', zh: '找不到该人员。' },
  REFERENCE_INCOMPLETE: {
    status: 503,
    en: 'The reference data has not arrived yet: try again shortly.',
    zh: '基础数据尚未就绪，请稍后重试。',
  },
  PROFILE_MISSING: {
    status: 503,
    en: 'No governance profile is in force in this street.',
    zh: '该街道没有生效的治理模式。',
  },
} as const;
