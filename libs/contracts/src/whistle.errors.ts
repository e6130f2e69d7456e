/** How whistles and inspections say no. */
export const whistleErrors = {
  WHISTLE_NOT_ENDORSED: {
    status: 409,
    en: 'The street has not endorsed this whistle yet.',
    zh: '街道尚未对该哨单背书。',
  },
  WHISTLE_COMPLETED: { status: 409, en: 'The whistle is already completed.', zh: '哨单已办结。' },
  ENFORCEMENT_POWER: {
    status: 422,
    en: 'A numbered correction notice is served by a unit with enforcement power alone: record the finding with advice, and hand it over to one that has it.',
    zh: '整改通知书只能由有执法权的单位发出：请记录检查发现并告知劝导，再移送有执法权的单位。',
  },
  UNIT_NOT_CALLED: {
    status: 422,
    en: 'This whistle has not called that unit: choose one that it called, or blow a whistle for it first.',
    zh: '本次吹哨未召集该单位：请移送已召集的单位，或先吹哨召集。',
  },
} as const;
