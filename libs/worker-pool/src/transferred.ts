import { Piscina } from 'piscina';

/** The buffers below byte arrays that may change hands: a view of a part would take its neighbours along, so that is copied instead. */
export function whole(bytes: readonly Uint8Array[]): ArrayBuffer[] {
  const buffers = bytes
    .filter(({ byteOffset, byteLength, buffer }) => byteOffset === 0 && byteLength === buffer.byteLength)
    .map(({ buffer }) => buffer as ArrayBuffer);
  return [...new Set(buffers)];
}

/** An answer of a worker whose bytes are handed over and not copied. */
export function transferred<Answer extends object>(answer: Answer, bytes: readonly Uint8Array[]): Answer {
  const moved = {
    [Piscina.transferableSymbol]: whole(bytes),
    [Piscina.valueSymbol]: answer,
  };
  // the pool unwraps it: who asked sees the answer
  return Piscina.move(moved as never) as unknown as Answer;
}
