import { EventEmitter, type Range, type Uri } from '../../unit/editor/fakeVscode.js';
import { FileIsNewer, offsetAt, TextFile, type Backup, type FileStamp } from './textFile.js';
import { Waiting } from './waiting.js';

/** As much of a `FileSystemProvider` as text files need. */
export interface Files {
  stat(uri: Uri): Promise<FileStamp & { readonly permissions?: number }>;
  readFile(uri: Uri): Promise<Uint8Array>;
  writeFile(uri: Uri, content: Uint8Array): Promise<void>;
  readonly onDidChangeFile: (
    listener: (events: readonly { readonly type: number; readonly uri: Uri }[]) => unknown,
  ) => unknown;
}

/** What a window asks the person before it. */
export interface Question {
  readonly text: string;
  readonly detail: string;
  readonly buttons: readonly string[];
  readonly isModal: boolean;
}

/** The person before a window, and who looks over the shoulder. */
export interface Person {
  answer(question: Question): Promise<string | undefined>;
  /** Whether to send what a save would change, by the buttons above the comparison that shows it. */
  sends(title: string): Promise<boolean>;
  /** Whether to stop waiting for what takes its time. */
  isImpatient(): boolean;
  /** Shown beside the documents: the other side of a comparison. */
  sees(text: string): void;
  /** A comparison or a merge editor opens, which takes its time. */
  opens(): Promise<void>;
  saveFailed(file: TextFile, failure: unknown): void;
  /** A save has ended and left an edit, since the extension said so. */
  kept(file: TextFile): void;
  /** A save has ended well, of this text. */
  saved(file: TextFile, text: string): void;
}

/** What outlives a window. */
export interface Profile {
  readonly settings: Map<string, unknown>;
  readonly backups: Map<string, Backup>;
  readonly commands: readonly string[];
}

/** As much of a `TextDocumentContentProvider` as is needed. */
export interface ContentProvider {
  provideTextDocumentContent(uri: Uri, token: object): unknown;
}

const token = { isCancellationRequested: false, onCancellationRequested: () => undefined };

const never = new Promise<never>(() => undefined);
const CHANGED = 1;

/** A window of VS Code: its text files and what extensions see of them. */
export class EditorWindow {
  readonly changed = new EventEmitter<{
    readonly document: object;
    readonly contentChanges: readonly object[];
  }>();
  readonly opened = new EventEmitter<object>();
  readonly closed = new EventEmitter<object>();
  readonly willSave = new EventEmitter<{ readonly document: object; readonly reason: number }>();
  readonly saved = new EventEmitter<object>();
  readonly tabs = new EventEmitter<{ readonly closed: readonly object[] }>();
  readonly commands = new Map<string, (...args: readonly unknown[]) => unknown>();
  readonly contents = new Map<string, ContentProvider>();
  readonly waiting: Waiting;
  readonly #files = new Map<string, TextFile>();
  readonly #work = new Set<Promise<unknown>>();
  readonly #providers = new Map<string, Files>();
  #isDead = false;
  #reportEnd: () => void = () => undefined;
  /** Resolves when the window was killed. */
  readonly #end = new Promise<void>((resolve) => {
    this.#reportEnd = resolve;
  });

  constructor(
    readonly profile: Profile,
    readonly person: Person,
  ) {
    this.waiting = new Waiting(() => person.isImpatient());
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  get documents(): readonly object[] {
    return [...this.#files.values()].map(({ document }) => document);
  }

  provide(scheme: string, files: Files): void {
    this.#providers.set(scheme, files);
    files.onDidChangeFile((events) => {
      for (const { type, uri } of events) {
        const file = this.#files.get(uri.toString());
        // Of an edited file VS Code only remembers that it may be gone.
        if (file && !file.isDirty && type === CHANGED) this.working(this.#reload(file));
      }
    });
  }

  /** The window and its extension host end here: what they wait for never comes. */
  kill(): void {
    this.#isDead = true;
    this.#reportEnd();
    for (const file of this.#files.values()) file.isClosed = true;
  }

  /** Waits as long as the window lives. */
  async alive<T>(work: PromiseLike<T>): Promise<T> {
    try {
      const done = await work;
      return this.#isDead ? await never : done;
    } catch (failure) {
      if (this.#isDead) await never;
      throw failure;
    }
  }

  /** Saves what is edited, one file after the other. */
  async saveAll(): Promise<void> {
    for (const file of this.#files.values()) await file.save(1);
  }

  /** Remembers that something is under way. */
  working(work: Promise<unknown>): void {
    const told = work
      .catch(() => undefined)
      .finally(() => {
        this.#work.delete(told);
      });
    this.#work.add(told);
  }

  /** Waits for something that only goes on while the window lives. */
  async orEnd(work: Promise<unknown>): Promise<void> {
    await Promise.race([work, this.#end]);
  }

  /** Resolves when nothing is under way, or the window was killed. */
  async idle(): Promise<void> {
    while (this.#work.size > 0 && !this.#isDead) await this.orEnd(Promise.all([...this.#work]));
  }

  file(uri: Uri): TextFile | undefined {
    return this.#files.get(uri.toString());
  }

  /** Opens a file: its backup where there is one, which takes no look at the disk. */
  async open(uri: Uri): Promise<TextFile> {
    const known = this.file(uri);
    if (known) return known;
    const backup = this.profile.backups.get(uri.toString());
    const { text, stamp } = backup ?? (await this.#read(uri));
    const file = this.file(uri) ?? new TextFile(this, uri, text, stamp);
    this.#files.set(uri.toString(), file);
    this.opened.fire(file.document);
    if (backup) file.restore();
    return file;
  }

  /** Closes a file without saving it. */
  close(uri: Uri): void {
    const file = this.file(uri);
    if (!file) return;
    if (file.isDirty) file.forgetEdit();
    this.profile.backups.delete(uri.toString());
    this.#files.delete(uri.toString());
    file.isClosed = true;
    this.closed.fire(file.document);
  }

  /** Gives an edit up and reads the file. */
  async revert(uri: Uri): Promise<void> {
    const file = this.file(uri);
    if (!file) return;
    const { version, isDirty } = file;
    file.isDirty = false;
    const { text, stamp } = await this.#read(uri).catch((failure: unknown) => {
      file.isDirty ||= isDirty;
      throw failure;
    });
    // What is typed meanwhile stays.
    if (file.version !== version) return;
    file.show(text, stamp);
    file.forgetEdit();
    this.profile.backups.delete(uri.toString());
  }

  /** Keeps what is not saved over the end of the window, as VS Code does a second after the last key. */
  backUp(): void {
    for (const [key, { isDirty, text, stamp }] of this.#files) {
      if (isDirty) this.profile.backups.set(key, { text, stamp });
      else this.profile.backups.delete(key);
    }
  }

  /** Takes edits of an extension. */
  async edit(
    edits: readonly { readonly uri: Uri; readonly range: Range; readonly text: string }[],
  ): Promise<void> {
    for (const uri of new Set(edits.map((edit) => edit.uri))) {
      const file = await this.open(uri);
      const own = edits
        .filter((edit) => edit.uri.toString() === uri.toString())
        .map(({ range, text }) => ({
          from: offsetAt(file.text, range.start),
          to: offsetAt(file.text, range.end),
          text,
        }))
        .sort((a, b) => b.from - a.from);
      file.edit(
        own.reduce((soFar, { from, to, text }) => soFar.slice(0, from) + text + soFar.slice(to), file.text),
      );
    }
  }

  /**
   * Writes a file as VS Code's file service does. Throws `FileIsNewer` where the disk has another time and size than what the
   * text is an edit of.
   */
  async write(uri: Uri, text: string, expected: FileStamp | undefined): Promise<FileStamp> {
    const provider = this.#source(uri);
    const found = await this.alive(Promise.resolve(provider.stat(uri))).catch(() => undefined);
    const isNewer = expected && found && expected.mtime < found.mtime && expected.size !== found.size;
    if (isNewer) throw new FileIsNewer();
    await this.alive(provider.writeFile(uri, new TextEncoder().encode(text)));
    return this.alive(Promise.resolve(provider.stat(uri)));
  }

  saveFailed(file: TextFile, failure: unknown): void {
    this.person.saveFailed(file, failure);
  }

  kept(file: TextFile): void {
    this.person.kept(file);
  }

  savedAs(file: TextFile, text: string): void {
    if (!file.isDirty) this.profile.backups.delete(file.uri.toString());
    this.person.saved(file, text);
  }

  /** The text of a document that is only looked at. */
  async look(uri: Uri): Promise<void> {
    const provider = this.contents.get(uri.scheme);
    if (!provider) return;
    const text = await this.alive(Promise.resolve(provider.provideTextDocumentContent(uri, token)));
    this.person.sees(String(text));
  }

  #source({ scheme }: Uri): Files {
    const files = this.#providers.get(scheme);
    if (!files) throw new Error('No extension provides the files.');
    return files;
  }

  async #read(uri: Uri): Promise<Backup> {
    const provider = this.#source(uri);
    const { mtime, size } = await this.alive(Promise.resolve(provider.stat(uri)));
    const bytes = await this.alive(Promise.resolve(provider.readFile(uri)));
    return { text: new TextDecoder().decode(bytes), stamp: { mtime, size } };
  }

  /** Reads a file again that its provider says has changed; what is typed meanwhile stays. */
  async #reload(file: TextFile): Promise<void> {
    const { version } = file;
    try {
      const stamp = await this.alive(this.#source(file.uri).stat(file.uri));
      if (stamp.mtime === file.stamp.mtime && stamp.size === file.stamp.size) return;
      const bytes = await this.alive(this.#source(file.uri).readFile(file.uri));
      if (file.version !== version || file.isDirty || file.isClosed) return;
      file.show(new TextDecoder().decode(bytes), { mtime: stamp.mtime, size: stamp.size });
    } catch {
      // VS Code shows what it has.
    }
  }
}
