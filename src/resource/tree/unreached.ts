import { isUnreachable } from '../../schema/schemaSource.js';
import type { ParentNode } from './nodes.js';

/** Which nodes' children could not be read since the API could not be reached; `undefined` means the sections. */
export class Unreached {
  readonly #nodes = new Map<string, ParentNode | undefined>();
  readonly #onLost: (account: string) => void;

  constructor(onLost: (account: string) => void) {
    this.#onLost = onLost;
  }

  /** Takes note of what reading a node's children ended with. Any other end than "can't be reached" is ignored. */
  note(account: string, node: ParentNode | undefined, failure: unknown): void {
    if (!isUnreachable(failure)) return;
    this.#nodes.set(node?.id ?? '', node);
    this.#onLost(account);
  }

  /** They are read again for another reason: those whose ids start so. */
  forget(idStart: string): void {
    for (const id of this.#nodes.keys()) if (id.startsWith(idStart)) this.#nodes.delete(id);
  }

  /** All of them, to be read again. */
  take(): readonly (ParentNode | undefined)[] {
    const nodes = [...this.#nodes.values()];
    this.#nodes.clear();
    return nodes;
  }
}
