import { CST, Lexer } from 'yaml';

export type YamlLimits = Readonly<{
  characters: number;
  /** Lists and maps in each other. A block counts for each column that it is indented by. */
  depth: number;
  /** Of one list or map: the parser compares each key with all others. */
  members: number;
  /** Signs and words: each costs the parser an object, and each that is out of place an error with its lines. */
  tokens: number;
}>;

/** One list or map that is open: a block by the column that it begins at, a flow collection by its bracket. */
type Level = { column: number | null; members: number };

/**
 * Why a text is not given to a parser of YAML; null: it may be. Its tokens are counted in one pass and without recursion, because the parser descends into
 * `[[[[` as deep as it goes, and `- - - -` nests in one line.
 */
export function flawOfYaml(text: string, { characters, depth, members, tokens }: YamlLimits): string | null {
  if (text.length > characters) return `at most ${characters} characters`;
  const open = new OpenLevels();
  let [line, column, count] = [1, 0, 0];
  for (const token of new Lexer().lex(text)) {
    count += 1;
    if (count > tokens) return `line ${line}: more than ${tokens} signs and words`;
    const flaw = open.take(token, column);
    if (flaw.depth > depth) return `line ${line}: nested deeper than ${depth} levels`;
    if (flaw.members > members) return `line ${line}: a list or map of more than ${members} members`;
    const newlines = token.split('\n').length - 1;
    line += newlines;
    if (newlines) column = token.length - token.lastIndexOf('\n') - 1;
    else if (CST.tokenType(token) !== 'scalar' && CST.tokenType(token) !== 'doc-mode') column += token.length;
  }
  return null;
}

class OpenLevels {
  private readonly levels: Level[] = [];
  private isAtStart = true;
  private flows = 0;
  /** Where a flow collection began a line: it is the first key of a block when a colon follows it. */
  private keyAt: number | null = null;

  /** How deep it is at a token, and how many members the innermost list or map has so far. */
  take(token: string, column: number): Readonly<{ depth: number; members: number }> {
    switch (CST.tokenType(token)) {
      case 'newline':
        this.isAtStart = true;
        if (this.flows === 0) this.keyAt = null;
        break;
      case 'space':
      case 'comment':
      case 'doc-mode':
      case 'byte-order-mark':
        break;
      case 'doc-start':
      case 'doc-end':
        this.levels.length = 0;
        this.flows = 0;
        break;
      case 'flow-map-start':
      case 'flow-seq-start':
        this.beginFlow(column);
        break;
      case 'flow-map-end':
      case 'flow-seq-end':
      case 'flow-error-end':
        this.endFlow();
        break;
      case 'map-value-ind':
        if (this.flows === 0 && this.keyAt !== null) this.beginBlock(this.keyAt);
        this.keyAt = null;
        break;
      case 'comma':
        this.addMember();
        break;
      case 'seq-item-ind':
      case 'explicit-key-ind':
        this.begin(column);
        // what stands behind it on the same line may be another block
        this.isAtStart = this.flows === 0;
        break;
      default:
        this.begin(column);
    }
    return { depth: this.levels.length, members: this.levels.at(-1)?.members ?? 0 };
  }

  /** The first thing of a line, or behind a dash, belongs to the block of its column, or begins one. */
  private begin(column: number): void {
    if (this.isAtStart && this.flows === 0) this.beginBlock(column);
  }

  private beginBlock(column: number): void {
    this.isAtStart = false;
    this.endDeeperThan(column);
    if (this.levels.at(-1)?.column === column) this.addMember();
    else this.levels.push({ column, members: 1 });
  }

  private beginFlow(column: number): void {
    if (this.flows === 0) {
      if (this.isAtStart) {
        this.endDeeperThan(column);
        this.keyAt = column;
      }
      this.isAtStart = false;
    }
    this.levels.push({ column: null, members: 1 });
    this.flows += 1;
  }

  private endDeeperThan(column: number): void {
    while ((this.levels.at(-1)?.column ?? -1) > column) this.levels.pop();
  }

  private endFlow(): void {
    if (this.flows === 0) return;
    while (this.levels.at(-1)?.column !== null) this.levels.pop();
    this.levels.pop();
    this.flows -= 1;
  }

  private addMember(): void {
    const last = this.levels.at(-1);
    if (last) last.members += 1;
  }
}
