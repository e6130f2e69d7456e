import { directoryErrors } from './directory.errors.js';
import { statutoryLimits } from './statutory-limits.js';
import { otherSystemsErrors } from './other-systems.errors.js';
import { exportErrors } from './export.errors.js';
import { personalDataErrors } from './personal-data.errors.js';
import { textErrors } from './text.errors.js';
import { whistleErrors } from './whistle.errors.js';

/**
 * Every way the product says no: a stable code, the HTTP status of the operation, and a sentence for people in both languages.
 * The one map; the gateway puts the code into `extensions.code`.
 */
export const errorCatalogue = {
  ...directoryErrors,
  ...exportErrors,
  ...personalDataErrors,
  ...textErrors,
  ...otherSystemsErrors,
  ...whistleErrors,
  UNAUTHENTICATED: {
    status: 401,
    en: 'Sign in again: the token is missing, invalid or expired.',
    zh: '请重新登录：凭证缺失、无效或已过期。',
  },
  SESSION_CHANGED: {
    status: 409,
    en: 'Another person, or another unit, is signed in in this browser by now: load the page again.',
    zh: '此浏览器已换人登录，或已改为代理其他单位，本页内容未提交，请刷新后继续。',
  },
  FORBIDDEN: {
    status: 403,
    en: 'Your role or duty does not allow this.',
    zh: '您的角色或职责不能进行此操作。',
  },
  NOT_FOUND: {
    status: 404,
    en: 'There is no such thing, or it is not yours to see.',
    zh: '找不到该内容，或不在您的查看范围内。',
  },
  INVALID_ARGUMENT: {
    status: 400,
    en: 'An argument is missing or has the wrong form.',
    zh: '参数缺失或格式不正确。',
  },
  POINT_OUTSIDE_DISTRICT: {
    status: 400,
    en: 'The point lies outside the district; correct it or leave it out.',
    zh: '定位不在本区范围内，请重新定位或不填定位。',
  },
  PHONE_INVALID: { status: 400, en: 'The phone number is not valid.', zh: '电话号码不正确。' },
  VERSION_CONFLICT: {
    status: 409,
    en: 'Someone changed it meanwhile: read it again, then repeat.',
    zh: '内容已被他人修改，请刷新后重试。',
  },
  IDEMPOTENCY_KEY_REUSE: {
    status: 422,
    en: 'This Idempotency-Key was used with another request.',
    zh: '该幂等键已用于另一请求。',
  },
  IDEMPOTENCY_KEY_IN_USE: {
    status: 409,
    en: 'The same request is being processed: repeat in a moment.',
    zh: '相同请求正在处理，请稍后重试。',
  },
  PERSONAL_NUMBER: {
    status: 422,
    en: 'What is published or told to a resident must hold no telephone or identity number: take it out.',
    zh: '对外公开或告知群众的内容不得含电话号码、证件号码，请删除后再提交。',
  },
  KEY_GUESSABLE: {
    status: 400,
    en: 'Without an account the key must be at least 128 random bits, such as a random UUID.',
    zh: '未登录时，该键须为至少 128 位的随机值（例如随机 UUID）。',
  },
  TRY_LATER: { status: 429, en: 'Too many attempts: try again later.', zh: '操作过于频繁，请稍后再试。' },
  PROOF_NEEDED: {
    status: 429,
    en: 'Much comes from this network just now: solve `challenge` and send the same again with the answer in the header x-weisu-proof.',
    zh: '当前网络请求较多，请稍候：完成页面上的自动验证后即可继续；无法完成时，请直接致电社区或街道。',
  },
  PROOF_USED: {
    status: 409,
    en: 'This proof of work was used for something else: ask again without one, and solve what you are asked then.',
    zh: '该验证结果已被使用，请重新提交并完成新的验证。',
  },
  STATE_FORBIDS: { status: 409, en: 'Not possible in the present state.', zh: '当前状态不能进行此操作。' },
  CATEGORY_UNKNOWN: { status: 422, en: 'The profile has no such category.', zh: '治理模式中没有该类别。' },
  FACTOR_UNKNOWN: { status: 422, en: 'The profile has no such factor.', zh: '治理模式中没有该研判因素。' },
  HANDLERS_INVALID: {
    status: 422,
    en: 'Name exactly one LEAD, and each unit once.',
    zh: '须有且仅有一个主办单位，单位不得重复。',
  },
  UNIT_OUTSIDE_LIST: {
    status: 422,
    en: 'This kind of matter is not on the duty list of that unit.',
    zh: '该类事项不在该单位的职责清单内，不得交办。',
  },
  UNIT_ONLY_ASSISTS: {
    status: 422,
    en: 'By its duty list that unit only assists in matters of this kind: it cannot lead.',
    zh: '按职责清单，该单位对此类事项只协办，不得主办。',
  },
  CLAIM_NOT_YOURS: {
    status: 409,
    en: 'Matters of this kind are allocated, not claimed by your unit.',
    zh: '该类事项须由分拨单位派单，您单位不能认领。',
  },
  NOT_CLASSIFIED: { status: 409, en: 'Classify the matter before allocating it.', zh: '请先分类再分拨。' },
  MERGE_INVALID: {
    status: 422,
    en: 'A matter cannot be merged into itself or into one that is merged or closed.',
    zh: '不能并入自身、已并案或已结案的事项。',
  },
  REQUEST_LIMIT: {
    status: 409,
    en: 'The profile does not allow this request again.',
    zh: '该申请次数已达上限。',
  },
  REQUEST_TOO_LATE: { status: 409, en: 'The time to apply for this has passed.', zh: '已超过可申请的期限。' },
  REQUEST_TOO_LONG: {
    status: 422,
    en: 'More than the profile allows to ask for.',
    zh: '申请的时长超过上限。',
  },
  REQUEST_DECIDED: { status: 409, en: 'The request is already decided.', zh: '该申请已审批。' },
  REQUEST_INVALID: {
    status: 422,
    en: 'This kind of request needs another target or a length.',
    zh: '申请的对象或时长不正确。',
  },
  RETURN_OF_DESIGNATED: {
    status: 409,
    en: 'A designated unit cannot return the matter again.',
    zh: '指定承办的单位不能再次退单。',
  },
  WHISTLE_SITUATION: {
    status: 422,
    en: 'The profile does not allow a whistle in this situation.',
    zh: '治理模式不允许在此情形吹哨。',
  },
  SUMMONS_NOT_OPEN: {
    status: 409,
    en: 'The summons is not open for this.',
    zh: '报到任务当前不能进行此操作。',
  },
  SUMMONS_UNFINISHED: {
    status: 409,
    en: 'Every summons must be finished, upheld or waived first.',
    zh: '须全部报到任务完成、核准拒绝或免除后才能办结。',
  },
  CLOSING_BLOCKED: {
    status: 409,
    en: 'Something open blocks closing: finish it or waive it with a reason.',
    zh: '存在未完成事项，不能结案；请先完成，或说明理由后豁免。',
  },
  OPINION_MISSING: {
    status: 409,
    en: 'The handling opinion has not been filed.',
    zh: '尚未填报处理意见书。',
  },
  UNMERGE_TOO_LATE: {
    status: 409,
    en: 'Both matters ended more than 30 days ago: register it again, and name this number.',
    zh: '两件事项均已结案超过30天，不能再撤销并案：请重新登记并注明本编号。',
  },
  PAPER_NOT_READY: {
    status: 409,
    en: 'There is nothing to put on this paper yet, or it is another unit that issues it.',
    zh: '该文书所需内容尚未形成，或不由本单位签发。',
  },
  PAPER_TOO_LONG: {
    status: 422,
    en: 'The paper takes too long to lay out: shorten what is written on it, or its template.',
    zh: '文书内容过多，无法排版：请精简文字或模板。',
  },
  PAPER_TEMPLATE_INVALID: {
    status: 422,
    en: 'The template cannot be printed: correct what is named.',
    zh: '文书模板有误，请按所列各项修改。',
  },
  RATED_ALREADY: { status: 409, en: 'This matter has already been rated.', zh: '该事项已评价。' },
  RATING_CLOSED: { status: 409, en: 'This matter cannot be rated now.', zh: '该事项当前不能评价。' },
  STARS_INVALID: { status: 400, en: 'Give 1 to 5 stars.', zh: '请评 1 至 5 星。' },
  FOLLOW_UP_DONE: { status: 409, en: 'This follow-up is already recorded.', zh: '该回访已登记。' },
  CONSENT_MISSING: {
    status: 409,
    en: 'Not every party has consented to mediation.',
    zh: '尚有当事人未同意调解。',
  },
  CONSENT_REFUSED: {
    status: 409,
    en: 'A party has refused: mediation is not possible (人民调解法 art. 17).',
    zh: '当事人明确拒绝，不得调解（人民调解法第十七条）。',
  },
  PARTIES_INVALID: {
    status: 422,
    en: 'A mediation needs at least two sides.',
    zh: '调解须有两方以上当事人。',
  },
  CONFIRMATION_CLOSED: {
    status: 409,
    en: `The ${statutoryLimits.CONFIRMATION.amount} days to apply for judicial confirmation are over.`,
    zh: `申请司法确认的${statutoryLimits.CONFIRMATION.amount}日期限已过。`,
  },
  FILE_TYPE_NOT_ALLOWED: {
    status: 415,
    en: 'Only jpeg, png, webp, heic, pdf, docx, xlsx, mp4, mov, m4a, mp3 and amr are accepted.',
    zh: '仅支持 jpeg、png、webp、heic、pdf、docx、xlsx、mp4、mov、m4a、mp3、amr 文件。',
  },
  FILE_NOT_HARMLESS: {
    status: 415,
    en: 'The file holds a macro, an embedded object, a link to another file, or another file inside it: save it without them, or as PDF.',
    zh: '文件含有宏、嵌入对象、外部链接或夹带其他文件，请去除后重新上传，或另存为 PDF。',
  },
  IMAGE_TOO_LARGE: {
    status: 413,
    en: 'An image may have 100 million pixels at most, HEIC 50 million: make it smaller and send it again.',
    zh: '图片不能超过 1 亿像素（HEIC 不能超过 5000 万像素），请缩小后重新上传。',
  },
  PREVIEW_NOT_POSSIBLE: {
    status: 404,
    en: 'No smaller picture can be made of this file: open the file itself.',
    zh: '该文件无法生成预览图，请打开原文件。',
  },
  FILE_TOO_LARGE: { status: 413, en: 'A file may have 20 MB at most.', zh: '单个文件不能超过 20 MB。' },
  ATTACHMENT_NOT_FOUND: { status: 404, en: 'There is no such file of yours.', zh: '找不到您上传的该文件。' },
  QUERY_TOO_DEEP: { status: 400, en: 'The query is nested too deeply.', zh: '查询层级过深。' },
  QUERY_TOO_COSTLY: { status: 400, en: 'The query asks for too much at once.', zh: '查询数据量过大。' },
  QUERY_INVALID: { status: 400, en: 'The GraphQL document is not valid.', zh: 'GraphQL 请求有误。' },
  SEARCH_TOO_BROAD: {
    status: 422,
    en: 'Too many matters match: add an area or a period.',
    zh: '匹配事项过多，请增加区域或时间条件。',
  },
  SEARCH_TOO_SHORT: {
    status: 400,
    en: 'Search for at least two characters.',
    zh: '请至少输入两个字进行搜索。',
  },
  WEBHOOK_ADDRESS: {
    status: 422,
    en: 'The address must be public https and resolve to a public network.',
    zh: '回调地址须为可公开访问的 https 地址。',
  },
  WEBHOOK_EVENT_UNKNOWN: {
    status: 422,
    en: 'There is no such event to subscribe to.',
    zh: '没有该订阅事件。',
  },
  TEAM_INVALID: {
    status: 422,
    en: 'The team does not have the roles that the profile wants of it.',
    zh: '包案团队的组成不符合治理模式的要求。',
  },
  INTERNAL: {
    status: 500,
    en: 'Something went wrong on our side; it is on record.',
    zh: '系统内部错误，已记录。',
  },
  UNAVAILABLE: {
    status: 503,
    en: 'A part of the system is not reachable: try again shortly.',
    zh: '系统部分服务暂不可用，请稍后重试。',
  },
} as const satisfies Record<string, { status: number; en: string; zh: string }>;

export type ErrorCode = keyof typeof errorCatalogue;

/**
 * Says no for a reason of the domain. `detail` names what a person can act on; it never holds personal data. A `cause` makes it a fault of the
 * installation: it is logged as an error, and is not part of the answer.
 */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly detail?: string,
    options?: ErrorOptions,
  ) {
    super(detail ? `${errorCatalogue[code].en} (${detail})` : errorCatalogue[code].en, options);
    this.name = 'DomainError';
  }
}
