import { areaAt, type PaperKind } from '@weisu/contracts';
import { readRows, type Work } from '@weisu/messaging';
import type { EntityManager } from 'typeorm';

export type SetTemplate = Readonly<{
  areaCode: string;
  kind: PaperKind;
  template: string;
  unitId: string | null;
  setAt: Date;
}>;

/** What the street of an area has set, else its district; null: nobody has, or it was taken back. */
export async function templateIn(
  manager: EntityManager,
  areaCode: string,
  kind: PaperKind,
): Promise<SetTemplate | null> {
  const places = [areaAt('STREET', areaCode), areaAt('DISTRICT', areaCode)].filter((code) => code !== null);
  const rows = await readRows<Omit<SetTemplate, 'template'> & { template: string | null }>(
    manager,
    `SELECT DISTINCT ON (area_code) area_code AS "areaCode", kind, template, unit_id AS "unitId", set_at AS "setAt"
     FROM paper_template WHERE area_code = ANY($1::text[]) AND kind = $2 ORDER BY area_code DESC, set_at DESC`,
    [places, kind],
  );
  // of two, the street's: its code is the longer one
  for (const { template, ...row } of rows) if (template !== null) return { ...row, template };
  return null;
}

/** Every version is kept, with who set it. */
export async function storeTemplate(
  work: Work,
  areaCode: string,
  kind: PaperKind,
  template: string | null,
): Promise<void> {
  await work.query(
    `INSERT INTO paper_template (area_code, kind, set_at, template, set_by, unit_id) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (area_code, kind, set_at) DO UPDATE SET template = excluded.template, set_by = excluded.set_by, unit_id = excluded.unit_id`,
    [areaCode, kind, work.now, template, work.actor.subject, work.actor.unitId],
  );
}
