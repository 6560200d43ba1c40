import type { Node } from 'jsonc-parser';
import { alignLists } from './listAlignment.js';
import { isSameSpec } from './sameSpec.js';
import { nodeValue } from './spec.js';
import { jsonTree } from './jsonTree.js';

/** A value in the text that it was read from. */
export interface SpeltValue {
  readonly text: string;
  readonly node: Node;
}

/**
 * A spec's JSON text in which all that its base says too is spelt as the base spells it: another language has other
 * spellings of the same text (`é` of `\u00e9`), and nobody edited these. Order and values are the text's own. Members of
 * lists are recognised as in comparisons.
 */
export function respell(text: string, base: string): string {
  const [own, other] = [jsonTree(text), jsonTree(base)];
  if (!own || !other) return text;
  return `${spellAs({ text, node: own }, { text: base, node: other }, '')}\n`;
}

/** A value, indented by two from `indent` on, spelt as `base` where that says the same. */
export function spellAs(value: SpeltValue, base: SpeltValue | undefined, indent: string): string {
  const inner = `${indent}  `;
  switch (value.node.type) {
    case 'object': {
      const below = base?.node.type === 'object' ? fieldsOf(base) : undefined;
      const fields = [...fieldsOf(value)].map(([name, field]) => {
        const known = below?.get(name);
        const spelt = known?.spelt ?? field.spelt;
        return `${inner}${spelt}: ${field.value ? spellAs(field.value, known?.value, inner) : 'null'}`;
      });
      return fields.length === 0 ? '{}' : `{\n${fields.join(',\n')}\n${indent}}`;
    }
    case 'array': {
      const known = membersIn(base, value);
      const members = (value.node.children ?? []).map(
        (node, index) => `${inner}${spellAs({ ...value, node }, known(index), inner)}`,
      );
      return members.length === 0 ? '[]' : `[\n${members.join(',\n')}\n${indent}]`;
    }
    default:
      return sourceOf(base && saysTheSame(value, base) ? base : value);
  }
}

/** The fields of an object: how each name is spelt, and what it holds. */
export function fieldsOf({
  text,
  node,
}: SpeltValue): ReadonlyMap<string, { readonly spelt: string; readonly value: SpeltValue | undefined }> {
  return new Map(
    (node.children ?? []).flatMap(({ children: [key, value] = [] }) =>
      key
        ? [
            [
              String(key.value),
              { spelt: sourceOf({ text, node: key }), value: value && { text, node: value } },
            ],
          ]
        : [],
    ),
  );
}

function membersIn(
  base: SpeltValue | undefined,
  list: SpeltValue,
): (index: number) => SpeltValue | undefined {
  if (base?.node.type !== 'array') return () => undefined;
  const known = base.node.children ?? [];
  const before = known.map((node) => nodeValue(base.text, node));
  const after = (list.node.children ?? []).map((node) => nodeValue(list.text, node));
  const places = new Map(alignLists(before, after).pairs.map(({ was, is }) => [is, was]));
  return (index) => {
    const node = known[places.get(index) ?? -1];
    return node && { text: base.text, node };
  };
}

function saysTheSame(a: SpeltValue, b: SpeltValue): boolean {
  return a.node.type === b.node.type && isSameSpec(nodeValue(a.text, a.node), nodeValue(b.text, b.node));
}

function sourceOf({ text, node }: SpeltValue): string {
  return text.slice(node.offset, node.offset + node.length);
}
