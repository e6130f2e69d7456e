import type { Actor } from './actor.js';

/** District 6, street 9, community 12, grid 15 digits; each level's code is the prefix of the next. */
const areaCode = /^\d{6}(?:\d{3}){0,3}$/;

export const isAreaCode = (value: string): boolean => areaCode.test(value);

/** Whether `inner` is `outer` or lies in it. A string that is no area code contains nothing and lies nowhere. */
export function contains(outer: string, inner: string): boolean {
  return isAreaCode(outer) && isAreaCode(inner) && inner.startsWith(outer);
}

/** An actor without an area is nowhere, not everywhere. */
export function withinActorArea(actor: Actor, code: string): boolean {
  return actor.areaCode !== null && contains(actor.areaCode, code);
}
