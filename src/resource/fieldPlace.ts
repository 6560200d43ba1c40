import { keysOfPointer } from '../schema/jsonPointer.js';

/** A value in a text, as trees of JSON and of YAML have it; a property's children are its name and its value. */
export interface TextNode {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly value?: unknown;
  readonly children?: readonly TextNode[] | undefined;
}

/** A part of a text, in UTF-16 units. */
export interface TextPlace {
  readonly offset: number;
  readonly length: number;
}

/**
 * Where a spec's text holds a field that the API names, in any spelling seen: `targetSpec.pools[0].size`,
 * `/targetSpec/pools/0/size`, `size`. A field that is not there gives the nearest thing around it; a lone name is found
 * at any depth when the text has it once. `undefined` when the text has nothing of it.
 */
export function fieldPlace(root: TextNode, field: string): TextPlace | undefined {
  const path = pathOf(field);
  const start = path.findIndex(
    (part) => !ENVELOPE_PARTS.includes(part) || memberOf(root, part) !== undefined,
  );
  const inSpec = start === -1 ? [] : path.slice(start);
  const [first] = inSpec;
  if (first !== undefined && inSpec.length === 1 && !memberOf(root, first)) {
    const [only, ...others] = propertiesNamed(root, first);
    if (only && others.length === 0) return placeOf(only);
  }
  let found: TextNode | undefined;
  let node: TextNode | undefined = root;
  for (const part of inSpec) {
    const member: TextNode | undefined = node && memberOf(node, part);
    if (!member) break;
    found = member;
    node = member.type === 'property' ? member.children?.[1] : member;
  }
  if (found) return placeOf(found);
  // Named as part of the spec, though the spec does not have it: it is missing there.
  return start > 0 ? openingOf(root) : undefined;
}

/** What APIs put before a field of the spec; a spec may have a field of that name itself. */
const ENVELOPE_PARTS: readonly string[] = ['$', '#', 'body', 'targetSpec'];

function pathOf(field: string): readonly string[] {
  if (field.startsWith('/') || field.startsWith('#/')) return keysOfPointer(field);
  return field.split(/[.[\]/]+/).flatMap((part) => {
    const name = part.replace(/^(["'])(.*)\1$/, '$2');
    return name === '' ? [] : [name];
  });
}

function memberOf(node: TextNode, part: string): TextNode | undefined {
  const children = node.children ?? [];
  if (node.type === 'array') return /^\d+$/.test(part) ? children[Number(part)] : undefined;
  return node.type === 'object'
    ? children.find((property) => property.children?.[0]?.value === part)
    : undefined;
}

function propertiesNamed(node: TextNode, name: string): readonly TextNode[] {
  const own = node.type === 'property' && node.children?.[0]?.value === name ? [node] : [];
  return [...own, ...(node.children ?? []).flatMap((child) => propertiesNamed(child, name))];
}

/** A value that is an object or a list would be marked over many lines: its name, or its beginning, says enough. */
function placeOf(node: TextNode): TextPlace {
  if (node.type === 'property') {
    const [name, value] = node.children ?? [];
    const marked = value && value.length > 0 && !isNested(value) ? value : (name ?? node);
    return { offset: marked.offset, length: marked.length };
  }
  return isNested(node) ? openingOf(node) : { offset: node.offset, length: node.length };
}

function openingOf({ offset, length }: TextNode): TextPlace {
  return { offset, length: Math.min(1, length) };
}

function isNested({ type }: TextNode): boolean {
  return type === 'object' || type === 'array';
}
