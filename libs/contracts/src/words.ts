import type * as vocabulary from './vocabulary.js';

type Vocabulary = typeof vocabulary;

type ListName = {
  [Name in keyof Vocabulary]: Vocabulary[Name] extends readonly string[] ? Name : never;
}[keyof Vocabulary];

type WordsOf<List> = List extends readonly (infer Value extends string)[]
  ? Readonly<Record<Value, string>>
  : never;

/** A list without words, or a value without one, does not compile. */
type Words = { readonly [Name in ListName]: WordsOf<Vocabulary[Name]> };

/**
 * What people read for the closed lists, by the names that these have in vocabulary.ts: in messages, in the ledger, on papers, in tables. The one list; a
 * sentence puts its own words around them.
 */
export const words: Words = {
  levels: { DISTRICT: '区', STREET: '街道', COMMUNITY: '社区', GRID: '网格' },
  services: {
    DIRECTORY: '基础数据',
    INTAKE: '受理',
    DISPATCH: '派单',
    MEDIATION: '调解',
    EVALUATION: '评价',
    NOTIFICATION: '消息',
  },
  unitKinds: {
    AREA_OFFICE: '办事机构',
    STREET_OFFICE: '街道科室',
    STATION: '站所',
    DEPARTMENT: '职能部门',
    PUBLIC_INSTITUTION: '事业单位',
    PUBLIC_SERVICE_COMPANY: '公共服务企业',
    PLATFORM_COMPANY: '平台企业',
    PROPERTY_COMPANY: '物业企业',
    MEDIATION_COMMITTEE: '人民调解委员会',
    CO_BUILDING_UNIT: '共建单位',
  },
  duties: {
    RECEIVE: '受理',
    CLASSIFY: '分类',
    ALLOCATE: '分拨',
    HANDLE: '办理',
    APPROVE: '审批',
    SUPERVISE: '督办',
    FOLLOW_UP: '回访',
    DISCIPLINE: '执纪监督',
  },
  natures: {
    INQUIRY: '咨询',
    SUGGESTION: '建议',
    HELP: '求助',
    COMPLAINT: '投诉',
    TIP_OFF: '举报',
    DISPUTE: '矛盾纠纷',
    HAZARD: '隐患',
    PRAISE: '表扬',
  },
  urgencies: { URGENT: '紧急', FAST: '快处', ROUTINE: '常态' },
  difficulties: { EASY: '易', HARD: '难' },
  matterSizes: { SMALL: '小', LARGE: '大' },
  treatmentOrders: { DIFFICULTY: '先易后难', SIZE: '先小后大', URGENCY: '先急后缓' },
  spheres: { PUBLIC: '公事', SHARED: '共事', PRIVATE: '家事' },
  appealStatuses: {
    REGISTERED: '已登记',
    ALLOCATED: '已分拨',
    HANDLING: '办理中',
    RESOLVED: '已办结',
    REPORTED_BACK: '已回复上级',
    CLOSED: '已结案',
    DECLINED: '不予受理',
    MERGED: '已并案',
    DEFERRED: '暂缓办理',
    WITHDRAWN: '已撤回',
  },
  handlerRoles: { LEAD: '主办', ASSIST: '协办' },
  // what is to be done until the limit: …已超期, …时限, …前…
  clockKinds: {
    ALLOCATE: '分拨',
    ACCEPT: '签收',
    CONTACT: '联系诉求人',
    VERIFY: '核实情况',
    RESOLVE: '办结',
    OPINION: '填报处理意见书',
    REPLY: '回复上级',
    ACKNOWLEDGE: '接哨',
    REPORT_IN: '报到',
    ACT: '处置',
    FINISH: '完成报到任务',
    DECIDE: '审批',
    FOLLOW_UP: '回访',
    CONSENT: '征求调解意愿',
    MEDIATE: '调解',
    CONFIRMATION: '申请司法确认',
    NOTICE: '告知',
    CUSTOM: '约定',
  },
  clockSources: { PROFILE: '治理模式', EXTERNAL: '上级派件', LAW: '法律规定', LEADER: '领导要求' },
  budgetUnits: {
    MINUTE: '分钟',
    NATURAL_HOUR: '小时',
    NATURAL_DAY: '自然日',
    WORKING_HOUR: '工作时',
    WORKING_DAY: '工作日',
  },
  // 北京市街道办事处条例 art. 5
  whistleSituations: {
    HARD_MATTER: '群众诉求',
    KEY_WORK: '重点工作',
    JOINT_ENFORCEMENT: '综合执法',
    EMERGENCY: '应急处置',
  },
  requestKinds: {
    RETURN: '退单',
    EXTEND: '延期',
    SUSPEND: '挂起',
    ESCALATE: '提级',
    DEFER: '暂缓办理',
    OFF_LIST: '清单外交办',
    ARBITRATE: '指定承办',
  },
  channels: {
    HOTLINE_12345: '12345热线',
    QR_CODE: '扫码',
    MINI_PROGRAM: '小程序',
    WEB: '网页',
    DIRECT_LINE: '街道直通电话',
    HOME_VISIT: '入户走访',
    PATROL: '网格巡查',
    RECEPTION_DAY: '接待日',
    LEADER_VISIT: '领导下访',
    DUTY_ROOM: '值班室',
    SERVICE_HALL: '服务大厅',
    LETTER_BOX: '意见箱',
    CHAT_GROUP: '微信群',
    DELIBERATION: '议事协商',
    SENSOR: '感知设备',
    PETITION: '信访',
    ONLINE_FORUM: '网络问政',
    PUBLIC_OPINION: '舆情',
    CITY_MANAGEMENT: '数字城管',
    SUPERIOR_ASSIGNED: '上级交办',
    PARTNER_SYSTEM: '其他系统',
  },
  outcomes: { SOLVED: '已解决', PARTLY: '部分解决', UNSOLVED: '未解决', NO_ANSWER: '未答复' },
  onTheSpotOutcomes: { SETTLED: '当场办结', ANSWERED: '当场答复', DISSUADED: '当场劝止' },
  verdicts: { SETTLED: '已化解', UNSETTLED: '未化解', UNREACHABLE: '无法联系' },
  satisfactions: {
    VERY_SATISFIED: '非常满意',
    SATISFIED: '满意',
    BASICALLY: '基本满意',
    DISSATISFIED: '不满意',
    VERY_DISSATISFIED: '非常不满意',
    NO_ANSWER: '未答复',
  },
  followUpKinds: {
    HANDLER: '承办回访',
    LOOK_BACK: '回头看',
    SUPERVISORY: '复核回访',
    HOTLINE: '热线回访',
  },
  passingStatuses: {
    PASSED: '已转出',
    RECEIVED: '已接收',
    HANDLING: '正在办理',
    DONE: '已办结',
    REFUSED: '未被受理',
  },
  supervisionCauses: {
    HAND: '人工督办',
    REFUSAL: '拒绝报到被驳回',
    OVERDUE: '超期未办',
    RETURNED_OFTEN: '多次退单',
    REOPENED_OFTEN: '多次重办',
    BAD_EFFECT: '群众评价差',
  },
  paperKinds: {
    COLLECTION: '问题收集登记单',
    HANDLING: '问题处理登记单',
    FEEDBACK: '问题反馈登记单',
    CONSULTATION: '会商研判记录表',
    OPINION: '群众诉求处理意见书',
    FOLLOW_UP: '回访登记表',
    WHISTLE: '哨单',
    SUPERVISION: '督办单',
  },
};
