import { levelOf, WhistleBlown, type Envelope } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import type { Work } from '@weisu/messaging';
import { civilDate } from '@weisu/working-time';
import { subjectOf, type Facts } from './facts.js';

type MatterRow = {
  number: string | null;
  registered_by: string | null;
  external_system: string | null;
  external_number: string | null;
  lead_unit_id: string | null;
};

export async function factsOf(work: Work, event: Envelope, directory: Directory): Promise<Facts> {
  const { whistleId, unitId, delegateId } = event.payload as {
    whistleId?: string;
    unitId?: unknown;
    delegateId?: unknown;
  };
  // who leads the matter that it is handled with does the work of both
  const [matter] = await work.query<MatterRow>(
    `SELECT m.number, m.registered_by, m.external_system, m.external_number, coalesce(t.lead_unit_id, m.lead_unit_id) AS lead_unit_id
     FROM matter m LEFT JOIN matter t ON t.appeal_id = m.merged_into WHERE m.appeal_id = $1`,
    [subjectOf(event)],
  );
  const [whistle] = whistleId
    ? await work.query<{ number: string; by_id: string }>(
        'SELECT number, by_id FROM whistle WHERE whistle_id = $1',
        [whistleId],
      )
    : [];
  const office = directory.allUnits.find((unit) => unit.kind === 'AREA_OFFICE' && unit.areaCode.length === 6);
  const { external_system: system = null, external_number: number = null } = matter ?? {};
  return {
    appealNumber: matter?.number ?? null,
    external: system !== null && number !== null ? { system, number } : null,
    registeredBy: matter?.registered_by ?? null,
    leadUnitId: matter?.lead_unit_id ?? null,
    whistleNumber: whistle?.number ?? null,
    blowerId: whistle?.by_id ?? null,
    districtOfficeId: office?.id ?? null,
    unitName: typeof unitId === 'string' ? (directory.unit(unitId)?.name ?? null) : null,
    delegateName: typeof delegateId === 'string' ? (directory.unit(delegateId)?.name ?? null) : null,
    endorserIds: event.type === WhistleBlown.type ? endorsersOf(event, directory, work.now) : [],
  };
}

function endorsersOf(event: Envelope, directory: Directory, now: Date): string[] {
  const { areaCode } = event.payload as { areaCode: string };
  const profile = directory.profileOn(areaCode, civilDate(now));
  if (!profile) return [];
  return directory
    .unitsWithDuty(profile, 'ALLOCATE', areaCode)
    .filter((unit) => levelOf(unit.areaCode) === 'STREET')
    .map((unit) => unit.id);
}
