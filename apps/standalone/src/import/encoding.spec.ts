import { delimiterOf, EncodingGuess, kindOf } from './encoding.js';

/** 路灯 in GB18030. */
const gb18030 = Uint8Array.of(0xc2, 0xb7, 0xb5, 0xc6);
const utf8 = new TextEncoder().encode('路灯');

function guessed(...chunks: Uint8Array[]): string {
  const guess = new EncodingGuess();
  for (const chunk of chunks) guess.add(chunk);
  return guess.answer();
}

describe('the encoding of a file', () => {
  it.each([
    { what: 'UTF-8', chunks: [utf8], encoding: 'utf-8' },
    { what: 'UTF-8 cut inside a character', chunks: [utf8.slice(0, 2), utf8.slice(2)], encoding: 'utf-8' },
    { what: 'ASCII', chunks: [new TextEncoder().encode('id,detail')], encoding: 'utf-8' },
    { what: 'GB18030', chunks: [gb18030], encoding: 'gb18030' },
    {
      what: 'GB18030 after a long ASCII part',
      chunks: [new Uint8Array(9_000).fill(0x61), gb18030],
      encoding: 'gb18030',
    },
    { what: 'a text that ends inside a character', chunks: [utf8.slice(0, 5)], encoding: 'gb18030' },
  ])('of $what is $encoding', ({ chunks, encoding }) => {
    expect(guessed(...chunks)).toBe(encoding);
  });
});

describe('the kind of a file', () => {
  it.each([
    ['EMPTY', []],
    ['XLSX', [0x50, 0x4b, 0x03, 0x04]],
    ['OLD_EXCEL', [0xd0, 0xcf, 0x11, 0xe0, 0xa1]],
    ['UTF_16LE', [0xff, 0xfe, 0x69, 0x00]],
    ['UTF_16BE', [0xfe, 0xff, 0x00, 0x69]],
    ['MARKUP', [...Buffer.from('\ufeff\n<html>')]],
    ['BINARY', [0x89, 0x50, 0x4e, 0x47, 0x00]],
    ['TEXT', [0xef, 0xbb, 0xbf, 0x69]],
  ] as const)('is %s by its first bytes', (kind, bytes) => {
    expect(kindOf(Uint8Array.from(bytes))).toBe(kind);
  });
});

describe('the delimiter of a header', () => {
  it.each([
    ['id,subject,detail', ','],
    ['id\tsubject\tdetail', '\t'],
    ['id;subject;detail', ';'],
    ['"a;b;c;d",x', ','],
    ['id', ','],
  ])('of %s', (header, delimiter) => {
    expect(delimiterOf(header)).toBe(delimiter);
  });
});
