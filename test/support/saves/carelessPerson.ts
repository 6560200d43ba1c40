import { ApiFailure } from '../../../src/api/errors.js';
import { SaveRefusal } from '../../../src/editor/spec/document/saveRefusal.js';
import { ChangedMeanwhile } from '../../../src/resource/writeSpec.js';
import type { Course } from './course.js';
import type { Person, Question } from './editorWindow.js';
import { FileIsNewer, type TextFile } from './textFile.js';
import { FileSystemError } from './vscode.js';

/** When an editor opens beside or over a document: a window that ends then has put a merge into it and no more. */
export const OPENING = 'while it opens';

/** Buttons by which a save goes on. */
const ONWARDS = [
  'Create',
  'Send',
  'Save Merged Version',
  'Save When Ready',
  'Overwrite',
  'Merge…',
  'Compare',
  'Show',
];

/** Answers questions without much thought, and hears how saves end. */
export class CarelessPerson implements Person {
  readonly #course: Course;
  /** Perhaps something happens in the middle of something else. */
  readonly #meanwhile: (when: string, share: number) => Promise<void>;
  #isNewer = false;
  /** Whether the last question told that a draft may have been created already. */
  #isWarned = false;
  /** What the last dialog told. */
  #told = '';
  /** What was looked at last beside a document. */
  #compared = '';

  constructor(course: Course, meanwhile: (when: string, share: number) => Promise<void>) {
    this.#course = course;
    this.#meanwhile = meanwhile;
  }

  async answer({ text, detail, buttons, isModal }: Question): Promise<string | undefined> {
    this.#course.oracle.searchSecrets('message', `${text}\n${detail}`);
    await this.#meanwhile('during the question', 0.15);
    if (buttons.length === 0) return undefined;
    this.#isWarned = detail.includes('may already have been created');
    const answer = this.#course.isEnding
      ? ONWARDS.find((button) => buttons.includes(button))
      : this.#course.chance.happens(0.15)
        ? undefined
        : this.#course.chance.pick(buttons);
    this.#course.tell(`  “${text}” → ${answer ?? 'Cancel'}`);
    if (isModal) this.#told = detail;
    if (answer !== undefined && isModal) this.#course.oracle.answered(detail, answer === 'Send');
    // Nothing waits for a task whose time does not go by.
    if (answer === 'Save When Ready') await this.#course.cloud.sandbox.client.step(this.#course.passingMs);
    return answer;
  }

  async sends(title: string): Promise<boolean> {
    const shown = `${this.#told} ${this.#compared}`;
    await this.#meanwhile('during the review', 0.15);
    const isSent = this.#course.isEnding || this.#course.chance.happens(0.5);
    this.#course.tell(`  “${title}” → ${isSent ? 'Send' : 'Don’t Send'}`);
    this.#course.oracle.answered(shown, isSent);
    return isSent;
  }

  isImpatient(): boolean {
    if (this.#course.isEnding || !this.#course.chance.happens(0.1)) return false;
    this.#course.tell('  stops waiting');
    return true;
  }

  sees(text: string): void {
    this.#compared = text;
    this.#course.oracle.compared(text);
  }

  async opens(): Promise<void> {
    await this.#meanwhile(OPENING, 0.3);
  }

  saveFailed(_: TextFile, failure: unknown): void {
    this.judge(failure);
    this.#course.tell(
      `  not saved: ${failure instanceof Error ? failure.message || failure.name : String(failure)}`,
    );
    this.#isNewer = failure instanceof FileIsNewer;
  }

  /** Whether a question since the last time told that a draft may have been created already. */
  takeWarning(): boolean {
    const isWarned = this.#isWarned;
    this.#isWarned = false;
    return isWarned;
  }

  /** Whether the last save was refused because of a newer file. */
  takeNewer(): boolean {
    const isNewer = this.#isNewer;
    this.#isNewer = false;
    return isNewer;
  }

  kept(_: TextFile): void {
    this.#course.tell('  not saved, and still an edit');
  }

  saved(file: TextFile, text: string): void {
    this.#course.tell(`  saved${file.isDirty ? ', but typed on' : ''}`);
    const saved = this.#course.documents.find(({ uri }) => uri.toString() === file.uri.toString());
    saved?.edit.saved(text, !file.isDirty);
  }

  /** Anything but a sentence for the person is a fault of the program. */
  judge(failure: unknown): void {
    const isExpected =
      failure instanceof SaveRefusal ||
      failure instanceof FileSystemError ||
      failure instanceof FileIsNewer ||
      failure instanceof ApiFailure ||
      failure instanceof ChangedMeanwhile;
    if (!isExpected) {
      const said = failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
      this.#course.oracle.blame('crash', said.split('\n').slice(0, 4).join(' | '));
    }
  }
}
