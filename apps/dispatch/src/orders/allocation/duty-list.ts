import { DomainError, levelOf, type Category, type Unit } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';
import type { Handler } from './allocation.js';

/** The organs whose work the lists of their level limit; a department or a company has its own duties. */
const organs = new Set<Unit['kind']>(['AREA_OFFICE', 'STREET_OFFICE', 'STATION']);

/**
 * 职责清单: work that is not on the list of a community is not given to it, and who only assists does not lead (北京市接诉即办工作条例 art. 17), unless it
 * was granted (OFF_LIST). Throws UNIT_OUTSIDE_LIST, UNIT_ONLY_ASSISTS.
 */
export function requireOnList(
  handlers: readonly Handler[],
  category: Category,
  directory: Directory,
  areaCode: string,
  /** Units to which it was granted as an exception. */
  granted: ReadonlySet<string> = new Set(),
): void {
  for (const { unitId, role } of handlers) {
    const unit = directory.unit(unitId);
    if (!unit) continue;
    const excluded = category.never?.some((selector) =>
      directory.select(selector, areaCode).some(({ id }) => id === unitId),
    );
    const list = granted.has(unitId) ? 'LEAD' : listOf(unit, category);
    if (excluded || list === 'NONE')
      throw new DomainError('UNIT_OUTSIDE_LIST', `${category.code} and ${unitId}`);
    if (list === 'ASSIST' && role === 'LEAD')
      throw new DomainError('UNIT_ONLY_ASSISTS', `${category.code} and ${unitId}`);
  }
}

/** A grid works for its community. */
function listOf(unit: Unit, { lists }: Category): 'LEAD' | 'ASSIST' | 'NONE' {
  if (!lists || !organs.has(unit.kind)) return 'LEAD';
  const level = levelOf(unit.areaCode);
  if (level === 'STREET') return lists.STREET ?? 'LEAD';
  return level === 'COMMUNITY' || level === 'GRID' ? (lists.COMMUNITY ?? 'LEAD') : 'LEAD';
}
