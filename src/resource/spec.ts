import { findNodeAtLocation, parseTree, type Node } from 'jsonc-parser';
import type { Item } from '../schema/catalogue.js';
import type { FieldOrder } from '../schema/fieldOrder.js';
import { numberValue } from './exactNumber.js';

/** What of an item decides how its spec is read and sent. */
export type SpecShape = Pick<Item, 'isEnvelope' | 'updateFields'> &
  Partial<Pick<Item, 'readOnlyFields' | 'fieldOrder'>>;

const OPTIONS = { allowTrailingComma: true };

/** A literal that a double may not hold. Matches inside strings too, which only costs a slower reading. */
const MAY_BE_INEXACT = /\d[\d.]{15}|\d[eE][+-]?\d{3}/;

/**
 * The spec document of a resource, from the answer's text: an envelope's `targetSpec`, or of a plain resource the fields
 * that its update takes; fields that only the API sets are left out at any depth. Printed anew, in the order in which the
 * API document names the fields, then as the API wrote them, and with every number as the API wrote it.
 */
export function specText(responseText: string, item: SpecShape): string {
  const root = parseTree(responseText);
  if (!root) return responseText;
  const shape = { indent: '', hidden: hiddenFields(item.readOnlyFields ?? []), order: item.fieldOrder };
  if (item.isEnvelope) {
    const target = findNodeAtLocation(root, ['targetSpec']);
    return target ? `${print(responseText, target, shape)}\n` : '{}\n';
  }
  const only = item.updateFields.length > 0 ? new Set(item.updateFields) : undefined;
  return `${print(responseText, root, { ...shape, only })}\n`;
}

/**
 * An envelope's `currentState`, printed anew; the whole object when there is none. What it has in common with the spec is in
 * the spec's order, so that both can be compared line by line.
 */
export function currentStateText(responseText: string, item?: Partial<SpecShape>): string {
  const root = parseTree(responseText);
  const state = root && findNodeAtLocation(root, ['currentState']);
  return state
    ? `${print(responseText, state, { indent: '', order: item?.fieldOrder })}\n`
    : prettyText(responseText);
}

/** JSON printed anew, with the order of keys and every number kept. Text that is no JSON stays as it is. */
export function prettyText(text: string): string {
  const root = parseTree(text);
  return root ? `${print(text, root, { indent: '' })}\n` : text;
}

/**
 * A spec's value. Comments and trailing commas are tolerated; a number that a double can't hold comes as an
 * `ExactNumber`. `undefined` when the text holds no value.
 */
export function specValue(text: string): unknown {
  if (!MAY_BE_INEXACT.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      // Comments and trailing commas are read below.
    }
  }
  const root = parseTree(text, [], OPTIONS);
  return root && nodeValue(text, root);
}

/** The body that a save sends: `{checksum?, targetSpec}` for an envelope, the spec itself for a plain resource. */
export function requestBody(text: string, item: SpecShape, checksum: string | undefined): string {
  const root = parseTree(text, [], OPTIONS);
  const spec = root ? print(text, root) : 'null';
  if (!item.isEnvelope) return spec;
  const takesChecksum = checksum !== undefined && item.updateFields.includes('checksum');
  return takesChecksum
    ? `{"checksum":${JSON.stringify(checksum)},"targetSpec":${spec}}`
    : `{"targetSpec":${spec}}`;
}

/** Names of hidden fields by the name of what holds them; `*` stands for every member of a list or a map. */
type Hidden = ReadonlyMap<string, Hidden>;

interface PrintOptions {
  /** What stands before the node's own lines; one line without it. */
  readonly indent?: string;
  /** Names the fields of the outermost object that are printed; all without it. */
  readonly only?: ReadonlySet<string> | undefined;
  readonly hidden?: Hidden | undefined;
  /** As it is written without it. */
  readonly order?: FieldOrder | undefined;
}

/** Prints a node from its own text, so that keys, strings and numbers keep their spelling. */
export function print(text: string, node: Node, options: PrintOptions = {}): string {
  const { indent } = options;
  const parts = partsOf(text, node, options);
  if (!parts) return text.slice(node.offset, node.offset + node.length);
  const [open, close] = node.type === 'array' ? ['[', ']'] : ['{', '}'];
  if (parts.length === 0) return `${open}${close}`;
  if (indent === undefined) return `${open}${parts.join(',')}${close}`;
  return `${open}\n${parts.map((part) => `${indent}  ${part}`).join(',\n')}\n${indent}${close}`;
}

/** The members of a list or the fields of an object, printed; `undefined` for any other value. */
function partsOf(
  text: string,
  node: Node,
  { indent, only, hidden, order }: PrintOptions,
): string[] | undefined {
  const inner = indent === undefined ? {} : { indent: `${indent}  ` };
  const children = node.children ?? [];
  if (node.type === 'array') {
    const below = { ...inner, hidden: hidden?.get('*'), order: order?.get('*') };
    return children.map((child) => print(text, child, below));
  }
  if (node.type !== 'object') return undefined;
  return inOrder(children, order).flatMap((property) => {
    const [key, value] = property.children ?? [];
    const name = String(key?.value);
    const below = hidden?.get(name) ?? hidden?.get('*');
    if (!key || (only && !only.has(name)) || below === EMPTY) return [];
    const spelt = text.slice(key.offset, key.offset + key.length);
    const printed = value
      ? print(text, value, { ...inner, hidden: below, order: order?.get(name) ?? order?.get('*') })
      : 'null';
    return [`${spelt}:${indent === undefined ? '' : ' '}${printed}`];
  });
}

/** An object's fields in the order of a model, those that it does not name behind them as they come. */
function inOrder(fields: readonly Node[], order: FieldOrder | undefined): readonly Node[] {
  if (!order || order.size === 0) return fields;
  const nameOf = ({ children: [key] = [] }: Node): string => String(key?.value);
  const byName = new Map(fields.map((field) => [nameOf(field), field]));
  // A name that stands twice is for the reader to find.
  if (byName.size < fields.length) return fields;
  const named = [...order.keys()].flatMap((name) => byName.get(name) ?? []);
  return [...named, ...fields.filter((field) => !order.has(nameOf(field)))];
}

/** What a hidden field's own entry holds: nothing of it is shown. */
const EMPTY: Hidden = new Map();

function hiddenFields(paths: readonly (readonly string[])[]): Hidden | undefined {
  if (paths.length === 0) return undefined;
  const byName = new Map<string, (readonly string[])[]>();
  for (const [name, ...rest] of paths) {
    if (name !== undefined) byName.set(name, [...(byName.get(name) ?? []), rest]);
  }
  return new Map(
    [...byName].map(([name, rests]) => {
      const isHidden = rests.some((rest) => rest.length === 0);
      return [name, isHidden ? EMPTY : (hiddenFields(rests) ?? EMPTY)];
    }),
  );
}

/** The value of a node of a text; a number that a double can't hold comes as an `ExactNumber`. */
export function nodeValue(text: string, node: Node): unknown {
  switch (node.type) {
    case 'number':
      return numberValue(text.slice(node.offset, node.offset + node.length));
    case 'array':
      return node.children?.map((child) => nodeValue(text, child)) ?? [];
    case 'object':
      return Object.fromEntries(
        (node.children ?? []).map(({ children: [key, value] = [] }) => [
          String(key?.value),
          value ? nodeValue(text, value) : null,
        ]),
      );
    default:
      return node.value;
  }
}
