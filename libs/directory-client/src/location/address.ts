import { words, type Area } from '@weisu/contracts';

type NamedArea = Pick<Area, 'code' | 'name' | 'level'>;
type Mention = Readonly<{ area: NamedArea; text: string; from: number; until: number }>;

/** 翠竹北路 is a road that runs through several areas: its name places nothing. */
const roadAfter = /^[东西南北中一二三四五六七八九十]{0,2}(?:路|街(?!道)|大道|巷|立交)/;
/** A bare name of two characters (新村, 水库, 海关) is also an ordinary word: it needs the area above beside it. */
const longEnoughAlone = 3;

/**
 * The code of the deepest area that an address in words names, or null. Names count with or without their suffix; the longest name at a
 * place wins, and a bare name that several levels share (东门) is the widest. A community or grid is trusted only when no other has that
 * name, or when the area above it is named too; when streets are named, it lies in one of them. Two candidates that remain answer null:
 * a wrong desk costs more time than the district's. The district's own name places nothing. Expects the areas in force.
 */
export function matchAddress(hint: string, areas: readonly NamedArea[]): string | null {
  const text = hint.normalize('NFKC').replace(/\s+/gu, '');
  const mentions = longestOnly(areas.flatMap((area) => mentionsOf(area, text)));
  const streets = mentions.filter(({ area }) => area.level === 'STREET').map(({ area }) => area.code);
  const communities = trusted(mentions, 'COMMUNITY', streets, areas);
  const grids = trusted(mentions, 'GRID', communities.length > 0 ? communities : streets, areas);

  const deepest = [grids, communities, streets].find((codes) => codes.length > 0) ?? [];
  const candidates = new Set(deepest);
  return candidates.size === 1 ? ([...candidates][0] ?? null) : null;
}

function mentionsOf(area: NamedArea, text: string): Mention[] {
  const suffix = words.levels[area.level];
  const bare = area.name.endsWith(suffix) ? area.name.slice(0, -suffix.length) : area.name;
  const mentions = occurrences(text, area.name).map((from) => ({
    area,
    text: area.name,
    from,
    until: from + area.name.length,
  }));
  if (area.level === 'DISTRICT' || bare.length < 2 || bare === area.name) return mentions;
  const ofBare = occurrences(text, bare)
    .filter((from) => !roadAfter.test(text.slice(from + bare.length)))
    .map((from) => ({ area, text: bare, from, until: from + bare.length }));
  return [...mentions, ...ofBare];
}

function occurrences(text: string, name: string): number[] {
  const found: number[] = [];
  for (let from = text.indexOf(name); from !== -1; from = text.indexOf(name, from + 1)) found.push(from);
  return found;
}

/** Drops what lies inside a longer name (罗湖 in 罗湖区) and, of equal texts, all but the widest level. */
function longestOnly(mentions: readonly Mention[]): Mention[] {
  const longerHolds = (one: Mention) =>
    mentions.some(
      (other) => other.text.length > one.text.length && other.from < one.until && one.from < other.until,
    );
  const widerHolds = (one: Mention) =>
    mentions.some(
      (other) =>
        other.from === one.from && other.until === one.until && other.area.code.length < one.area.code.length,
    );
  return mentions.filter((one) => !longerHolds(one) && !widerHolds(one));
}

function trusted(
  mentions: readonly Mention[],
  level: Area['level'],
  above: readonly string[],
  areas: readonly NamedArea[],
): string[] {
  const ofLevel = mentions.filter(({ area }) => area.level === level);
  const inNamed = ofLevel.filter(({ area }) => above.some((code) => area.code.startsWith(code)));
  if (above.length > 0) return inNamed.map(({ area }) => area.code);
  return ofLevel.filter((mention) => standsAlone(mention, areas)).map(({ area }) => area.code);
}

function standsAlone({ area, text }: Mention, areas: readonly NamedArea[]): boolean {
  const namesakes = areas.filter(
    (other) =>
      other.level === area.level && (other.name === text || other.name === text + words.levels[area.level]),
  );
  return namesakes.length === 1 && (text === area.name || text.length >= longEnoughAlone);
}
