import type { LookBudget } from './look-budget.js';
import { NotHarmless } from './not-harmless.js';
import { unescaped } from './unescaped.js';

/** An instruction has some hundred characters, a formula 8 192 at most. */
const longest = 262_144;

/**
 * Fields of a text document that start a program when it is opened (DDE, DDEAUTO). An instruction may be spread over any number of runs, so what they say is put
 * together, field by field.
 */
export class FieldScanner {
  private rest = Buffer.alloc(0);
  private said = '';
  /** A flag of its own: to look at the end of a long text that grows piece by piece costs its whole length. */
  private isWithinField = false;

  constructor(private readonly looks: LookBudget) {}

  take(piece: Buffer): void {
    const text = Buffer.concat([this.rest, piece]);
    let at = 0;
    let field = -1;
    for (;;) {
      const found = text.indexOf('instr', at, 'latin1');
      if (this.isWithinField) {
        if (field < at) field = indexOr(text.indexOf('fldChar', at, 'latin1'), text.length);
        if (field < indexOr(found, text.length)) this.say('\n');
      }
      if (found < 0) {
        // a mark may be cut in two
        this.keep(text.subarray(Math.max(at, text.length - 'fldChar'.length + 1)));
        return;
      }
      this.looks.take();
      const close = text.indexOf('>', found);
      const next = close < 0 ? -1 : text.indexOf('<', close);
      if (next < 0) {
        this.keep(text.subarray(found));
        return;
      }
      const attribute = /^instr\s{0,9}=\s{0,9}["']([^"']*)/.exec(text.toString('utf8', found, close))?.[1];
      if (attribute !== undefined) this.say(`\n${unescaped(attribute)}\n`);
      this.say(unescaped(text.toString('utf8', close + 1, next)));
      at = next;
    }
  }

  end(): void {
    // what the last tag says stands before no other one
    this.take(Buffer.from('><'));
    this.requireNoProgram();
  }

  private say(more: string): void {
    if (more === '') return;
    this.said += more;
    this.isWithinField = !more.endsWith('\n');
    if (this.said.length < longest) return;
    this.requireNoProgram();
    this.said = this.said.slice(-16);
  }

  private requireNoProgram(): void {
    if (/(?:^|[^a-z])DDE(?:AUTO)?(?:[^a-z]|$)/im.test(this.said)) throw new NotHarmless('DDE');
  }

  private keep(rest: Buffer): void {
    if (rest.length > longest) throw new Error('an instruction without an end');
    this.rest = Buffer.from(rest);
  }
}

/** Formulas that ask another program, `program|topic!item`: bars outside of what is quoted. */
export class FormulaScanner {
  private rest = Buffer.alloc(0);

  constructor(private readonly looks: LookBudget) {}

  take(piece: Buffer): void {
    const text = Buffer.concat([this.rest, piece]);
    for (let bar = text.indexOf('|'); bar >= 0;) {
      this.looks.take();
      const open = text.lastIndexOf('<', bar);
      const next = text.indexOf('<', bar);
      if (next < 0) return this.keep(text.subarray(Math.max(0, open)));
      requireNoProgram(text.toString('utf8', Math.max(0, open), next));
      bar = text.indexOf('|', next);
    }
    this.keep(text.subarray(Math.max(0, text.lastIndexOf('<'))));
  }

  end(): void {
    requireNoProgram(this.rest.toString('utf8'));
  }

  private keep(rest: Buffer): void {
    if (rest.length > longest) throw new Error('a formula without an end');
    this.rest = Buffer.from(rest);
  }
}

function requireNoProgram(cell: string): void {
  const formula =
    /^<(?:[\w.-]{1,60}:)?(?:f|definedName|formula1?|formula2)(?:\s(?:[^>"']|"[^"]*"|'[^']*')*)?>/.exec(cell);
  if (!formula) return;
  let quote = '';
  // a text stands between double quotes, the name of a sheet between single ones; each may hold the other's and a bar
  for (const character of unescaped(cell.slice(formula[0].length))) {
    if (quote === '' && character === '|') throw new NotHarmless('DDE');
    if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = '';
  }
}

const indexOr = (index: number, otherwise: number): number => (index < 0 ? otherwise : index);
