/** What is refused of an export of the ledger. */
export const exportErrors = {
  EXPORT_COLUMNS_INVALID: {
    status: 400,
    en: 'Name at least one column, and each once.',
    zh: '请至少选择一列，且每列只选一次。',
  },
  EXPORT_TOO_MANY_WAITING: {
    status: 429,
    en: 'Three exports of your unit are waiting already: let one of them finish, or cancel one.',
    zh: '本单位已有三个导出任务在排队，请等待其完成或取消其中一个。',
  },
  EXPORT_TOO_MANY_NAMED: {
    status: 422,
    en: 'With names and telephone numbers an export holds at most 10 000 matters: narrow the filter.',
    zh: '含姓名、电话的导出最多一万件，请缩小筛选范围。',
  },
  EXPORT_NOT_READY: {
    status: 409,
    en: 'The export is not done yet: fetch it when its state is DONE.',
    zh: '导出尚未完成，请在状态为“已完成”后下载。',
  },
  EXPORT_GONE: {
    status: 410,
    en: 'This export holds no file any more, or never did: ask for a new one.',
    zh: '该导出文件已不存在，请重新申请导出。',
  },
  EXPORT_RIGHTS_CHANGED: {
    status: 403,
    en: 'The export holds a matter that is not yours to see any more: ask for a new one.',
    zh: '导出文件中有您已无权查看的事项，请重新申请导出。',
  },
  EXPORT_TOO_LONG: {
    status: 409,
    en: 'The export was not done within an hour, after which nobody answers for it: narrow the filter and ask again.',
    zh: '导出未能在一小时内完成，已终止：请缩小筛选范围后重新申请。',
  },
} as const;
