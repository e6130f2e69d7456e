import { writtenText } from '@weisu/written-text';
import { mediaTypes, type MediaType } from './media-type.js';

const longestName = 120;
const mostRead = 1_000;
/** Controls, and the marks that turn the reading direction so that `gpj.exe` reads as `exe.jpg`. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const unreadable = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Endings of the kinds of evidence, and of what a system runs or draws when it is opened: one that the content is not is replaced, not kept before another. */
const replaced = new Set<string>([
  ...Object.values(mediaTypes).flat(),
  ...(
    'apk app avif bat bin bmp cmd com cpl dll doc docm dotm exe gif hta htm html inf jar js jse lnk mht mhtml mjs msi php pif ps1 py reg scr sh svg svgz swf tif tiff ' +
    'txt url vbe vbs wav wsf xhtml xls xlsm xltm xml zip'
  ).split(' '),
]);

/**
 * The name that a file is shown under: no folders, nothing invisible, at most 120 characters, and with an ending of what it is. The content decides: a HEIC that
 * came as `照片.jpg` is `照片.heic`, and a picture that came as `a.png.exe` is `a.png`.
 */
export function shownName(given: string | undefined, mediaType: MediaType): string {
  const whole = given ?? '';
  // a form may hold a name of many kilobytes; its ending is what is needed of the rest
  const bounded = whole.length > mostRead ? whole.slice(0, mostRead / 2) + whole.slice(-mostRead / 2) : whole;
  const base = bounded.split(/[/\\]/).at(-1) ?? '';
  const clean = writtenText(base).replace(unreadable, '').trim();
  const endings: readonly string[] = mediaTypes[mediaType];
  let stem = clean;
  let own: string | null = null;
  for (let ending = endingOf(stem); ending !== null && replaced.has(ending); ending = endingOf(stem)) {
    own ??= endings.includes(ending) ? stem.slice(-ending.length) : null;
    stem = stem.slice(0, -ending.length - 1).trimEnd();
  }
  stem = stem.replace(/[. ]+$/, '');
  if (/^\.*$/.test(stem)) stem = 'evidence';
  const suffix = `.${own ?? endings[0] ?? ''}`;
  const characters = [...stem];
  return characters.slice(0, longestName - suffix.length).join('') + suffix;
}

/** In small letters; null when there is none. */
const endingOf = (name: string): string | null => /\.([^.]*)$/.exec(name)?.[1]?.trim().toLowerCase() ?? null;

/** RFC 6266: an ASCII name for old clients and the real one for all others. Only an image is shown where it is asked for; everything else is saved. */
export function disposition(kind: 'inline' | 'attachment', name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
