import { z } from 'zod';

const environment = z.object({
  /** Days after the last entry of a file. Practice of the archives, no statute; intake has the same variable, and they must agree. */
  RETENTION_MEDIATION_DAYS: z.coerce.number().int().min(1).max(36_500).default(1_825),
});

/** In days of Asia/Shanghai. Throws with the name of the bad variable, never with its value. */
export function fileTermDays(variables: Readonly<Record<string, string | undefined>>): number {
  const result = environment.safeParse(variables);
  if (result.success) return result.data.RETENTION_MEDIATION_DAYS;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`retention of mediation: ${problems.join('; ')}`);
}
