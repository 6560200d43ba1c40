/** A spec's fields by their paths, `labels.a`, as the words of these tests. */
export type Fields = ReadonlyMap<string, string>;

/** What must not happen. */
export const KINDS = ['overwrite', 'lost', 'stuck', 'false-save', 'secret', 'crash'] as const;
export type Kind = (typeof KINDS)[number];

export interface Violation {
  readonly kind: Kind;
  readonly said: string;
}

/** Where what the user typed can still be found. */
export interface Places {
  readonly text: string | undefined;
  readonly backup: string | undefined;
}

/**
 * Knows who wrote what. Every value that is typed here or written by the other client is a word of its own, so that it can
 * be found again wherever it went.
 */
export class Oracle {
  readonly violations: Violation[] = [];
  #cloud: Fields;
  #words = 0;
  /** The newest word that was typed in each field and not handed over yet. */
  readonly #expected = new Map<string, string>();
  readonly #typed = new Set<string>();
  readonly #removed = new Set<string>();
  readonly #taken = new Set<string>();
  /** What the user was last told of each field in the cloud, by a document, a comparison or a question. */
  readonly #told: Map<string, string | undefined>;
  /**
   * What each field is in the cloud as far as the document goes: what that showed last, and what was sent since then, perhaps
   * without an answer. Where the cloud has one of them again, nothing has changed for the document.
   */
  readonly #shown: Map<string, readonly (string | undefined)[]>;
  /** The other client's changes that the user was asked about and wants to be overwritten. */
  readonly #agreed = new Set<string>();
  readonly secrets: string[] = [];

  constructor(cloud: Fields) {
    this.#cloud = cloud;
    this.#told = new Map(cloud);
    this.#shown = new Map([...cloud].map(([field, value]) => [field, [value]]));
  }

  get cloud(): Fields {
    return this.#cloud;
  }

  word(prefix: 'mine' | 'theirs' | 'secret'): string {
    this.#words += 1;
    return `${prefix}${String(this.#words).padStart(5, '0')}`;
  }

  blame(kind: Kind, said: string): void {
    if (!this.violations.some((one) => one.kind === kind && one.said === said))
      this.violations.push({ kind, said });
  }

  typed(field: string, word: string): void {
    this.#expected.set(field, word);
    this.#typed.add(`${field}=${word}`);
    this.#removed.delete(field);
  }

  /** The user takes a field out of the document. */
  removed(field: string): void {
    this.#expected.delete(field);
    this.#removed.add(field);
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

  /** The other client has changed a field, or removed it. */
  changedByOther(field: string, value: string | undefined): void {
    const cloud = new Map(this.#cloud);
    if (value === undefined) cloud.delete(field);
    else cloud.set(field, value);
    this.#cloud = cloud;
    this.#agreed.delete(field);
  }

  #isKnown(field: string): boolean {
    const value = this.#cloud.get(field);
    return this.#told.get(field) === value || this.#wasShown(field).includes(value);
  }

  #wasShown(field: string): readonly (string | undefined)[] {
    return this.#shown.get(field) ?? [undefined];
  }

  #unknown(): readonly string[] {
    return [...new Set([...this.#cloud.keys(), ...this.#told.keys()])].filter(
      (field) => !this.#isKnown(field),
    );
  }

  /**
   * The document shows these values of the other client. `fields`: what it holds, where it has no edit and so shows what is
   * not there any more, too.
   */
  shows(text: string, fields?: Fields): void {
    for (const field of this.#unknown()) {
      const value = this.#cloud.get(field);
      const isThere = value === undefined ? fields?.has(field) === false : text.includes(value);
      if (!isThere) continue;
      this.#told.set(field, value);
      this.#shown.set(field, [value]);
    }
  }

  /** A comparison beside the document shows these values of the other client. */
  compared(text: string): void {
    for (const field of this.#unknown()) {
      const value = this.#cloud.get(field);
      if (value !== undefined && text.includes(value)) this.#told.set(field, value);
    }
  }

  /** A question spoke of these changes and was not left; `isSent`: the answer was to send just that. */
  answered(question: string, isSent: boolean): void {
    const conflicts = /Conflicting fields: (.*?)\. /.exec(question)?.[1]?.split(', ') ?? [];
    for (const field of this.#unknown()) {
      const value = this.#cloud.get(field);
      const isSaid =
        value === undefined
          ? question.includes(`${field}: `)
          : question.includes(value) || (field === 'code' && question.includes('code: '));
      if (isSaid) this.#told.set(field, value);
      if (isSaid && isSent) this.#agreed.add(field);
    }
    for (const field of conflicts) this.#agreed.add(field);
  }

  /** A write of ours has come back, whatever its answer: what did the cloud make of it? */
  written(after: Fields): void {
    const before = this.#cloud;
    for (const field of new Set([...before.keys(), ...after.keys()])) {
      const [was, is] = [before.get(field), after.get(field)];
      if (was === is) continue;
      const isMeant = is === undefined ? this.#removed.has(field) : this.#typed.has(`${field}=${is}`);
      const isFine = this.#agreed.has(field) || (isMeant && this.#isKnown(field));
      if (!isFine) {
        this.blame(
          'overwrite',
          `${field}: ${String(was)} became ${String(is)}, ${isMeant ? 'without a question' : 'which was not typed'}`,
        );
      }
      this.#told.set(field, is);
      this.#shown.set(field, [...this.#wasShown(field), is]);
      this.#agreed.delete(field);
    }
    for (const [field, value] of after) this.#taken.add(`${field}=${value}`);
    this.#cloud = after;
  }

  /** The cloud took these into a field that no answer shows. */
  hidden(field: string, values: readonly string[]): void {
    for (const value of values) this.#taken.add(`${field}=${value}`);
  }

  /** Whatever was typed must still be somewhere. */
  look({ text, backup }: Places): void {
    for (const [field, word] of this.#expected) {
      const isThere = text === undefined ? backup?.includes(word) : text.includes(word);
      if (isThere === true || this.#taken.has(`${field}=${word}`)) continue;
      this.blame('lost', `${field}: ${word}`);
      this.#expected.delete(field);
    }
  }

  /** A save has ended well, of this text, and the document holds no edit any more (or it holds one that was typed meanwhile). */
  saved(text: string, isClean: boolean): void {
    for (const [field, word] of this.#expected) {
      if (!text.includes(word)) continue;
      const isTaken = field.startsWith('comment') || this.#taken.has(`${field}=${word}`);
      if (!isTaken) this.blame('false-save', `${field}: ${word} was not taken`);
      this.#expected.delete(field);
    }
    for (const [field, values] of this.#shown) this.#shown.set(field, values.slice(-1));
    if (isClean) this.#removed.clear();
  }

  /** Whether a text tells a secret. */
  searchSecrets(where: string, text: string): void {
    for (const secret of this.secrets) if (text.includes(secret)) this.blame('secret', `${where}: ${secret}`);
  }
}
