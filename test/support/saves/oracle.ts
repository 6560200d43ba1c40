import { Edit } from './edit.js';

/** A spec's fields by their paths, `labels.a`, as the words of these tests. */
export type Fields = ReadonlyMap<string, string>;

/** What must not happen. */
export const KINDS = ['overwrite', 'lost', 'stuck', 'false-save', 'secret', 'crash'] as const;
export type Kind = (typeof KINDS)[number];

export interface Violation {
  readonly kind: Kind;
  readonly said: string;
}

/**
 * Knows who wrote what. Every value that is typed here or written by the other client is a word of its own, so that it can
 * be found again wherever it went.
 */
export class Oracle {
  readonly violations: Violation[] = [];
  #cloud: Fields;
  #words = 0;
  readonly #typed = new Set<string>();
  readonly #taken = new Set<string>();
  /** What the user was last told of each field in the cloud, by a document, a comparison or a question. */
  readonly #told: Map<string, string | undefined>;
  /** The other client's changes that the user was asked about and wants to be overwritten. */
  readonly #agreed = new Set<string>();
  readonly secrets: string[] = [];

  constructor(cloud: Fields) {
    this.#cloud = cloud;
    this.#told = new Map(cloud);
  }

  /** The edits of one more document of the resource, which shows what the cloud has now. */
  edit(): Edit {
    return new Edit(this);
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

  /** The other client has changed a field, or removed it. */
  changedByOther(field: string, value: string | undefined): void {
    const cloud = new Map(this.#cloud);
    if (value === undefined) cloud.delete(field);
    else cloud.set(field, value);
    this.#cloud = cloud;
    this.#agreed.delete(field);
  }

  /** Whether the user was last told the present value of a field in the cloud. */
  isReported(field: string): boolean {
    return this.#told.get(field) === this.#cloud.get(field);
  }

  /** The user sees the present value of a field in the cloud. */
  tell(field: string): void {
    this.#told.set(field, this.#cloud.get(field));
  }

  /** All fields that there are or were. */
  fields(): readonly string[] {
    return [...new Set([...this.#cloud.keys(), ...this.#told.keys()])];
  }

  noteTyped(field: string, word: string): void {
    this.#typed.add(`${field}=${word}`);
  }

  isTaken(field: string, word: string): boolean {
    return this.#taken.has(`${field}=${word}`);
  }

  #untold(): readonly string[] {
    return this.fields().filter((field) => !this.isReported(field));
  }

  /** A comparison beside the document shows these values of the other client. */
  compared(text: string): void {
    for (const field of this.#untold()) {
      const value = this.#cloud.get(field);
      if (value !== undefined && text.includes(value)) this.tell(field);
    }
  }

  /** A question spoke of these changes and was not left; `isSent`: the answer was to send just that. */
  answered(question: string, isSent: boolean): void {
    const conflicts = /Conflicting fields: (.*?)\. /.exec(question)?.[1]?.split(', ') ?? [];
    for (const field of this.#untold()) {
      const value = this.#cloud.get(field);
      const isSaid =
        value === undefined
          ? question.includes(`${field}: `)
          : question.includes(value) || (field === 'code' && question.includes('code: '));
      if (isSaid) this.tell(field);
      if (isSaid && isSent) this.#agreed.add(field);
    }
    for (const field of conflicts) this.#agreed.add(field);
    // What a restored text takes back was not typed either.
    if (isSent && question.includes('may be older than your last save')) {
      for (const field of this.fields()) if (question.includes(`${field}: `)) this.#agreed.add(field);
    }
  }

  /** A write of an edit has come back, whatever its answer: what did the cloud make of it? */
  written(after: Fields, edit: Edit): void {
    const before = this.#cloud;
    for (const field of new Set([...before.keys(), ...after.keys()])) {
      const [was, is] = [before.get(field), after.get(field)];
      if (was === is) continue;
      const isMeant = is === undefined ? edit.isRemoved(field) : this.#typed.has(`${field}=${is}`);
      const isFine =
        this.#agreed.has(field) || (isMeant && (this.isReported(field) || edit.isShown(field, was)));
      if (!isFine) {
        this.blame(
          'overwrite',
          `${field}: ${String(was)} became ${String(is)}, ${isMeant ? 'without a question' : 'which was not typed'}`,
        );
      }
      this.#told.set(field, is);
      edit.sent(field, is);
      this.#agreed.delete(field);
    }
    for (const [field, value] of after) this.#taken.add(`${field}=${value}`);
    this.#cloud = after;
  }

  /** A draft was sent: so much was made of it, `isFree` where nothing may have been made of it before or the user wants one more. */
  made(resources: readonly Fields[], isFree: boolean): void {
    for (const resource of resources) for (const [field, value] of resource) this.hidden(field, [value]);
    if (resources.length > 1 || (resources.length > 0 && !isFree))
      this.blame('overwrite', 'one more resource was made of a draft, without a question');
  }

  /** The cloud took these into a field that no answer shows. */
  hidden(field: string, values: readonly string[]): void {
    for (const value of values) this.#taken.add(`${field}=${value}`);
  }

  /** Whether a text tells a secret. */
  searchSecrets(where: string, text: string): void {
    for (const secret of this.secrets) if (text.includes(secret)) this.blame('secret', `${where}: ${secret}`);
  }
}
