import type { AreaAnswer } from '@weisu/api';
import type { Area } from '@weisu/contracts';

/** `validUntil` is the first civil day on which the area is no more. */
export function areaInForce({ validUntil }: Pick<Area, 'validUntil'>, day: string): boolean {
  return validUntil === null || day < validUntil;
}

export function areaAnswer({ code, name, level }: Area): AreaAnswer {
  return { code, name, level, parentCode: level === 'DISTRICT' ? null : code.slice(0, -3) };
}
