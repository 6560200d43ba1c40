import type { Node } from 'jsonc-parser';
import { indentInside } from './indentation.js';
import { numberValue } from './exactNumber.js';
import { jsonTree } from './jsonTree.js';
import { alignLists, isInPlace } from './listAlignment.js';
import { isSameSpec, rememberingSameSpec } from './sameSpec.js';
import { nodeValue, print } from './jsonNodes.js';

/** A value in the text that it was read from. */
export interface SpeltValue {
  readonly text: string;
  readonly node: Node;
}

/**
 * A spec's JSON text in which all that its base says too is spelt as the base spells it: another language has other
 * spellings of the same text (`é` of `\u00e9`), and these weren't edited. Order and values are the text's own. Members of
 * lists are recognised as in comparisons.
 */
export function respell(text: string, base: string): string {
  const [own, other] = [jsonTree(text), jsonTree(base)];
  if (!own || !other) return text;
  return `${spellAs({ text, node: own }, { text: base, node: other }, '')}\n`;
}

/** A value, indented by two from `indent` on, spelt as `base` where that says the same. */
export function spellAs(value: SpeltValue, base: SpeltValue | undefined, indent: string): string {
  return base
    ? new Spelling(value.text, base.text).value(value.node, base.node, indent)
    : print(value.text, value.node, { indent });
}

/** Spells the values of one text as another one spells them. */
class Spelling {
  readonly #text: string;
  readonly #base: string;
  readonly #isSame = rememberingSameSpec();
  /** What lists hold, made once: it is needed at each level of those that are nested. */
  readonly #values = new Map<Node, readonly unknown[]>();

  constructor(text: string, base: string) {
    this.#text = text;
    this.#base = base;
  }

  value(node: Node, base: Node | undefined, indent: string): string {
    if (!base) return print(this.#text, node, { indent });
    const inner = indentInside(indent);
    switch (node.type) {
      case 'object': {
        const below = base.type === 'object' ? namesOf(base) : undefined;
        const fields = [...namesOf(node)].map(([name, [key, value]]) => {
          const known = below?.get(name);
          const spelt = known ? sourceOf(this.#base, known[0]) : sourceOf(this.#text, key);
          return `${inner}${spelt}: ${value ? this.value(value, known?.[1], inner) : 'null'}`;
        });
        return fields.length === 0 ? '{}' : `{\n${fields.join(',\n')}\n${indent}}`;
      }
      case 'array': {
        const known = this.#membersIn(base, node);
        const members = (node.children ?? []).map(
          (member, index) => `${inner}${this.value(member, known(index), inner)}`,
        );
        return members.length === 0 ? '[]' : `[\n${members.join(',\n')}\n${indent}]`;
      }
      default:
        return this.#saysTheSame(node, base) ? sourceOf(this.#base, base) : sourceOf(this.#text, node);
    }
  }

  #membersIn(base: Node, list: Node): (index: number) => Node | undefined {
    if (base.type !== 'array') return () => undefined;
    const [before, after] = [this.#members(this.#base, base), this.#members(this.#text, list)];
    if (isInPlace(before, after)) return (index) => base.children?.[index];
    const { pairs } = alignLists(before, after, this.#isSame);
    const places = new Map(pairs.map(({ was, is }) => [is, was]));
    return (index) => base.children?.[places.get(index) ?? -1];
  }

  #members(text: string, list: Node): readonly unknown[] {
    if (!this.#values.has(list)) nodeValue(text, list, (inner, value) => this.#values.set(inner, value));
    return this.#values.get(list) ?? [];
  }

  #saysTheSame(node: Node, base: Node): boolean {
    if (node.type !== base.type) return false;
    if (node.type !== 'number') return node.value === base.value;
    const [own, other] = [sourceOf(this.#text, node), sourceOf(this.#base, base)];
    return own === other || isSameSpec(numberValue(own), numberValue(other));
  }
}

/** The fields of an object: how each name is spelt, and what it holds. */
export function fieldsOf({
  text,
  node,
}: SpeltValue): ReadonlyMap<string, { readonly spelt: string; readonly value: SpeltValue | undefined }> {
  return new Map(
    [...namesOf(node)].map(([name, [key, value]]) => [
      name,
      { spelt: sourceOf(text, key), value: value && { text, node: value } },
    ]),
  );
}

/** The names of an object, each with its own node and its value's; of one that appears twice, the last. */
function namesOf({
  children = [],
}: Node): ReadonlyMap<string, readonly [key: Node, value: Node | undefined]> {
  const names = new Map<string, readonly [Node, Node | undefined]>();
  for (const { children: [key, value] = [] } of children) if (key) names.set(String(key.value), [key, value]);
  return names;
}

/** How a value is spelt. */
function sourceOf(text: string, { offset, length }: Node): string {
  return text.slice(offset, offset + length);
}
