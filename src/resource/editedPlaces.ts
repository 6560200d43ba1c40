import { jsonText } from './exactNumber.js';
import { indentInside } from './indentation.js';
import { scanJson, stringAt, type JsonSink } from './jsonScanner.js';
import type { Work } from './slices.js';
import type { FieldPath } from './specDiff.js';
import { printJson } from './specPrinter.js';

/** A place of a JSON text, and what is to be there: nothing, where `value` is `undefined`. Indexes are those of the text. */
export interface PlaceEdit {
  readonly path: FieldPath;
  readonly value: unknown;
}

/**
 * A JSON text with other values at some places, all else and comments as they are written: read once, however many places there are. A
 * field that isn't there yet is put at the end of its object. `undefined` for a text that is no JSON.
 */
export function* editingPlaces(text: string, edits: readonly PlaceEdit[]): Work<string | undefined> {
  const root = new Wanted();
  for (const { path, value } of edits) {
    const place = path.reduce((wanted, step) => wanted.at(step), root);
    place.edit = { json: value === undefined ? undefined : jsonText(value) };
  }
  const editor = new PlaceEditor(text, root);
  if ((yield* scanJson(text, editor)) !== undefined) return undefined;
  const parts: string[] = [];
  let end = 0;
  for (const { from, to, json, before, indent, after } of editor.inOrder()) {
    const printed = json === undefined ? '' : ((yield* printJson(json, { indent }))?.text ?? json);
    parts.push(text.slice(end, from), before, printed, after);
    end = to;
  }
  return [...parts, text.slice(end)].join('');
}

/** What is to become of a value, or of what is below it. */
class Wanted {
  edit: { readonly json: string | undefined } | undefined;
  readonly #below = new Map<string | number, Wanted>();

  at(step: string | number): Wanted {
    let below = this.#below.get(step);
    if (!below) this.#below.set(step, (below = new Wanted()));
    return below;
  }

  known(step: string | number): Wanted | undefined {
    return this.#below.get(step);
  }

  /** The fields that are set and that the text doesn't have. */
  missing(seen: ReadonlySet<Wanted>): readonly { readonly name: string; readonly json: string }[] {
    return [...this.#below].flatMap(([name, wanted]) => {
      const json = wanted.edit?.json;
      return json === undefined || seen.has(wanted) || typeof name === 'number' ? [] : [{ name, json }];
    });
  }
}

/** What is in the text from `from` to `to` gives way to `json`, printed, between two texts. */
interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly json?: string | undefined;
  readonly before: string;
  readonly indent: string;
  readonly after: string;
}

/** A list or an object that is open. */
interface Level {
  readonly wanted: Wanted | undefined;
  readonly from: number;
  /** Where the line of its beginning begins. */
  readonly line: number;
  index: number | undefined;
  /** Where its last field or member begins, and what is wanted of that. */
  nameFrom: number;
  nameIs: Wanted | undefined;
  /** Which of its wanted fields it has. */
  readonly seen: Set<Wanted>;
  /** Where the value of its last field ends, of all and of those that stay. */
  end: number | undefined;
  keptEnd: number | undefined;
  /** Where the line of its first field begins. */
  firstLine: number | undefined;
}

class PlaceEditor implements JsonSink {
  readonly #text: string;
  readonly #root: Wanted;
  readonly #levels: Level[] = [];
  readonly #replacements: Replacement[] = [];
  /** Where a value begins that is replaced or taken out, and how many levels of it are open. */
  #replaced: { readonly from: number; readonly line: number; depth: number } | undefined;
  /** Where the line begins that is being read, and the next one. */
  readonly #lines = { begin: 0, next: 0 };

  constructor(text: string, root: Wanted) {
    this.#text = text;
    this.#root = root;
  }

  inOrder(): readonly Replacement[] {
    return this.#replacements.sort((a, b) => a.from - b.from || a.to - b.to);
  }

  open(offset: number, isList: boolean): void {
    if (this.#replaced) {
      this.#replaced.depth += 1;
      return;
    }
    const wanted = this.#next(offset);
    if (wanted?.edit) {
      this.#replaced = { from: offset, line: this.#lineOf(offset), depth: 1 };
      return;
    }
    this.#levels.push({
      ...{ wanted, from: offset, line: this.#lineOf(offset), index: isList ? 0 : undefined, nameFrom: 0 },
      ...{ nameIs: undefined, seen: new Set<Wanted>(), end: undefined, keptEnd: undefined },
      firstLine: undefined,
    });
  }

  close(end: number): void {
    if (this.#replaced) {
      this.#replaced.depth -= 1;
      if (this.#replaced.depth > 0) return;
      const { from, line } = this.#replaced;
      this.#replaced = undefined;
      this.#edit(this.#next(), { from, to: end, line });
    } else {
      const level = this.#levels.pop();
      if (level?.wanted && level.index === undefined) this.#add(level.wanted, level);
    }
    this.#passed(end);
  }

  name(offset: number, end: number): void {
    const level = this.#levels.at(-1);
    if (this.#replaced || !level) return;
    level.nameFrom = offset;
    level.firstLine ??= this.#lineOf(offset);
    level.nameIs = level.wanted?.known(stringAt(this.#text, offset, end));
    if (level.nameIs) level.seen.add(level.nameIs);
  }

  value(offset: number, end: number): void {
    if (this.#replaced) return;
    const wanted = this.#next(offset);
    if (wanted?.edit) this.#edit(wanted, { from: offset, to: end, line: this.#lineOf(offset) });
    this.#passed(end);
  }

  /** What is wanted of the value that begins, or has ended. */
  #next(offset?: number): Wanted | undefined {
    const level = this.#levels.at(-1);
    if (!level) return this.#root;
    if (level.index === undefined) return level.nameIs;
    if (offset !== undefined) level.nameFrom = offset;
    return (level.nameIs = level.wanted?.known(level.index));
  }

  #passed(end: number): void {
    const level = this.#levels.at(-1);
    if (!level) return;
    if (!level.nameIs?.edit || level.nameIs.edit.json !== undefined) level.keptEnd = end;
    level.end = end;
    if (level.index === undefined) return;
    level.index += 1;
    level.nameIs = undefined;
  }

  #edit(
    wanted: Wanted | undefined,
    { from, to, line }: { readonly from: number; readonly to: number; readonly line: number },
  ): void {
    const json = wanted?.edit?.json;
    if (json === undefined) this.#remove(to);
    else this.#put({ from, to, json, indent: this.#indentOf(line) });
  }

  #put(part: Pick<Replacement, 'from' | 'to'> & Partial<Replacement>): void {
    this.#replacements.push({ before: '', indent: '', after: '', ...part });
  }

  /** Takes out a field with one comma: the one before it where a field before it stays, else the one behind it. */
  #remove(to: number): void {
    const level = this.#levels.at(-1);
    if (!level) return;
    const before = level.keptEnd === undefined ? undefined : level.end;
    const comma = commaBehind(this.#text, before ?? to);
    if (comma !== undefined) this.#put({ from: comma, to: comma + 1 });
    const least = before === undefined ? level.from + 1 : (comma ?? before) + 1;
    let from = level.nameFrom;
    while (from > least && /\s/.test(this.#text.charAt(from - 1))) from -= 1;
    this.#put({ from, to, before: this.#endsComment(from, to, before === undefined) ? '\n' : '' });
  }

  /**
   * Whether there is a comment before a part that goes, which would have the rest of the line in it: a comma, too, unless that
   * goes as well.
   */
  #endsComment(from: number, to: number, goesComma: boolean): boolean {
    const near = this.#text.slice(Math.max(0, from - LOOKED_AT), from);
    const line = near.slice(near.lastIndexOf('\n') + 1);
    const rest = goesComma ? /^[ \t]*,?[ \t]*\r?\n/ : /^[ \t]*\r?\n/;
    return line.includes('//') && !rest.test(this.#text.slice(to, to + LOOKED_AT));
  }

  #add(wanted: Wanted, level: Level): void {
    const missing = wanted.missing(level.seen);
    if (missing.length === 0) return;
    const outer = this.#indentOf(level.line);
    const { firstLine = level.line } = level;
    const indent = firstLine === level.line ? indentInside(outer) : this.#indentOf(firstLine);
    const at = level.keptEnd ?? level.from + 1;
    for (const [index, { name, json }] of missing.entries()) {
      const comma = index > 0 || level.keptEnd !== undefined ? ',' : '';
      const isLast = index === missing.length - 1;
      this.#put({
        ...{ from: at, to: at, json, indent, before: `${comma}\n${indent}${JSON.stringify(name)}: ` },
        after: isLast && level.keptEnd === undefined && level.end === undefined ? `\n${outer}` : '',
      });
    }
  }

  /** Where the line of an offset begins, which is behind all that were read before. */
  #lineOf(offset: number): number {
    const lines = this.#lines;
    while (lines.next <= offset) {
      lines.begin = lines.next;
      const end = this.#text.indexOf('\n', lines.begin);
      lines.next = end === -1 ? Infinity : end + 1;
    }
    return lines.begin;
  }

  /** The blanks that begin a line. */
  #indentOf(line: number): string {
    return /^[ \t]*/.exec(this.#text.slice(line, line + LOOKED_AT))?.[0] ?? '';
  }
}

/** Characters of a line that are looked at. */
const LOOKED_AT = 1_000;

const BLANKS = /(?:\s|\/\/[^\n\r]*|\/\*[^]*?\*\/)*/y;

/** Where the comma is that follows a value; `undefined` where none does. */
function commaBehind(text: string, end: number): number | undefined {
  BLANKS.lastIndex = end;
  BLANKS.test(text);
  return text.charAt(BLANKS.lastIndex) === ',' ? BLANKS.lastIndex : undefined;
}
