import { lineStart } from './indentation.js';

/** What of a YAML text tells where a place is in it. */
export interface YamlExcerpt {
  /** The fields around the place and the fields beside it, without what these hold, up to the place. */
  readonly before: string;
  readonly after: string;
  /** Which members of lists the place is in, outermost first: the excerpt has none of those before them. */
  readonly indices: readonly number[];
}

/** Fields beside the place, or beside what it is in, that are kept on each side: the nearest. */
const MOST_SIBLINGS = 1_000;

/** Characters of a line that are read. */
const LONGEST_LINE = 1_000;

const NAME = String.raw`("[^"\\]*"|'[^']*'|[^\s#:'"&*!|>%@\x60{}[\],?][^:#]*):`;
const COMMENT = String.raw`[ \t]*(?:[ \t]#.*)?\r?$`;
/** A field that holds what is on the lines below it. */
const OWNER = new RegExp(String.raw`^${NAME}(?:[ \t]+&\S+)?${COMMENT}`);
/** A field, and its value where that is plain. */
const SIBLING = new RegExp(String.raw`^${NAME}(?=\s|$)(?:[ \t]+("[^"\\]*"|'[^']*'|[\w$./+-]+)${COMMENT})?`);

/**
 * The lines of a YAML text that decide what may be at a place, found by their indentation and in linear time: a text is read so where it is too
 * large for the parser. `undefined` for a place within a text of several lines, or within brackets that an earlier line opened.
 */
export function yamlExcerpt(text: string, start: number, end: number): YamlExcerpt | undefined {
  const own = lineAt(text, lineStart(text, start), start);
  const walk = new WalkUp(own);
  for (let from = own.from; from > 0 && walk.isGoing;) {
    const to = from - 1;
    from = lineStart(text, to);
    if (isMarker(text, from)) break;
    walk.pass(lineAt(text, from, to));
  }
  if (walk.isLost) return undefined;
  const lineEnd = text.indexOf('\n', end);
  const rest = text.slice(end, lineEnd < 0 ? text.length : lineEnd);
  return {
    before: [...walk.kept.reverse(), text.slice(own.from, start)].join('\n'),
    after: lineEnd < 0 ? rest : [rest, ...siblingsBelow(text, lineEnd + 1, own.column)].join('\n'),
    indices: walk.indices(),
  };
}

/** A line, and where on it what begins. */
interface Line {
  readonly from: number;
  readonly indent: number;
  /** Columns of the dashes before its content. */
  readonly dashes: readonly number[];
  /** The column of its content. */
  readonly column: number;
  readonly content: string;
}

const [SPACE, DASH, HASH, RETURN] = [0x20, 0x2d, 0x23, 0x0d];

/** The line between two offsets; its content is cut where it is long. */
function lineAt(text: string, from: number, to: number): Line {
  let at = from;
  const blanks = (): void => {
    while (at < to && text.charCodeAt(at) === SPACE) at += 1;
  };
  blanks();
  const indent = at - from;
  const dashes: number[] = [];
  while (text.charCodeAt(at) === DASH && at < to && isBlank(text, at + 1, to)) {
    dashes.push(at - from);
    at += 1;
    blanks();
  }
  const content = text.slice(at, Math.min(to, at + LONGEST_LINE));
  return { from, indent, dashes, column: at - from, content };
}

function isBlank(text: string, at: number, to: number): boolean {
  return at >= to || text.charCodeAt(at) === SPACE || text.charCodeAt(at) === RETURN;
}

/** Whether a line parts documents, or says something of the one that follows. */
function isMarker(text: string, from: number): boolean {
  return /^(?:---|\.\.\.)(?=\s|$)|^%/.test(text.slice(from, from + 4));
}

function isEmpty({ content, dashes }: Line): boolean {
  return dashes.length === 0 && (content.trim() === '' || content.charCodeAt(0) === HASH);
}

/** Finds, line by line upwards, what a place is in. */
class WalkUp {
  /** The lines that are kept, the last one first. */
  readonly kept: string[] = [];
  isLost = false;
  readonly #indices: number[] = [];
  /** Where the members of the innermost list or object begin whose beginning was not seen yet. */
  #level: number;
  /** Members of the list before the one that the place is in; `undefined` in an object. */
  #earlier: number | undefined;
  #siblings = 0;

  constructor(own: Line) {
    this.#level = own.column;
    this.#open(own);
  }

  /** Whether lines above may still change anything. */
  get isGoing(): boolean {
    const isOutermost = this.#level === 0 && this.#earlier === undefined;
    return !this.isLost && !(isOutermost && this.#siblings >= MOST_SIBLINGS);
  }

  indices(): readonly number[] {
    return [...this.#indices, ...(this.#earlier === undefined ? [] : [this.#earlier])].reverse();
  }

  pass(line: Line): void {
    if (line.indent > this.#level || isEmpty(line)) return;
    if (line.indent === this.#level) this.#beside(line);
    else this.#around(line);
  }

  /** A member of the same list or object, or the field of a list that isn't indented more than it. */
  #beside(line: Line): void {
    if (this.#earlier === undefined) {
      if (line.dashes.length === 0) this.#keepSibling(line);
    } else if (line.dashes.length > 0) this.#earlier += 1;
    else {
      this.#endList();
      this.#keepOwner(line);
    }
  }

  /** What the innermost list or object is in, or its first member, which is on the line of what it is in. */
  #around(line: Line): void {
    const { dashes, column, indent } = line;
    if (this.#earlier !== undefined) {
      const own = dashes.indexOf(this.#level);
      if (own > 0) {
        this.#earlier += 1;
        this.#endList();
        const outer = dashes.slice(0, own);
        this.kept.push(columns(outer));
        this.#open({ dashes: outer });
        return;
      }
      this.#endList();
      this.#keepOwner(line);
    } else if (dashes.length > 0 && column === this.#level) {
      if (!this.#keepSibling(line)) this.kept.push(columns(dashes));
    } else this.#keepOwner(line);
    this.#level = dashes.length > 0 ? column : indent;
    this.#open(line);
  }

  /** Steps out of the lists that begin on a line. */
  #open({ dashes }: Pick<Line, 'dashes'>): void {
    const [first] = dashes;
    if (first === undefined) return;
    for (let at = 1; at < dashes.length; at += 1) this.#indices.push(0);
    this.#level = first;
    this.#earlier = 0;
  }

  #endList(): void {
    if (this.#earlier !== undefined) this.#indices.push(this.#earlier);
    this.#earlier = undefined;
  }

  #keepOwner({ dashes, column, content }: Line): void {
    const name = OWNER.exec(content)?.[1];
    const isBare = dashes.length > 0 && /^(?:#|\r?$)/.test(content);
    if (name === undefined && !isBare) this.isLost = true;
    this.kept.push(`${columns(dashes, column)}${name === undefined ? '' : `${name}:`}`);
  }

  /** @returns whether it is a field. */
  #keepSibling({ dashes, column, content }: Line): boolean {
    const field = siblingText(content);
    if (field === undefined || (dashes.length === 0 && this.#siblings >= MOST_SIBLINGS)) return false;
    this.#siblings += 1;
    this.kept.push(`${columns(dashes, column)}${field}`);
    return true;
  }
}

/** Dashes at columns, and blanks up to a column. */
function columns(dashes: readonly number[], column = 0): string {
  return dashes.reduce((line, dash) => `${line.padEnd(dash)}-`, '').padEnd(column);
}

function siblingText(content: string): string | undefined {
  const [, name, value = ''] = SIBLING.exec(content) ?? [];
  return name === undefined ? undefined : `${name}: ${value}`;
}

/** The fields below a place that are in the same object. */
function siblingsBelow(text: string, start: number, column: number): readonly string[] {
  const kept: string[] = [];
  for (let from = start; from < text.length && kept.length < MOST_SIBLINGS;) {
    const found = text.indexOf('\n', from);
    const to = found < 0 ? text.length : found;
    if (isMarker(text, from)) break;
    const line = lineAt(text, from, to);
    from = to + 1;
    if (isEmpty(line) || line.indent > column) continue;
    if (line.indent < column) break;
    const field = line.dashes.length === 0 ? siblingText(line.content) : undefined;
    if (field !== undefined) kept.push(`${' '.repeat(column)}${field}`);
  }
  return kept;
}
