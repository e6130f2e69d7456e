import type { PaperKind } from '@weisu/contracts';

/** The papers of dispatching and the fields that the system fills in: what it knows, no community has to write. */
const always = ['number', 'code', 'unit', 'date'] as const;
const ofMatter = ['appealNumber', 'reporter', 'phone', 'area', 'address', 'category', 'content'] as const;

export const paperFields = {
  /** 问题收集登记单 */
  COLLECTION: [...always, ...ofMatter, 'channel', 'receivedAt', 'receivedBy', 'nature', 'urgency'],
  /** 问题处理登记单 */
  HANDLING: [
    ...always,
    ...ofMatter,
    'lead',
    'assists',
    'dispatchedAt',
    'dueBy',
    'progress',
    'result',
    'doneAt',
  ],
  /** 问题反馈登记单 */
  FEEDBACK: [...always, ...ofMatter, 'lead', 'result', 'doneAt', 'repliedAt', 'stars', 'comment'],
  /** 会商研判记录表 */
  CONSULTATION: [...always, 'whistleNumber', 'agenda', 'at', 'place', 'present', 'absent', 'record', 'tasks'],
  /** 群众诉求处理意见书 */
  OPINION: [...always, ...ofMatter, 'acceptedAt', 'filedAt', 'facts', 'opinion', 'basis'],
  /** 群众诉求办理情况回访登记表 */
  FOLLOW_UP: [
    ...always,
    ...ofMatter,
    'lead',
    'result',
    'contactedAt',
    'outcome',
    'satisfaction',
    'note',
    'by',
  ],
  /** 哨单 */
  WHISTLE: [
    ...always,
    'situation',
    'area',
    'blownAt',
    'by',
    'endorsedBy',
    'reason',
    'units',
    'limits',
    'matters',
  ],
  /** 督办单 */
  SUPERVISION: [
    ...always,
    'subject',
    'addressee',
    'cause',
    'text',
    'issuedAt',
    'answerBy',
    'answer',
    'answeredAt',
  ],
} as const satisfies Record<PaperKind, readonly string[]>;

/** What the file with the template of each is called. */
export const paperFiles: Readonly<Record<PaperKind, string>> = {
  COLLECTION: 'collection',
  HANDLING: 'handling',
  FEEDBACK: 'feedback',
  CONSULTATION: 'consultation',
  OPINION: 'opinion',
  FOLLOW_UP: 'follow-up',
  WHISTLE: 'whistle',
  SUPERVISION: 'supervision',
};
