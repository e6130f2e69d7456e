import type { AppealStatus } from './generated/graphql.js';

const headings: Readonly<Record<AppealStatus, string>> = {
  REGISTERED: '我们收到了',
  ALLOCATED: '已交给办理单位',
  HANDLING: '正在办理',
  RESOLVED: '办完了，请您评价',
  REPORTED_BACK: '办完了，请您评价',
  CLOSED: '已办结',
  DECLINED: '没有受理',
  MERGED: '正在办理',
  DEFERRED: '暂缓办理',
  WITHDRAWN: '您已撤回',
};

/** A status as a resident reads it. */
export const headingOf = (status: AppealStatus): string => headings[status];

const open: ReadonlySet<AppealStatus> = new Set([
  'REGISTERED',
  'ALLOCATED',
  'HANDLING',
  'MERGED',
  'DEFERRED',
]);

/** Whether it can still be taken back. */
export const mayBeWithdrawn = (status: AppealStatus): boolean => open.has(status);
