import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

/** A typeface with everything a Chinese text needs (GB 2312, GBK, 通用规范汉字表), and the characters it has. */
export type Face = Readonly<{ bytes: Buffer; has(codePoint: number): boolean }>;

export type Faces = Readonly<{ regular: Face; bold: Face }>;

/** Below `@expo-google-fonts`; `weisu.assets` of our package.json keeps them in an image, since no import names them. */
export const faceFiles = {
  regular: 'noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  bold: 'noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
} as const;

let read: Faces | null = null;

/** Noto Serif SC (OFL 1.1), read once. */
export function notoSerif(): Faces {
  read ??= {
    regular: face(faceFiles.regular),
    bold: face(faceFiles.bold),
  };
  return read;
}

function face(path: string): Face {
  const bytes = readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/${path}`));
  const font = create(bytes) as Font;
  return { bytes, has: (codePoint) => font.hasGlyphForCodePoint(codePoint) };
}
