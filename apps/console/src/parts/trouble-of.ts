import { Refused, Unheard } from './refused.js';

/** What a person is told of an error: the sentence of its code, or that nobody answered. */
export const troubleOf = (error: unknown): string =>
  error instanceof Refused || error instanceof Unheard ? error.message : '页面出错了，请刷新后再试。';
