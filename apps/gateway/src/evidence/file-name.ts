import { writtenText } from '@weisu/written-text';
import { mediaTypes, type MediaType } from './media-type.js';

const longestName = 120;
/** Controls, and the marks that turn the reading direction so that `gpj.exe` reads as `exe.jpg`. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const unreadable = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** The name that a file is shown under: no folders, nothing invisible, at most 120 characters. */
export function shownName(given: string | undefined, mediaType: MediaType): string {
  const base = (given ?? '').split(/[/\\]/).at(-1) ?? '';
  const clean = writtenText(base).replace(unreadable, '').trim();
  const [ending] = mediaTypes[mediaType];
  if (clean === '' || /^\.+$/.test(clean)) return `evidence.${ending}`;
  const characters = [...clean];
  if (characters.length <= longestName) return clean;
  const suffix = /\.[^.]{1,5}$/.exec(clean)?.[0] ?? '';
  return characters.slice(0, longestName - suffix.length).join('') + suffix;
}

/** RFC 6266: an ASCII name for old clients and the real one for all others. */
export function inlineDisposition(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `inline; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
