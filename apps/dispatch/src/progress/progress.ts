import type { Entry } from '../ledger/ledger.js';

/** What a resident may see: a whitelist. No names of officials, no internal notes. `told` shows the text that was written for the resident. */
const steps: Readonly<Record<string, Readonly<{ label: string; told?: boolean }>>> = {
  'intake.appeal-registered.v1': { label: '已登记' },
  'dispatch.appeal-declined.v1': { label: '不予受理', told: true },
  'dispatch.appeal-merged.v1': { label: '与同类事项合并办理' },
  'dispatch.appeal-withdrawn.v1': { label: '已撤回' },
  'dispatch.work-order-dispatched.v1': { label: '已派单' },
  'dispatch.work-order-accepted.v1': { label: '承办单位已签收' },
  'dispatch.appellant-contacted.v1': { label: '已与您联系' },
  'dispatch.facts-verified.v1': { label: '已核实情况' },
  'dispatch.whistle-blown.v1': { label: '街乡吹哨，联合办理' },
  'dispatch.unit-reported-in.v1': { label: '部门已报到' },
  'dispatch.work-order-resolved.v1': { label: '承办单位已办结' },
  'dispatch.appeal-resolved.v1': { label: '事项已办结，等待回访' },
  'dispatch.reported-back.v1': { label: '已回复派件单位' },
  'dispatch.appeal-reopened.v1': { label: '重新办理' },
  'dispatch.appeal-closed.v1': { label: '已结案' },
  'dispatch.put-on-account.v1': { label: '列入挂账督办' },
  'mediation.mediation-opened.v1': { label: '已启动调解' },
  'mediation.mediation-agreed.v1': { label: '调解达成协议' },
  'evaluation.appeal-rated.v1': { label: '您已评价' },
};

export type Step = Readonly<{ at: Date; label: string; unitId: string | null; noteId: string | null }>;

export function publicSteps(entries: readonly Entry[]): Step[] {
  return entries.flatMap((entry) => {
    const step = steps[entry.type];
    if (!step) return [];
    const unitId = entry.payload['unitId'];
    const noteId = entry.payload['noteId'];
    return [
      {
        at: entry.at,
        label: step.label,
        unitId: typeof unitId === 'string' ? unitId : null,
        noteId: step.told && typeof noteId === 'string' ? noteId : null,
      },
    ];
  });
}
