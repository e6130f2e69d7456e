import { z } from 'zod';

/** `default` where the variable is absent; a term of no day would erase what just ended. */
const days = (usual: number) => z.coerce.number().int().min(1).max(36_500).default(usual);

const environment = z.object({
  /**
   * Who asked and in which words, after the matter has ended. No statute names a number (PIPL art. 19: the shortest that the purpose
   * needs); three years is the general limitation of Civil Code art. 188, within which a matter can still be contested.
   */
  RETENTION_APPELLANT_DAYS: days(1_095),
  /** Mediation files, after the last entry: practice of the archives, no statute. It also holds back an erasure that is asked for. */
  RETENTION_MEDIATION_DAYS: days(1_825),
  /** The keyed digest of an uploader's network address: the quota looks back one hour. */
  RETENTION_UPLOAD_ADDRESS_DAYS: days(1),
});

/** In days of Asia/Shanghai, the day of the end not counted (Civil Code art. 201). */
export type RetentionTerms = Readonly<{
  appellantDays: number;
  mediationDays: number;
  uploadAddressDays: number;
}>;

/** Throws with the name of each bad variable, never with its value. */
export function retentionTerms(variables: Readonly<Record<string, string | undefined>>): RetentionTerms {
  const result = environment.safeParse(variables);
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`retention of intake: ${problems.join('; ')}`);
  }
  const { data } = result;
  return Object.freeze({
    appellantDays: data.RETENTION_APPELLANT_DAYS,
    mediationDays: data.RETENTION_MEDIATION_DAYS,
    uploadAddressDays: data.RETENTION_UPLOAD_ADDRESS_DAYS,
  });
}
