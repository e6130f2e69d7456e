import { z } from 'zod';

const environmentSchema = z.object({
  /** Guesses of a tracking secret per appeal number, network and hour, before a guess costs a proof of work. */
  SECRET_ATTEMPTS_PER_HOUR: z.coerce.number().int().positive().default(10),
  /** Longest sleep between two looks for follow-ups that are overdue, in milliseconds. */
  CLOCK_POLL_MILLISECONDS: z.coerce.number().int().positive().default(1_000),
});

export type EvaluationSettings = Readonly<{
  secretAttemptsPerHour: number;
  clockPollMilliseconds: number;
}>;

/** Fails with the name of each bad variable, never with its value. */
export function evaluationSettings(
  environment: Readonly<Record<string, string | undefined>>,
): EvaluationSettings {
  const result = environmentSchema.safeParse(environment);
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`configuration of evaluation: ${problems.join('; ')}`);
  }
  return Object.freeze({
    secretAttemptsPerHour: result.data.SECRET_ATTEMPTS_PER_HOUR,
    clockPollMilliseconds: result.data.CLOCK_POLL_MILLISECONDS,
  });
}
