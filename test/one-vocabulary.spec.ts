import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { words } from '@weisu/contracts';

const theList = 'libs/contracts/src/words.ts';
const itsSecondHalf = 'libs/contracts/src/words-of-states.ts';
/** Not what a status is called, but what it says to the resident: 我们收到了, 您已撤回. */
const saidToResidents = 'apps/console/src/resident/status.ts';

/** Sources of the product; tests say what they expect in words of their own. */
const sources = ['apps', 'libs'].flatMap((folder) =>
  readdirSync(folder).flatMap((project) =>
    readdirSync(join(folder, project, 'src'), { recursive: true, encoding: 'utf8' })
      .map((file) => join(folder, project, 'src', file))
      .filter(
        (file) => /\.tsx?$/.test(file) && !/(spec|fixture)\.tsx?$|\/(generated|migrations)\//.test(file),
      ),
  ),
);

/** `CONTACT: '联系'`: a name of two characters or more, without a mark, so that it is no sentence and no sign. */
const entry = /\b([A-Z][A-Z_0-9]+): '([\p{Script=Han}\d]{2,})'/gu;

/** Lists of which a file names two values or more. */
function namedIn(text: string): string[] {
  const named = new Set([...text.matchAll(entry)].map(([, value]) => value ?? ''));
  return Object.entries(words)
    .filter(([, list]) => Object.keys(list).filter((value) => named.has(value)).length > 1)
    .map(([name]) => name);
}

describe('the Chinese words of the vocabulary', () => {
  it('stand in one place', () => {
    expect(sources.length).toBeGreaterThan(300);
    expect(namedIn(readFileSync(theList, 'utf8'))).toContain('clockKinds');
    const second = sources
      .filter((file) => file !== theList && file !== itsSecondHalf && file !== saidToResidents)
      .flatMap((file) => namedIn(readFileSync(file, 'utf8')).map((name) => `${file}: ${name}`));
    expect(second).toEqual([]);
  });

  it('are found in a second place', () => {
    expect(namedIn("const kinds = { CONTACT: '联系时限', VERIFY: '核实时限' };")).toEqual(['clockKinds']);
    expect(namedIn("const one = { CONTACT: '联系时限', other: '核实' };")).toEqual([]);
    expect(namedIn("const texts = { EXTEND: '需协调，申请延期', RETURN: '不属于本单位，退单' };")).toEqual(
      [],
    );
  });
});
