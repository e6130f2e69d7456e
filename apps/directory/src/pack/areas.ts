import { levelOf, type Area, type Polygon } from '@weisu/contracts';
import { boundsOf, boundsMeet, covers, flawOf, overlap } from '@weisu/directory-client';
import { repeated, type Flaw } from './flaw.js';

type Bounded = Readonly<{ index: number; code: string; name: string; boundary: Polygon }>;

/** A county-level code has no prefix of its own in a pack: one pack is one district. */
const districtDigits = 6;

export function areaFlaws(areas: readonly Area[]): Flaw[] {
  return [...codeFlaws(areas), ...boundaryFlaws(areas)];
}

function codeFlaws(areas: readonly Area[]): Flaw[] {
  const codes = new Set(areas.map(({ code }) => code));
  const flaw = (index: number, message: string): Flaw => ({ part: 'areas', path: [index], message });
  const districts = areas.filter(({ code }) => code.length === districtDigits);

  const doubles = repeated(areas, ({ code }) => code).map(({ index, key }) =>
    flaw(index, `area ${key} is listed twice`),
  );
  const others = areas.flatMap(({ code, level }, index) => {
    const found: Flaw[] = [];
    if (levelOf(code) !== level)
      found.push(
        flaw(index, `area ${code} has ${code.length} digits, which is a ${levelOf(code)}, not a ${level}`),
      );
    const parent = parentOf(code);
    if (parent && !codes.has(parent))
      found.push(flaw(index, `area ${code} has no parent: ${parent} is not in the pack`));
    return found;
  });
  const count: Flaw[] =
    districts.length === 1
      ? []
      : [
          {
            part: 'areas',
            path: [],
            message: `a pack holds exactly one district, this one has ${districts.length}`,
          },
        ];
  return [...count, ...doubles, ...others];
}

/** Ended areas keep their boundary for history; only those in force must fit each other. */
function boundaryFlaws(areas: readonly Area[]): Flaw[] {
  const flaw = (index: number, message: string): Flaw => ({
    part: 'areas',
    path: [index, 'boundary'],
    message,
  });
  const found: Flaw[] = [];
  const sound: Bounded[] = [];
  for (const [index, { code, name, boundary, validUntil }] of areas.entries()) {
    if (!boundary) continue;
    const broken = flawOf(boundary);
    if (broken) found.push(flaw(index, `boundary of ${code} ${name}: ${broken}`));
    else if (!validUntil) sound.push({ index, code, name, boundary });
  }

  const byCode = new Map(sound.map((area) => [area.code, area]));
  for (const area of sound) {
    const parent = byCode.get(parentOf(area.code) ?? '');
    if (parent && !covers(parent.boundary, area.boundary))
      found.push(
        flaw(
          area.index,
          `boundary of ${area.code} ${area.name} leaves that of ${parent.code} ${parent.name}`,
        ),
      );
  }
  for (const siblings of siblingsIn(sound)) {
    for (const [one, other] of overlapping(siblings))
      found.push(
        flaw(other.index, `boundary of ${other.code} ${other.name} overlaps that of ${one.code} ${one.name}`),
      );
  }
  return found;
}

function parentOf(code: string): string | null {
  return code.length > districtDigits ? code.slice(0, -3) : null;
}

function siblingsIn(areas: readonly Bounded[]): Bounded[][] {
  const byParent = new Map<string, Bounded[]>();
  for (const area of areas) {
    const parent = parentOf(area.code);
    if (parent) byParent.set(parent, [...(byParent.get(parent) ?? []), area]);
  }
  return [...byParent.values()];
}

function overlapping(siblings: readonly Bounded[]): [Bounded, Bounded][] {
  const bounded = siblings.map((area) => ({ area, bounds: boundsOf(area.boundary) }));
  return bounded.flatMap((one, index) =>
    bounded
      .slice(index + 1)
      .filter(
        (other) => boundsMeet(one.bounds, other.bounds) && overlap(one.area.boundary, other.area.boundary),
      )
      .map((other): [Bounded, Bounded] => [one.area, other.area]),
  );
}
