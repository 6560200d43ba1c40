import { scanJson, stringAt, type JsonSink } from './jsonScanner.js';
import type { Work } from './slices.js';
import { mendedText } from './spec.js';

/**
 * A value of a JSON text that is looked for, and where it is. A text is read once for all of them, and takes no memory for what
 * isn't looked for: a tree of a large text takes twenty times its length.
 */
export class SoughtValue {
  // Most values that are looked for have none of their own.
  #below: Map<string | number, SoughtValue> | undefined;
  #names: Map<string, string> | undefined;
  /** Where it begins and ends; both 0 where the text has no such value. */
  from = 0;
  to = 0;

  /** The value of one of its fields or members, which is looked for from now on. */
  at(step: string | number): SoughtValue {
    const below = (this.#below ??= new Map<string | number, SoughtValue>());
    let value = below.get(step);
    if (!value) below.set(step, (value = new SoughtValue()));
    return value;
  }

  /** As `at`, of one that is looked for already. */
  known(step: string | number): SoughtValue | undefined {
    return this.#below?.get(step);
  }

  /** How the names of an object are spelt, with their quotes, by what they say; in the order of the text. */
  get names(): ReadonlyMap<string, string> {
    return this.#names ?? NONE;
  }

  /** Notes one of its names. */
  name(name: string, spelt: string): void {
    if (this.#below) (this.#names ??= new Map<string, string>()).set(name, spelt);
  }

  get isFound(): boolean {
    return this.to > 0;
  }
}

const NONE: ReadonlyMap<string, string> = new Map();

/** Finds values in a text; of a name that appears twice, the last, as `JSON.parse` does. @returns whether the text is JSON. */
function* seekValues(text: string, root: SoughtValue): Work<boolean> {
  return (yield* scanJson(text, new Seeker(text, root))) === undefined;
}

/** As `seekValues`, also of a text with a fault. @returns the text that they were found in, which is not `text` where that has one. */
export function* seekIn(text: string, root: SoughtValue): Work<string> {
  if (yield* seekValues(text, root)) return text;
  const mended = mendedText(text) ?? '';
  yield* seekValues(mended, root);
  return mended;
}

class Seeker implements JsonSink {
  readonly #text: string;
  /** The lists and objects that are open: what is sought of them, and the index of a list's next member. */
  readonly #open: { readonly sought: SoughtValue | undefined; index: number | undefined }[] = [];
  /** What is sought at the next value. */
  #next: SoughtValue | undefined;

  constructor(text: string, root: SoughtValue) {
    this.#text = text;
    this.#next = root;
  }

  open(offset: number, isList: boolean): void {
    const sought = this.#begin();
    if (sought) sought.from = offset;
    this.#open.push({ sought, index: isList ? 0 : undefined });
  }

  close(end: number): void {
    const sought = this.#open.pop()?.sought;
    if (sought) sought.to = end;
  }

  name(offset: number, end: number): void {
    const sought = this.#open.at(-1)?.sought;
    if (!sought) return;
    const name = stringAt(this.#text, offset, end);
    sought.name(name, this.#text.slice(offset, end));
    this.#next = sought.known(name);
  }

  value(offset: number, end: number): void {
    const sought = this.#begin();
    if (sought) [sought.from, sought.to] = [offset, end];
  }

  /** What is sought at the value that begins. */
  #begin(): SoughtValue | undefined {
    const level = this.#open.at(-1);
    if (level?.index !== undefined) {
      this.#next = level.sought?.known(level.index);
      level.index += 1;
    }
    const sought = this.#next;
    this.#next = undefined;
    return sought;
  }
}
