import { z } from 'zod';

const days = (usual: number) => z.coerce.number().int().min(1).max(36_500).default(usual);

/** Both are of no use to anybody afterwards (PIPL art. 19); the numbers are ours. That something was sent stays in the journal. */
const environment = z.object({
  /** Messages of the workbench. */
  RETENTION_MESSAGE_DAYS: days(365),
  /** Rows of text messages and of deliveries to other systems, when they were sent or given up. */
  RETENTION_SENDING_DAYS: days(184),
});

/** In days of Asia/Shanghai. */
export type RetentionTerms = Readonly<{ messageDays: number; sendingDays: number }>;

/** Throws with the name of each bad variable, never with its value. */
export function retentionTerms(variables: Readonly<Record<string, string | undefined>>): RetentionTerms {
  const result = environment.safeParse(variables);
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`retention of notification: ${problems.join('; ')}`);
  }
  const { RETENTION_MESSAGE_DAYS: messageDays, RETENTION_SENDING_DAYS: sendingDays } = result.data;
  return Object.freeze({ messageDays, sendingDays });
}
