import type { Node } from 'jsonc-parser';
import { scanJson, stringAt, type JsonSink } from './jsonScanner.js';
import { jsonTree } from './jsonTree.js';
import { atOnce, type Work } from './slices.js';
import type { FieldPath } from './specDiff.js';

/** A text or a number of a JSON text. */
interface JsonLeaf {
  /** Who keeps it copies it: the next leaf's is the same list. */
  readonly path: FieldPath;
  readonly value: string | number;
}

/** Gives a value's JSON, or `undefined` for what stays. */
type Rewrite = (leaf: JsonLeaf) => string | undefined;

/**
 * A JSON text with other values for some of its texts and numbers, all else as it is written. A text that is no JSON stays as it is.
 */
export function rewriteLeaves(text: string, rewrite: Rewrite): string {
  return atOnce(rewritingLeaves(text, rewrite));
}

/** As `rewriteLeaves`, in slices. */
export function* rewritingLeaves(text: string, rewrite: Rewrite): Work<string> {
  const rewriter = new LeafRewriter(text, rewrite);
  if ((yield* scanJson(text, rewriter)) === undefined) return rewriter.written();
  const root = jsonTree(text);
  return root ? rewriteTree(text, root, rewrite) : text;
}

class LeafRewriter implements JsonSink {
  readonly #text: string;
  readonly #rewrite: Rewrite;
  readonly #parts: string[] = [];
  /** Where the leaf is: the index of a list's next member, the name of a field's value. */
  readonly #path: (string | number)[] = [];
  #end = 0;

  constructor(text: string, rewrite: Rewrite) {
    this.#text = text;
    this.#rewrite = rewrite;
  }

  open(_: number, isList: boolean): void {
    this.#path.push(isList ? 0 : '');
  }

  close(): void {
    this.#path.pop();
    this.#next();
  }

  name(offset: number, end: number): void {
    this.#path[this.#path.length - 1] = stringAt(this.#text, offset, end);
  }

  value(offset: number, end: number): void {
    const first = this.#text.charAt(offset);
    if (first !== 't' && first !== 'f' && first !== 'n') {
      const isText = first === '"';
      const value = isText ? stringAt(this.#text, offset, end) : Number(this.#text.slice(offset, end));
      const written = this.#rewrite({ path: this.#path, value });
      if (written !== undefined) {
        this.#parts.push(this.#text.slice(this.#end, offset), written);
        this.#end = end;
      }
    }
    this.#next();
  }

  written(): string {
    return [...this.#parts, this.#text.slice(this.#end)].join('');
  }

  #next(): void {
    const index = this.#path.at(-1);
    if (typeof index === 'number') this.#path[this.#path.length - 1] = index + 1;
  }
}

/** The same of a text with a fault, as far as a parser finds its way. */
function rewriteTree(text: string, root: Node, rewrite: Rewrite): string {
  const parts: string[] = [];
  let end = 0;
  const visit = (node: Node, path: FieldPath): void => {
    if (node.type === 'object') {
      for (const { children: [key, value] = [] } of node.children ?? []) {
        if (value) visit(value, [...path, String(key?.value)]);
      }
    } else if (node.type === 'array') {
      for (const [index, member] of (node.children ?? []).entries()) visit(member, [...path, index]);
    } else if (node.type === 'string' || node.type === 'number') {
      const written = rewrite({ path, value: node.value as string | number });
      if (written === undefined) return;
      parts.push(text.slice(end, node.offset), written);
      end = node.offset + node.length;
    }
  };
  visit(root, []);
  return [...parts, text.slice(end)].join('');
}
