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
  /** Fields whose present value in the cloud is the other client's. */
  readonly #others = new Set<string>();
  /** The other client's changes that the user has seen. */
  readonly #known = new Set<string>();
  /** Those that the user was asked about and wants to be overwritten. */
  readonly #agreed = new Set<string>();
  readonly secrets: string[] = [];

  constructor(cloud: Fields) {
    this.#cloud = cloud;
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
    this.#others.add(field);
    this.#known.delete(field);
    this.#agreed.delete(field);
  }

  /** The document shows a spec that was read of the cloud, or holds the other's values. */
  shows(text: string | undefined, isFresh: boolean): void {
    for (const field of this.#others) {
      const value = this.#cloud.get(field);
      if (value === undefined ? isFresh : text?.includes(value) === true) this.#known.add(field);
    }
  }

  /** A question spoke of these changes and was not left; `isSent`: the answer was to send just that. */
  answered(question: string, isSent: boolean): void {
    const conflicts = /Conflicting fields: (.*?)\. /.exec(question)?.[1]?.split(', ') ?? [];
    for (const field of this.#others) {
      const value = this.#cloud.get(field);
      const isSaid =
        value === undefined
          ? question.includes(`${field}: `)
          : question.includes(value) || (field === 'code' && question.includes('code: '));
      if (isSaid) this.#known.add(field);
      if ((isSaid && isSent) || conflicts.includes(field)) this.#agreed.add(field);
    }
  }

  /** A write of ours has come back, whatever its answer: what did the cloud make of it? */
  written(after: Fields): void {
    const before = this.#cloud;
    for (const field of new Set([...before.keys(), ...after.keys()])) {
      const [was, is] = [before.get(field), after.get(field)];
      if (was === is) continue;
      const isMeant = is === undefined ? this.#removed.has(field) : this.#typed.has(`${field}=${is}`);
      const isFine = this.#agreed.has(field) || (isMeant && this.#known.has(field));
      if (this.#others.has(field) && !isFine) {
        this.blame(
          'overwrite',
          `${field}: ${String(was)} of another client became ${String(is)}, ${isMeant ? 'without a question' : 'which was not typed'}`,
        );
      }
      this.#others.delete(field);
      this.#known.delete(field);
      this.#agreed.delete(field);
    }
    for (const [field, value] of after) this.#taken.add(`${field}=${value}`);
    this.#cloud = after;
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
    if (isClean) this.#removed.clear();
  }

  /** Whether a text tells a secret. */
  searchSecrets(where: string, text: string): void {
    for (const secret of this.secrets) if (text.includes(secret)) this.blame('secret', `${where}: ${secret}`);
  }
}
