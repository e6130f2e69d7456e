const space = /\s/;
const endOfScalar = /[,\]}\s]/;

/** The line (from 1) where the value at `path` begins in a valid JSON text; where the path ends early, the last value that was found. */
export function lineOf(text: string, path: readonly PropertyKey[]): number {
  let at = skipSpace(text, 0);
  for (const key of path) {
    const next = enter(text, at, String(key));
    if (next === null) break;
    at = next;
  }
  return lineAt(text, at);
}

export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}

/** Where the member `key` of the object or array that begins at `from` begins, or null. */
function enter(text: string, from: number, key: string): number | null {
  const opening = text[from];
  if (opening !== '{' && opening !== '[') return null;
  let at = skipSpace(text, from + 1);
  for (let index = 0; at < text.length && text[at] !== '}' && text[at] !== ']'; index += 1) {
    let name = String(index);
    if (opening === '{') {
      const end = skipValue(text, at);
      name = JSON.parse(text.slice(at, end)) as string;
      at = skipSpace(text, skipSpace(text, end) + 1);
    }
    if (name === key) return at;
    at = skipSpace(text, skipValue(text, at));
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return null;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && space.test(text.charAt(at))) at += 1;
  return at;
}

function skipValue(text: string, from: number): number {
  let at = from;
  let depth = 0;
  do {
    const character = text.charAt(at);
    if (character === '"') at = skipString(text, at);
    else if (character === '{' || character === '[') {
      depth += 1;
      at += 1;
    } else if (character === '}' || character === ']') {
      depth -= 1;
      at += 1;
    } else if (depth === 0) while (at < text.length && !endOfScalar.test(text.charAt(at))) at += 1;
    else at += 1;
  } while (depth > 0 && at < text.length);
  return at;
}

function skipString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}
