import { FIELDS, fieldsOf, SECRETS } from './cloud.js';
import type { Course } from './course.js';
import type { TextFile } from './textFile.js';
import { valueOf, withComment, withField } from './typing.js';

/** What is typed and makes no sense yet. */
const HALF = '\n{"half';

/** Types into the document that is edited now. */
export class Typist {
  readonly #course: Course;
  readonly #file: () => TextFile | undefined;

  constructor(course: Course, file: () => TextFile | undefined) {
    this.#course = course;
    this.#file = file;
  }

  type(): void {
    const file = this.#file();
    if (!file || file.text.includes(HALF)) return;
    const field = this.#course.chance.pick([...FIELDS, 'pin']);
    const word = this.#course.oracle.word(SECRETS.has(field) ? 'secret' : 'mine');
    if (SECRETS.has(field)) this.#course.oracle.secrets.push(word);
    this.#course.tell(`type ${field}: ${word}`);
    this.#course.document.edit.typed(field, word);
    file.change(withField(file.text, this.#course.document.format, field, word));
  }

  comment(): void {
    const file = this.#file();
    if (!file || file.text.includes(HALF)) return;
    const word = this.#course.oracle.word('mine');
    this.#course.tell(`type a comment: ${word}`);
    this.#course.document.edit.typed(`comment ${word}`, word);
    file.change(withComment(file.text, this.#course.document.format, word));
  }

  remove(): void {
    const file = this.#file();
    if (!file || file.text.includes(HALF)) return;
    const fields = [...fieldsOf(valueOf(file.text, this.#course.document.format)).keys()];
    const labels = fields.filter((field) => field.startsWith('labels.'));
    if (labels.length === 0) return;
    const label = this.#course.chance.pick(labels);
    this.#course.tell(`remove ${label}`);
    this.#course.document.edit.removed(label);
    file.change(withField(file.text, this.#course.document.format, label, undefined));
  }

  /** Leaves the text in the middle of typing, or mends it. */
  break(): void {
    const file = this.#file();
    if (!file) return;
    if (file.text.includes(HALF)) this.mend();
    else {
      this.#course.tell('type half a field');
      file.change(file.text + HALF);
    }
  }

  mend(): void {
    const file = this.#file();
    if (!file?.text.includes(HALF)) return;
    this.#course.tell('mend the text');
    file.change(file.text.replaceAll(HALF, ''));
  }
}
