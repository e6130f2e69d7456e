import type { PaperKind } from '@weisu/contracts';

/** First character of a number of a register, by what is numbered. An opinion has none: the unit, the year and four digits at least. */
const marks = {
  COLLECTION: '收',
  HANDLING: '处',
  FEEDBACK: '馈',
  CONSULTATION: '会',
  FOLLOW_UP: '访',
  whistle: '哨',
  correction: '整',
  supervision: '督',
  'handling-opinion': '',
} as const satisfies Partial<
  Record<PaperKind | 'whistle' | 'correction' | 'supervision' | 'handling-opinion', string>
>;

/** What has a register of its own: a paper whose number only the paper gives, 哨单, 整改通知书, 督办单, 处理意见书. */
export type Register = keyof typeof marks;

/** Papers whose number only the paper gives; the others keep the one that they have. */
export type RegisteredPaper = Extract<Register, PaperKind>;

/** 收440303003.dispatch-desk-2026-1, 哨440303003-2026-1. `place`: a unit, a street or a district. */
export function paperNumber(register: Register, place: string, year: number, next: number): string {
  const digits = register === 'handling-opinion' ? String(next).padStart(4, '0') : String(next);
  return `${marks[register]}${place}-${year}-${digits}`;
}
