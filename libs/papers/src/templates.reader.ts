import { readFileSync } from 'node:fs';
import type { PaperKind } from '@weisu/contracts';
import { paperFiles } from './kinds.js';

/** The text of our own template of a paper: what is printed where nobody has set another, and what an own one begins with. */
export function ourTemplate(kind: PaperKind): string {
  return readFileSync(new URL(`./templates/${paperFiles[kind]}.yaml`, import.meta.url), 'utf8');
}
