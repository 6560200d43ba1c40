import type { FieldOrder } from '../schema/fieldOrder.js';
import type { WritableFields } from '../schema/writableFields.js';
import { indentInside } from './indentation.js';
import { scanJson, stringAt, type JsonSink, type ScanOptions } from './jsonScanner.js';
import type { Work } from './slices.js';

/** Of what is printed, and how. */
export interface PrintOptions {
  /** What is before the value's own lines; one line without it. */
  readonly indent?: string;
  /** What is printed; all without it. */
  readonly writable?: WritableFields | undefined;
  /** What is printed besides. */
  readonly creatable?: WritableFields | undefined;
  /** As it is written without it. */
  readonly order?: FieldOrder | undefined;
}

/** A text in print. */
export interface Printed {
  readonly text: string;
  /** How many items it has, if it is a list. */
  readonly items: number | undefined;
}

/**
 * Prints a JSON value from its own text, so that names, strings and numbers keep their spelling. `undefined` for a text that is no
 * JSON, or too deep.
 */
export function* printJson(
  text: string,
  { indent, ...options }: PrintOptions,
  range?: ScanOptions,
): Work<Printed | undefined> {
  const printer = new Printer(text, indent, options);
  return (yield* scanJson(text, printer, range)) === undefined ? printer.printed() : undefined;
}

type Options = Omit<PrintOptions, 'indent'>;

const EVERYTHING: Options = {};

/** A list or an object that is being printed. */
interface Frame {
  readonly isList: boolean;
  readonly options: Options;
  /** How each member of a list is printed. */
  readonly members: Options | undefined;
  /** How a field of an object is printed that its model does not name, once there was one: a map may have a hundred thousand. */
  unnamed: { readonly options: Options | undefined } | undefined;
  count: number;
  /** Of an object with an order: what was printed of its fields, and what went on before it. */
  readonly sorted:
    | { readonly fields: (readonly [name: string, printed: Pieces])[]; readonly before: Pieces }
    | undefined;
}

class Printer implements JsonSink {
  readonly #text: string;
  /** What begins a line at each level, made once; one line is printed without it. */
  readonly #lines: string[] | undefined;
  readonly #frames: Frame[] = [];
  #frame: Frame | undefined;
  #pieces = new Pieces();
  /** How the next value is printed; `undefined` where it isn't. */
  #below: Options | undefined;
  /** How many levels of what isn't printed are open. */
  #skipped = 0;
  #items: number | undefined;

  constructor(text: string, indent: string | undefined, options: Options) {
    this.#text = text;
    this.#lines = indent === undefined ? undefined : [`\n${indent}`];
    this.#below = options;
  }

  printed(): Printed {
    return { text: this.#pieces.join(), items: this.#items };
  }

  open(_: number, isList: boolean): void {
    if (!this.#begin()) {
      this.#skipped += 1;
      return;
    }
    const options = this.#below ?? EVERYTHING;
    const { order } = options;
    const isSorted = !isList && order !== undefined && namesFields(order);
    this.#pieces.add(isList ? '[' : '{');
    this.#frame = {
      isList,
      options,
      members: isList ? optionsOfMembers(options) : undefined,
      unnamed: undefined,
      count: 0,
      sorted: isSorted ? { fields: [], before: this.#pieces } : undefined,
    };
    this.#frames.push(this.#frame);
    if (this.#lines) this.#line(this.#frames.length);
    this.#below = this.#frame.members;
  }

  close(): void {
    if (this.#skipped > 0) {
      this.#skipped -= 1;
      return;
    }
    const frame = this.#frames.pop();
    if (!frame) return;
    const { isList, count, sorted, options } = frame;
    if (sorted) this.#join(sorted, options.order);
    const line = this.#lines?.[this.#frames.length] ?? '';
    this.#pieces.add(`${count > 0 ? line : ''}${isList ? ']' : '}'}`);
    this.#frame = this.#frames.at(-1);
    if (!this.#frame && isList) this.#items = count;
    this.#below = this.#frame?.members;
  }

  name(offset: number, end: number): void {
    if (this.#skipped > 0 || !this.#frame) return;
    const { sorted } = this.#frame;
    const name = isPlain(this.#frame.options) ? '' : stringAt(this.#text, offset, end);
    this.#below = optionsIn(this.#frame, name);
    if (!this.#below) return;
    if (sorted) {
      this.#pieces = new Pieces();
      sorted.fields.push([name, this.#pieces]);
    } else this.#pieces.add(this.#separator());
    this.#frame.count += 1;
    this.#pieces.add(this.#text.slice(offset, end));
    this.#pieces.add(this.#lines ? ': ' : ':');
  }

  value(offset: number, end: number): void {
    if (this.#begin()) this.#pieces.add(this.#text.slice(offset, end));
  }

  /** @returns whether a value is printed, after what is before it. */
  #begin(): boolean {
    if (this.#skipped > 0 || !this.#below) return false;
    if (this.#frame?.isList === true) {
      this.#pieces.add(this.#separator());
      this.#frame.count += 1;
    }
    return true;
  }

  /** What is before a member of a list or a field. */
  #separator(): string {
    const line = this.#lines ? this.#line(this.#frames.length) : '';
    return this.#frame && this.#frame.count > 0 ? `,${line}` : line;
  }

  #line(level: number): string {
    const lines = this.#lines ?? [];
    return (lines[level] ??= `\n${indentInside(lines[level - 1]?.slice(1) ?? '')}`);
  }

  /** Puts an object's fields into the order of a model, those that it does not name behind them as they came. */
  #join({ fields, before }: NonNullable<Frame['sorted']>, order: FieldOrder | undefined): void {
    const line = this.#lines && fields.length > 0 ? this.#line(this.#frames.length + 1) : '';
    for (const [index, [, printed]] of inOrder(fields, order).entries()) {
      before.add(index > 0 ? `,${line}` : line);
      before.add(printed.join());
    }
    this.#pieces = before;
  }
}

function inOrder<T>(fields: readonly (readonly [string, T])[], order: FieldOrder | undefined): typeof fields {
  const byName = new Map(fields.map((field) => [field[0], field]));
  // A name that appears twice is for the reader to find.
  if (!order || byName.size < fields.length) return fields;
  const named = [...order.keys()].flatMap((name) => {
    const field = byName.get(name);
    return field ? [field] : [];
  });
  return [...named, ...fields.filter(([name]) => !order.has(name))];
}

/** Whether a model names fields, and not only what any member of a map has. */
function namesFields(order: FieldOrder): boolean {
  return order.size > (order.has('*') ? 1 : 0);
}

function isPlain({ writable, creatable, order }: Options): boolean {
  return !writable && !creatable && !order;
}

/** How a field of an object that is being printed is printed; `undefined` where it isn't. */
function optionsIn(frame: Frame, name: string): Options | undefined {
  const { options } = frame;
  if (isPlain(options)) return EVERYTHING;
  if (isNamed(options, name)) return optionsOfField(options, name);
  frame.unnamed ??= { options: optionsOfField(options, name) };
  return frame.unnamed.options;
}

function isNamed({ writable, creatable, order }: Options, name: string): boolean {
  const isOf = (fields?: WritableFields): boolean =>
    fields !== undefined && (fields.fields.has(name) || fields.fixed.has(name));
  return isOf(writable) || isOf(creatable) || order?.has(name) === true;
}

function optionsOfMembers({ writable, creatable, order }: Options): Options {
  if (isPlain({ writable, creatable, order })) return EVERYTHING;
  return { writable: writable?.members, creatable: creatable?.members, order: order?.get('*') };
}

/** How a field is printed; `undefined` where it isn't. */
function optionsOfField({ writable, creatable, order }: Options, name: string): Options | undefined {
  const isUpdated = !writable || mayWrite(writable, name);
  // Of what only the creation takes, its model alone says what is below.
  if (!isUpdated && creatable?.fields.has(name) !== true) return undefined;
  const created = creatable?.fields.get(name) ?? creatable?.members;
  const below = order?.get(name) ?? order?.get('*');
  if (!isUpdated) return { writable: created, order: below };
  return { writable: writable?.fields.get(name) ?? writable?.members, creatable: created, order: below };
}

/** Whether a model takes a field of this name. */
export function mayWrite({ fields, fixed, isOpen }: WritableFields, name: string): boolean {
  return fields.has(name) || (isOpen && !fixed.has(name));
}

/** So many pieces are put together at once: millions would take longer than making them. */
const MOST_PIECES = 10_000;

/** A text that is made of pieces. */
export class Pieces {
  #text = '';
  #pieces: string[] = [];

  add(piece: string): void {
    if (this.#pieces.push(piece) === MOST_PIECES) this.join();
  }

  join(): string {
    this.#text += this.#pieces.join('');
    this.#pieces = [];
    return this.#text;
  }
}
