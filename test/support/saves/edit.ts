import type { Fields, Oracle } from './oracle.js';

/** Where what the user typed can still be found. */
export interface Places {
  readonly text: string | undefined;
  readonly backup: string | undefined;
}

/** What the oracle knows of one document: what was typed into it, and what of the cloud it shows. */
export class Edit {
  readonly #oracle: Oracle;
  /** The newest word that was typed in each field and not handed over yet. */
  readonly #expected = new Map<string, string>();
  /** Fields that were taken out since it was saved: a save on its way goes without them, whatever is typed meanwhile. */
  readonly #removed = new Set<string>();
  /**
   * What each field is in the cloud as far as the document goes: what that showed last, and what was sent since then, perhaps
   * without an answer. Where the cloud has one of them again, nothing has changed for the document.
   */
  readonly #shown: Map<string, readonly (string | undefined)[]>;

  constructor(oracle: Oracle) {
    this.#oracle = oracle;
    this.#shown = new Map([...oracle.cloud].map(([field, value]) => [field, [value]]));
  }

  typed(field: string, word: string): void {
    this.#expected.set(field, word);
    this.#oracle.noteTyped(field, word);
  }

  /** The user takes a field out of the document. */
  removed(field: string): void {
    this.#expected.delete(field);
    this.#removed.add(field);
  }

  isRemoved(field: string): boolean {
    return this.#removed.has(field);
  }

  /** Whether a field of the cloud is so as far as the document goes. */
  isShown(field: string, value: string | undefined): boolean {
    return this.#wasShown(field).includes(value);
  }

  sent(field: string, value: string | undefined): void {
    this.#shown.set(field, [...this.#wasShown(field), value]);
  }

  /** The user gives the edit up, or ends it another way that says so. */
  givenUp(): void {
    this.#expected.clear();
    this.#removed.clear();
  }

  /** Only what a backup holds can come back after the end of a window. */
  survives(backup: string | undefined): void {
    for (const [field, word] of this.#expected)
      if (backup?.includes(word) !== true) this.#expected.delete(field);
  }

  /**
   * The document shows these values of the cloud. `fields`: what it holds, where it has no edit and so shows what is not there
   * any more, too.
   */
  shows(text: string, fields?: Fields): void {
    for (const field of this.#oracle.fields()) {
      const value = this.#oracle.cloud.get(field);
      const isThere = value === undefined ? fields?.has(field) === false : text.includes(value);
      if (!isThere || (this.#oracle.isReported(field) && this.isShown(field, value))) continue;
      this.#oracle.tell(field);
      this.#shown.set(field, [value]);
    }
  }

  /** Whatever was typed must still be somewhere. */
  look({ text, backup }: Places): void {
    for (const [field, word] of this.#expected) {
      const isThere = text === undefined ? backup?.includes(word) : text.includes(word);
      if (isThere === true || this.#oracle.isTaken(field, word)) continue;
      this.#oracle.blame('lost', `${field}: ${word}`);
      this.#expected.delete(field);
    }
  }

  /** A save has ended well, of this text, and the document holds no edit any more (or it holds one that was typed meanwhile). */
  saved(text: string, isClean: boolean): void {
    for (const [field, word] of this.#expected) {
      if (!text.includes(word)) continue;
      const isTaken = field.startsWith('comment') || this.#oracle.isTaken(field, word);
      if (!isTaken) this.#oracle.blame('false-save', `${field}: ${word} was not taken`);
      this.#expected.delete(field);
    }
    for (const [field, values] of this.#shown) this.#shown.set(field, values.slice(-1));
    if (isClean) this.#removed.clear();
  }

  #wasShown(field: string): readonly (string | undefined)[] {
    return this.#shown.get(field) ?? [undefined];
  }
}
