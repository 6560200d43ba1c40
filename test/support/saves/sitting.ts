import { FakeLog, FakeMemento } from '../../unit/editor/fakeContext.js';
import type { CarelessPerson } from './carelessPerson.js';
import { fieldsOf } from './cloud.js';
import type { Course, SpecDocument } from './course.js';
import { EditorWindow, type Profile } from './editorWindow.js';
import { Extension, type Storage, type Tap } from './extension.js';
import { MemoryFiles } from './memoryFiles.js';
import type { TextFile } from './textFile.js';
import { valueOf } from './typing.js';
import { host } from './vscode.js';

/** The documents in their window, with the extension: windows end and begin again, what they keep goes on. */
export class Sitting {
  readonly #course: Course;
  readonly #person: CarelessPerson;
  readonly #tap: Tap;
  readonly #profile: Profile;
  readonly #storage: Storage = { memento: new FakeMemento(), journal: new MemoryFiles(), log: new FakeLog() };
  window: EditorWindow;
  extension: Extension;

  constructor(course: Course, person: CarelessPerson, tap: Tap) {
    this.#course = course;
    this.#person = person;
    this.#tap = tap;
    const { chance, cloud } = course;
    this.#storage.log.logLevel = 1;
    this.#profile = {
      settings: new Map<string, unknown>([
        ['ovhApi.confirmSave', chance.pick(['never', 'always', 'destructive'])],
        ['files.autoSave', chance.happens(0.1) ? 'onFocusChange' : 'off'],
      ]),
      backups: new Map(),
      commands: chance.happens(0.7) ? ['_open.mergeEditor'] : [],
    };
    [this.window, this.extension] = this.#begin(chance.happens(0.5) ? '1.0' : undefined);
    course.tell(
      `${cloud.path} in ${course.documents.map(({ format }) => format).join(' and ')}, confirmSave ${String(this.#profile.settings.get('ovhApi.confirmSave'))}`,
    );
  }

  get file(): TextFile | undefined {
    return this.fileOf(this.#course.document);
  }

  fileOf({ uri }: SpecDocument): TextFile | undefined {
    return this.window.file(uri);
  }

  #begin(version: string | undefined): [EditorWindow, Extension] {
    const window = new EditorWindow(this.#profile, this.#person);
    host.window = window;
    const extension = new Extension({
      window,
      cloud: this.#course.cloud,
      storage: this.#storage,
      tap: this.#tap,
      version,
      onFailure: (failure) => {
        this.#person.judge(failure);
      },
    });
    return [window, extension];
  }

  async open(document = this.#course.document): Promise<void> {
    try {
      await this.window.orEnd(this.window.open(document.uri));
      document.wasOpen = true;
      this.#see();
    } catch (failure) {
      this.#person.judge(failure);
      this.#course.tell(`  it can't be opened: ${String(failure)}`);
    }
  }

  /** The window ends, with or without the time to keep what was typed last. */
  kill(how: 'killed' | 'reloaded'): void {
    if (how === 'reloaded' || this.#course.chance.happens(0.8)) this.window.backUp();
    this.#course.tell(`  the window is ${how}`);
    for (const document of this.#course.documents) {
      document.wasOpen = this.fileOf(document) !== undefined;
      document.edit.survives(this.#backupOf(document));
    }
    this.window.kill();
  }

  async restart(): Promise<void> {
    await this.extension.end();
    [this.window, this.extension] = this.#begin(this.extension.version);
    for (const document of this.#course.documents) {
      if (document.wasOpen && !this.window.isDead) await this.open(document);
    }
  }

  async close(): Promise<void> {
    const file = this.file;
    if (file) {
      this.#course.tell('close without saving');
      if (file.isDirty) this.#course.document.edit.givenUp();
      this.window.close(this.#course.document.uri);
    }
    if (this.#course.chance.happens(0.8)) {
      this.#course.tell('open');
      await this.open();
    }
  }

  async revert(): Promise<void> {
    this.#course.tell('revert');
    const file = this.file;
    await this.window.orEnd(
      this.window.revert(this.#course.document.uri).catch((failure: unknown) => {
        this.#person.judge(failure);
      }),
    );
    // Where it can't be read, or who reverts types on, the edit stays.
    if (!this.window.isDead && file?.isDirty === false) this.#course.document.edit.givenUp();
  }

  look(): void {
    for (const document of this.#course.documents) {
      document.edit.look({ text: this.fileOf(document)?.text, backup: this.#backupOf(document) });
    }
    this.#see();
    this.#course.oracle.searchSecrets('storage', [...this.#storage.memento.stored.values()].join('\n'));
    this.#course.oracle.searchSecrets('journal', [...this.#storage.journal.texts.values()].join('\n'));
    this.#course.oracle.searchSecrets('log', this.#storage.log.lines.join('\n'));
  }

  #backupOf({ uri }: SpecDocument): string | undefined {
    return this.#profile.backups.get(uri.toString())?.text;
  }

  #see(): void {
    for (const document of this.#course.documents) {
      const file = this.fileOf(document);
      if (!file) continue;
      const value = file.isDirty ? undefined : valueOf(file.text, document.format);
      document.edit.shows(file.text, value === undefined ? undefined : fieldsOf(value));
    }
  }
}
