/** What is refused of what people say and write. */
export const textErrors = {
  TEXT_EMPTY: {
    status: 400,
    en: 'Say what it is about: the text is empty.',
    zh: '请填写内容：文字不能为空。',
  },
  TEXT_TOO_LONG: {
    status: 400,
    en: 'The text is too long: 20 000 characters at most.',
    zh: '文字过长：最多 20000 字。',
  },
  NAME_TOO_LONG: {
    status: 400,
    en: 'A name has at most 50 characters.',
    zh: '姓名或名称过长：最多 50 字。',
  },
  ADDRESS_TOO_LONG: {
    status: 400,
    en: 'An address has at most 200 characters.',
    zh: '地址过长：最多 200 字。',
  },
  CHANNEL_OF_OFFICES: {
    status: 400,
    en: 'What residents submit themselves comes by WEB, QR_CODE or MINI_PROGRAM; staff register the rest.',
    zh: '居民自行提交只能通过网页、扫码或小程序；其他渠道由工作人员登记。',
  },
  OCCURRED_TOO_EARLY: {
    status: 400,
    en: 'The time lies before 2000: correct it or leave it out.',
    zh: '发生时间早于 2000 年，请更正或不填。',
  },
} as const;
