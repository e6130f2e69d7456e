/** What is refused of who said something: who may see it, what is erased, what cannot be decrypted. */
export const personalDataErrors = {
  PURPOSE_REQUIRED: {
    status: 400,
    en: 'State the purpose of revealing the identity.',
    zh: '请填写查看身份信息的用途。',
  },
  IDENTITY_CONFIDENTIAL: {
    status: 403,
    en: 'The appellant asked for confidentiality: contact goes through the dispatch desk.',
    zh: '诉求人要求保密，请通过派单台联系。',
  },
  PERSONAL_DATA_ERASED: {
    status: 410,
    en: 'The personal data of this matter has been erased.',
    zh: '该事项的个人信息已依法删除。',
  },
  DATA_KEY_LOST: {
    status: 503,
    en: 'This cannot be read now: its key is missing on this server. Tell the IT department; nothing is deleted.',
    zh: '内容暂时无法读取：本服务器缺少其密钥。请联系信息部门；内容没有被删除。',
  },
  ERASURE_MATTER_OPEN: {
    status: 409,
    en: 'Personal data is erased after the matter has ended: it is still open.',
    zh: '事项尚未办结，办结后方可删除个人信息。',
  },
  ERASURE_TERM_RUNS: {
    status: 409,
    en: 'The term for keeping this record has not ended.',
    zh: '档案保存期限尚未届满，暂不能删除个人信息。',
  },
} as const;
