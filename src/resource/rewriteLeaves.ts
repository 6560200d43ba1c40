import type { Node } from 'jsonc-parser';
import { jsonTree } from './jsonTree.js';
import type { FieldPath } from './specDiff.js';

/** A text or a number of a JSON text. */
export interface JsonLeaf {
  readonly path: FieldPath;
  readonly value: string | number;
}

/**
 * A JSON text with other values for some of its texts and numbers, all else as it is written. `rewrite` gives a value's
 * JSON, or `undefined` for what stays. A text that is no JSON stays as it is.
 */
export function rewriteLeaves(text: string, rewrite: (leaf: JsonLeaf) => string | undefined): string {
  const root = jsonTree(text);
  if (!root) return text;
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
