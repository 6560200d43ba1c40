import { MAY_BE_PROTO, readingJson } from '../api/jsonInPieces.js';
import { isTooDeep } from '../api/nesting.js';
import { numberValue } from './exactNumber.js';
import { scanJson, stringAt, type JsonSink } from './jsonScanner.js';
import type { Work } from './slices.js';

/** A literal that a double may not hold. Matches inside strings too, which only costs a slower reading. */
const MAY_BE_INEXACT = /\d[\d.]{15}|\d[eE][+-]?\d{3}/;

/** Whether an answer's values say all that its text does: no number that a double can't hold, no name that is left out. */
export function isExactlyParsed(text: string): boolean {
  return !MAY_BE_INEXACT.test(text) && !MAY_BE_PROTO.test(text);
}

/**
 * The value of a JSON text; a number that a double can't hold comes as an `ExactNumber`. Comments and trailing commas are tolerated.
 * `undefined` for a text that is no JSON, or too deep.
 */
export function* jsonValue(text: string): Work<unknown> {
  if (!MAY_BE_INEXACT.test(text)) {
    yield;
    const read = yield* readingJson(text);
    if (read) return read.value;
    if (!isTooDeep(text)) {
      yield;
      try {
        const value: unknown = JSON.parse(text);
        return value;
      } catch {
        // Comments and trailing commas are read below.
      }
    }
  }
  const reader = new ValueReader(text);
  return (yield* scanJson(text, reader)) === undefined ? reader.result : undefined;
}

class ValueReader implements JsonSink {
  readonly #text: string;
  /** The lists and objects that are open, each with the name that its next value has. */
  readonly #open: { readonly into: object; name: string }[] = [];
  result: unknown;

  constructor(text: string) {
    this.#text = text;
  }

  open(_: number, isList: boolean): void {
    const into = isList ? [] : {};
    this.#put(into);
    this.#open.push({ into, name: '' });
  }

  close(): void {
    this.#open.pop();
  }

  name(offset: number, end: number): void {
    const level = this.#open.at(-1);
    if (level) level.name = stringAt(this.#text, offset, end);
  }

  value(offset: number, end: number): void {
    this.#put(literalValue(this.#text, offset, end));
  }

  #put(value: unknown): void {
    const level = this.#open.at(-1);
    if (!level) this.result = value;
    else if (Array.isArray(level.into)) level.into.push(value);
    // Assigned, it would be what the object inherits from.
    else if (level.name === '__proto__')
      Object.defineProperty(level.into, level.name, {
        ...{ value, configurable: true, enumerable: true, writable: true },
      });
    else Reflect.set(level.into, level.name, value);
  }
}

function literalValue(text: string, offset: number, end: number): unknown {
  switch (text.charAt(offset)) {
    case '"':
      return stringAt(text, offset, end);
    case 't':
      return true;
    case 'f':
      return false;
    case 'n':
      return null;
    default:
      return numberValue(text.slice(offset, end));
  }
}

/** The fields of a JSON text that is an object: where the value of each is, by its name; none of any other text that is right. */
export type FieldRanges = ReadonlyMap<string, { readonly from: number; readonly to: number }>;

/** Finds the values of an object's own fields. `undefined` for a text that is no JSON, or too deep. */
export function* fieldRanges(text: string): Work<FieldRanges | undefined> {
  const finder = new RangeFinder(text);
  return (yield* scanJson(text, finder)) === undefined ? finder.ranges : undefined;
}

class RangeFinder implements JsonSink {
  readonly ranges = new Map<string, { readonly from: number; readonly to: number }>();
  readonly #text: string;
  #depth = 0;
  #isObject = false;
  #name = '';
  #from = 0;

  constructor(text: string) {
    this.#text = text;
  }

  open(offset: number, isList: boolean): void {
    if (this.#depth === 0) this.#isObject = !isList;
    if (this.#depth === 1) this.#from = offset;
    this.#depth += 1;
  }

  close(end: number): void {
    this.#depth -= 1;
    if (this.#depth === 1) this.#found(this.#from, end);
  }

  name(offset: number, end: number): void {
    if (this.#depth === 1) this.#name = stringAt(this.#text, offset, end);
  }

  value(offset: number, end: number): void {
    if (this.#depth === 1) this.#found(offset, end);
  }

  #found(from: number, to: number): void {
    if (this.#isObject) this.ranges.set(this.#name, { from, to });
  }
}

/** A name that an object has already, at its later place. */
export interface RepeatedName {
  readonly offset: number;
  readonly length: number;
}

/** Finds the names that appear twice in an object of a JSON text; where it is wrong instead, for a text that is no JSON. */
export function* repeatedNames(
  text: string,
): Work<{ readonly names: readonly RepeatedName[]; readonly faultAt: number | undefined }> {
  const finder = new RepeatedNames(text);
  const faultAt = yield* scanJson(text, finder);
  return { names: faultAt === undefined ? finder.names : [], faultAt };
}

class RepeatedNames implements JsonSink {
  readonly names: RepeatedName[] = [];
  readonly #text: string;
  readonly #open: Set<string>[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  open(): void {
    this.#open.push(new Set());
  }

  close(): void {
    this.#open.pop();
  }

  name(offset: number, end: number): void {
    const [seen, name] = [this.#open.at(-1), stringAt(this.#text, offset, end)];
    if (seen?.has(name) === true) this.names.push({ offset, length: end - offset });
    seen?.add(name);
  }

  value(): void {
    // Only names are looked at.
  }
}
