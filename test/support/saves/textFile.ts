import type { EditorWindow } from './editorWindow.js';
import type { Range } from '../../unit/editor/fakeVscode.js';
import { Position, type Uri } from '../../unit/editor/fakeVscode.js';

/** What VS Code compares of a file, in milliseconds since the epoch and bytes. */
export interface FileStamp {
  readonly mtime: number;
  readonly size: number;
}

/** A text that outlives the window, with the stamp of the file that it was an edit of. */
export interface Backup {
  readonly text: string;
  readonly stamp: FileStamp;
}

/** A save was refused, for the file has changed on the disk since it was read. */
export class FileIsNewer extends Error {
  override readonly name = 'FileIsNewer';
}

interface Pending {
  readonly version: number;
  readonly ended: Promise<boolean>;
}

/**
 * One text file as VS Code has it (`TextFileEditorModel` and the extension host's document): its text and its own idea of
 * what is saved. Where the extension host knows less than the window does, so it is here.
 */
export class TextFile {
  readonly #window: EditorWindow;
  #pending: Pending | undefined;
  #next: Promise<boolean> | undefined;
  /** How often an extension edited it and left its text as it is: so it keeps an edit that a save would end. */
  #touches = 0;
  version = 1;
  isDirty = false;
  /** What an extension is told: a save ends it, even one during which the user typed on. */
  isDirtyForExtensions = false;
  isClosed = false;
  readonly document: object;

  constructor(
    window: EditorWindow,
    readonly uri: Uri,
    public text: string,
    public stamp: FileStamp,
  ) {
    this.#window = window;
    this.document = documentFor(this);
  }

  /** Types. */
  change(text: string): void {
    if (text !== this.text) this.edit(text);
  }

  /** Takes an edit of an extension: VS Code counts one that leaves the text as it is. */
  edit(text: string): void {
    if (text === this.text) this.#touches += 1;
    this.text = text;
    this.version += 1;
    this.isDirty = true;
    this.isDirtyForExtensions = true;
    this.#window.changed.fire({ document: this.document, contentChanges: [{ text }] });
  }

  /** Shows a text that an extension does not know to be an edit before it is told so. */
  restore(): void {
    this.isDirty = true;
    this.isDirtyForExtensions = true;
    this.#window.changed.fire({ document: this.document, contentChanges: [] });
  }

  /** Takes over what was read. */
  show(text: string, stamp: FileStamp): void {
    this.stamp = stamp;
    this.isDirty = false;
    this.isDirtyForExtensions = false;
    if (text === this.text) return;
    this.text = text;
    this.version += 1;
    this.#window.changed.fire({ document: this.document, contentChanges: [{ text }] });
  }

  /** Leaves the edit; the text is still the edited one. */
  forgetEdit(): void {
    this.isDirty = false;
    this.isDirtyForExtensions = false;
    this.#window.changed.fire({ document: this.document, contentChanges: [] });
  }

  /** Whether it is saved now. One save of a file at a time: those that come meanwhile are one save after it. */
  async save(reason: number, isForced = false): Promise<boolean> {
    if (!this.isDirty) return true;
    const pending = this.#pending;
    if (pending?.version === this.version) return pending.ended;
    if (pending) {
      this.#next ??= pending.ended.then(() => {
        this.#next = undefined;
        return this.save(reason, isForced);
      });
      return this.#next;
    }
    const ended = this.#save(reason, isForced);
    this.#pending = { version: this.version, ended };
    return ended;
  }

  async #save(reason: number, isForced: boolean): Promise<boolean> {
    // Nothing of it happens in the call itself, as between two processes.
    await Promise.resolve();
    const { version, text } = this;
    const touches = this.#touches;
    try {
      this.#window.willSave.fire({ document: this.document, reason });
      this.stamp = await this.#window.write(this.uri, text, isForced ? undefined : this.stamp);
    } catch (failure) {
      this.#pending = undefined;
      this.#window.saveFailed(this, failure);
      return false;
    }
    this.#pending = undefined;
    if (version === this.version) this.isDirty = false;
    if (touches === this.#touches) this.#window.savedAs(this, text);
    else this.#window.kept(this);
    // VS Code says so of every save that has ended well.
    this.isDirtyForExtensions = false;
    this.#window.changed.fire({ document: this.document, contentChanges: [] });
    this.#window.saved.fire(this.document);
    return !this.isDirty;
  }
}

function documentFor(file: TextFile): object {
  return {
    uri: file.uri,
    fileName: file.uri.path,
    languageId: file.uri.path.endsWith('.yaml') ? 'yaml' : 'jsonc',
    get version() {
      return file.version;
    },
    get isDirty() {
      return file.isDirtyForExtensions;
    },
    get isClosed() {
      return file.isClosed;
    },
    get lineCount() {
      return file.text.split('\n').length;
    },
    getText: (range?: Range) =>
      range ? file.text.slice(offsetAt(file.text, range.start), offsetAt(file.text, range.end)) : file.text,
    positionAt: (offset: number) => positionAt(file.text, offset),
    offsetAt: (position: Position) => offsetAt(file.text, position),
    lineAt: (line: number) => ({ text: file.text.split('\n')[line] ?? '' }),
    validateRange: (range: Range) => range,
    save: () => file.save(1),
  };
}

export function offsetAt(text: string, { line, character }: Position): number {
  const lines = text.split('\n');
  const before = lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0);
  return Math.min(text.length, before + Math.min(character, lines[line]?.length ?? 0));
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, Math.max(0, offset)).split('\n');
  return new Position(before.length - 1, before.at(-1)?.length ?? 0);
}
