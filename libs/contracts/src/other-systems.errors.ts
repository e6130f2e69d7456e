/** How what another system sent, or signs, is refused. */
export const otherSystemsErrors = {
  SENDER_CLOSES: {
    status: 409,
    en: 'Only the system that sent this matter closes it: report back instead.',
    zh: '上级派件由派件方结案，请先回复上级。',
  },
  EXTERNAL_DUPLICATE: {
    status: 409,
    en: 'This number of that system is already registered with other content.',
    zh: '该外部编号已登记且内容不同。',
  },
  EXTERNAL_SYSTEM: {
    status: 403,
    en: 'Your client does not sign with the name of that system: use its own, or let the district enter the name in people.csv (signs_as).',
    zh: '该客户端不能以此系统的名义报送：请使用本系统名称，或由区里在人员表 signs_as 栏登记后再用。',
  },
  EXTERNAL_DEADLINE: {
    status: 422,
    en: 'The outside deadline lies before its own dispatch.',
    zh: '外部时限早于派件时间。',
  },
} as const;
