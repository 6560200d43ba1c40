import { OpenDocuments } from '../spec/document/openedUri.js';
import { preferredFormat } from '../spec/document/preferredFormat.js';
import { shownOperations } from './shownOperations.js';
import type { LookOptions } from './treeItem.js';

/** What the look of rows depends on. Settings and open documents are read once for all rows that are drawn in one turn. */
export class RowLooks {
  readonly #describe: LookOptions['describe'];
  readonly #open = new OpenDocuments();
  #now: LookOptions | undefined;

  constructor(describe: LookOptions['describe']) {
    this.#describe = describe;
  }

  now(): LookOptions {
    if (this.#now) return this.#now;
    queueMicrotask(() => {
      this.#now = undefined;
    });
    this.#now = {
      describe: this.#describe,
      isShown: shownOperations(),
      open: this.#open,
      specFormat: preferredFormat(),
    };
    return this.#now;
  }
}
