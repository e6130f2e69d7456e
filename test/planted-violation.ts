/** One planted mistake: the file it is in, its text, and the rules that must name it. */
export type Violation = Readonly<{ mistake: string; file: string; text: string; rules: readonly string[] }>;
