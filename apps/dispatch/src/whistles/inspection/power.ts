import { DomainError } from '@weisu/contracts';
import type { Directory } from '@weisu/directory-client';

/**
 * The law that lets a unit order a correction. A numbered 整改通知书 is an act of 行政执法: only a department or 综合行政执法队 with the power serves one
 * (行政处罚法 arts. 17–24). Throws ENFORCEMENT_POWER.
 */
export function requirePower(directory: Directory, unitId: string): string {
  const unit = directory.unit(unitId);
  if (!unit?.enforcement) throw new DomainError('ENFORCEMENT_POWER', unit?.name ?? unitId);
  return unit.enforcement.basis;
}
