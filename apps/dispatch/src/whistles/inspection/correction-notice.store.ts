import type { Directory } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';
import { startDated } from '../../ground/deadline/dated.store.js';
import { nextPaperNumber } from '../../ground/register/register.store.js';
import { profileOfWhistle } from '../whistle/who-may.js';
import { subjectOf } from '../whistle/subjects.js';
import { streetOf, type Whistle } from '../whistle/whistle.js';
import { requireCorrectBy, type Finding, type Notice } from './finding.js';
import { requirePower } from './power.js';

/**
 * The notice that a unit serves: numbered without gaps per street and year. Throws ENFORCEMENT_POWER, and INVALID_ARGUMENT for a date that has passed;
 * then no number is taken.
 */
export async function newNotice(
  work: Work,
  directory: Directory,
  whistle: Whistle,
  { unitId, correctBy }: Readonly<{ unitId: string; correctBy: Date }>,
): Promise<Notice> {
  const basis = requirePower(directory, unitId);
  requireCorrectBy(correctBy, work.now);
  const number = await nextPaperNumber(work, streetOf(whistle.areaCode), 'correction');
  return { number, correctBy, servedBy: unitId, basis };
}

/** Its date is a limit of the unit that served it, which has to look again. */
export async function startCorrection(
  work: Work,
  directory: Directory,
  whistle: Whistle,
  { id: ownerId, servedBy: unitId, correctBy: dueBy }: Finding,
): Promise<void> {
  if (dueBy === null) return;
  const profile = profileOfWhistle(directory, whistle);
  const about = { subject: subjectOf(whistle), areaCode: whistle.areaCode, profile };
  await startDated(work, directory, about, [{ ownerId, unitId, dueBy }]);
}
