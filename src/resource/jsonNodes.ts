import type { Node } from 'jsonc-parser';
import { numberValue } from './exactNumber.js';
import { indentInside } from './indentation.js';

/** Prints a node from its own text, so that keys, strings and numbers keep their spelling: indented by two from `indent` on, or in one line. */
export function print(text: string, node: Node, { indent }: { readonly indent?: string } = {}): string {
  const printing: Printing = { text, pieces: [], lines: indent === undefined ? undefined : [`\n${indent}`] };
  write(printing, node, 0);
  // Joined once: joining each level would copy the text as often as it is nested.
  return printing.pieces.join('');
}

interface Printing {
  readonly text: string;
  readonly pieces: string[];
  /** What begins a line at each level, made once; one line is printed without it. */
  readonly lines: string[] | undefined;
}

function write(printing: Printing, node: Node, depth: number): void {
  const { text, pieces, lines } = printing;
  const { type, children } = node;
  if (!children || (type !== 'array' && type !== 'object')) {
    pieces.push(text.slice(node.offset, node.offset + node.length));
    return;
  }
  pieces.push(type === 'array' ? '[' : '{');
  if (lines) lines[depth + 1] ??= `\n${indentInside(lines[depth]?.slice(1) ?? '')}`;
  const line = lines?.[depth + 1] ?? '';
  let isFirst = true;
  for (const child of children) {
    const [key, value]: readonly (Node | undefined)[] =
      type === 'array' ? [undefined, child] : (child.children ?? []);
    if (type === 'object' && !key) continue;
    pieces.push(isFirst ? line : `,${line}`);
    isFirst = false;
    if (key) pieces.push(text.slice(key.offset, key.offset + key.length), lines ? ': ' : ':');
    if (value) write(printing, value, depth + 1);
    else pieces.push('null');
  }
  if (!isFirst && lines) pieces.push(lines[depth] ?? '');
  pieces.push(type === 'array' ? ']' : '}');
}

/**
 * The value of a node of a text; a number that a double can't hold comes as an `ExactNumber`. `onList` receives every list
 * in it, from the inside out.
 */
export function nodeValue(
  text: string,
  node: Node,
  onList?: (list: Node, value: readonly unknown[]) => void,
): unknown {
  switch (node.type) {
    case 'number':
      return numberValue(text.slice(node.offset, node.offset + node.length));
    case 'array': {
      const members = node.children?.map((child) => nodeValue(text, child, onList)) ?? [];
      onList?.(node, members);
      return members;
    }
    case 'object':
      return Object.fromEntries(
        (node.children ?? []).map(({ children: [key, value] = [] }) => [
          String(key?.value),
          value ? nodeValue(text, value, onList) : null,
        ]),
      );
    default:
      return node.value;
  }
}
