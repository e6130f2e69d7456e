import type { Template } from './text-message.js';

const hourMs = 3_600_000;

/** Hours after what it tells of in which a text is of use; of a call: where no limit runs. */
const usefulHours: Readonly<Record<Template, number>> = {
  RECEIPT: 24,
  CONTACT: 24,
  CLOSED: 72,
  DECLINED: 72,
  DEADLINE: 72,
  SUMMONS: 24,
  DUTY_CALL: 24,
};

/**
 * How long from now a text is of use, in milliseconds; not positive: it is of none any more. Who is called hears of it as long as the limit of the
 * call runs; where none does (the profile sets none, or it is called because the limit has passed), for a day.
 */
export function usefulMilliseconds(
  template: Template,
  limitBy: Date | null,
  saidAt: Date,
  now: Date,
): number {
  const limitRuns = limitBy !== null && limitBy > saidAt;
  const until = limitRuns ? limitBy.getTime() : saidAt.getTime() + usefulHours[template] * hourMs;
  return until - now.getTime();
}
