import type { Clock } from '@weisu/clocks';
import type { GovernanceProfile } from '@weisu/contracts';
import { ruleOf } from '../../ground/deadline/owner.js';
import type { Entry } from '../../ground/ledger/ledger.js';

type Shown = Readonly<{
  label: string;
  /** Shows the text that was written for the resident. */
  told?: boolean;
  /** Of the matter that theirs was merged into: what is another resident's own is left out. */
  own?: boolean;
  when?: (payload: Entry['payload']) => boolean;
}>;

/** What a resident may see: a whitelist. No names of officials, no internal notes. The first that fits is shown. */
const steps: Readonly<Record<string, readonly Shown[]>> = {
  'intake.appeal-registered.v1': [{ label: '已登记', own: true }],
  'intake.personal-data-erased.v1': [{ label: '个人信息已依法删除', own: true }],
  'dispatch.appeal-declined.v1': [{ label: '不予受理', told: true }],
  'dispatch.appeal-merged.v1': [{ label: '与同类事项合并办理', own: true }],
  'dispatch.appeal-unmerged.v1': [{ label: '恢复单独办理，并案期间由我方负责', own: true }],
  'dispatch.appeal-withdrawn.v1': [{ label: '已撤回', own: true }],
  'dispatch.work-order-dispatched.v1': [{ label: '已派单' }],
  'dispatch.work-order-accepted.v1': [{ label: '承办单位已签收' }],
  'dispatch.appellant-contacted.v1': [{ label: '已与您联系', own: true }],
  'dispatch.first-contact-made.v1': [{ label: '已与您联系', own: true }],
  'dispatch.appellant-messaged.v1': [{ label: '已按您的选择发送短信', own: true }],
  'notification.text-message-unsent.v1': [{ label: '短信未能发出，改为电话联系', own: true }],
  'dispatch.first-verification-made.v1': [{ label: '已核实情况' }],
  'dispatch.facts-verified.v1': [{ label: '已核实情况' }],
  'dispatch.request-decided.v1': [
    { label: '已批准延期', when: (payload) => payload['kind'] === 'EXTEND' && payload['approved'] === true },
    {
      label: '已批准暂缓办理',
      when: (payload) => payload['kind'] === 'DEFER' && payload['approved'] === true,
    },
  ],
  'dispatch.whistle-blown.v1': [
    // a community's whistle is only a wish until the street stands behind it
    { label: '街乡吹哨，联合办理', when: (payload) => payload['endorsed'] === true },
  ],
  'dispatch.whistle-endorsed.v1': [{ label: '街乡吹哨，联合办理' }],
  'dispatch.unit-reported-in.v1': [{ label: '部门已报到' }],
  'dispatch.work-order-resolved.v1': [{ label: '承办单位已办结' }],
  'dispatch.appeal-resolved.v1': [{ label: '事项已办结，等待回访' }],
  'dispatch.reported-back.v1': [{ label: '已回复派件单位' }],
  'dispatch.appeal-reopened.v1': [{ label: '重新办理' }],
  'dispatch.appeal-closed.v1': [{ label: '已结案' }],
  'dispatch.put-on-account.v1': [{ label: '列入挂账督办' }],
  'mediation.mediation-opened.v1': [{ label: '已启动调解', own: true }],
  'mediation.mediation-agreed.v1': [{ label: '调解达成协议', own: true }],
  'evaluation.appeal-rated.v1': [{ label: '您已评价', own: true }],
};

export type Step = Readonly<{ at: Date; label: string; unitId: string | null; noteId: string | null }>;

export function publicSteps(entries: readonly Entry[]): Step[] {
  return entries.flatMap((entry) => {
    const shown = shownOf(entry);
    return shown ? [stepOf(entry, shown)] : [];
  });
}

/**
 * Of a merged matter: what was its own until it was merged, then what became of the one that it is handled with. Texts told to the other
 * matter's appellant stay theirs, for they may name them.
 */
export function mergedSteps(own: readonly Entry[], target: readonly Entry[]): Step[] {
  const mergedAt = own.findLast((entry) => entry.type === 'dispatch.appeal-merged.v1')?.at;
  const since = target.filter((entry) => mergedAt === undefined || entry.at >= mergedAt);
  const others = since.flatMap((entry) => {
    const shown = shownOf(entry);
    return shown && !shown.own ? [stepOf(entry, { ...shown, told: false })] : [];
  });
  return [...publicSteps(own), ...others];
}

function shownOf(entry: Entry): Shown | undefined {
  return steps[entry.type]?.find((shown) => shown.when?.(entry.payload) ?? true);
}

function stepOf({ at, payload }: Entry, { label, told }: Shown): Step {
  const unitId = payload['unitId'];
  const noteId = payload['noteId'];
  return {
    at,
    label,
    unitId: typeof unitId === 'string' ? unitId : null,
    noteId: told && typeof noteId === 'string' ? noteId : null,
  };
}

export type Limit = Readonly<{ label: string; dueBy: Date; provisional: boolean; state: Clock['state'] }>;

/** The limits that the profile tells residents of, in its words; what was cancelled (nobody to call) promises nothing. */
export function publicLimits(clocks: readonly Clock[], profile: GovernanceProfile | null): Limit[] {
  return clocks
    .filter((clock) => clock.told && clock.state !== 'CANCELLED')
    .sort((a, b) => a.dueBy.getTime() - b.dueBy.getTime())
    .flatMap((clock) => {
      const { dueBy, provisional, state } = clock;
      const label = profile ? ruleOf(profile, clock)?.told : undefined;
      return label ? [{ label, dueBy, provisional, state }] : [];
    });
}
