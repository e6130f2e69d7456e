import { beginParts, summonsPart } from '@weisu/appeal-access';
import { startClocks } from '@weisu/clocks';
import type { GovernanceProfile } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';
import { handlingsById } from '../../ground/handling/handling.store.js';
import { ringAtStart } from '../../ground/roster/duty-call.store.js';
import type { Addressed } from './subjects.js';
import { called, clocksOfSummons, type Matter, type Summons } from './summons.js';
import { insertSummonses } from './summons.store.js';
import type { Whistle } from './whistle.js';

/** Calls units of a whistle: a summons each, its clocks, and sight of the matters; answers what there is to announce. */
export async function callUnits(
  work: Work,
  whistle: Whistle,
  unitIds: readonly string[],
  profile: GovernanceProfile,
  directory: Directory,
): Promise<Addressed[]> {
  const matter = await matterOf(work, whistle);
  const summonses: Summons[] = [];
  const announcements: Addressed[] = [];
  for (const unitId of unitIds) {
    const id = work.newId();
    const starts = clocksOfSummons(id, unitId, whistle, matter, profile, work.now);
    const clocks = await startClocks(work, starts, directory.calendarAt(whistle.areaCode));
    await ringAtStart(
      work,
      directory,
      { profile, areaCode: whistle.areaCode, urgency: matter.urgency },
      clocks,
    );
    const reportInBy = clocks.find((clock) => clock.kind === 'REPORT_IN')?.dueBy ?? null;
    const decision = called(id, whistle, unitId, reportInBy);
    summonses.push(decision.summons);
    announcements.push(...decision.announcements);
  }
  await insertSummonses(work, summonses);
  const parts = summonses.flatMap(({ id, unitId }) =>
    whistle.appealIds.map((appealId) => summonsPart(id, unitId, appealId)),
  );
  await beginParts(work, parts, work.now);
  return announcements;
}

/** As urgent as its first matter; without one, an emergency is urgent and everything else ordinary. */
async function matterOf(work: Work, whistle: Whistle): Promise<Matter> {
  const [first] = whistle.appealIds;
  const handling = first ? (await handlingsById(work.manager, [first])).get(first) : undefined;
  if (handling) return handling;
  return {
    urgency: whistle.situation === 'EMERGENCY' ? 'URGENT' : null,
    complex: false,
    responseLevel: null,
  };
}
