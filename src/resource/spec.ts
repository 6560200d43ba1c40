import { findNodeAtLocation, parse, parseTree, type Node } from 'jsonc-parser';
import type { Item } from '../schema/catalogue.js';

/** What of an item decides how its spec is read and sent. */
export type SpecShape = Pick<Item, 'isEnvelope' | 'updateFields'>;

const OPTIONS = { allowTrailingComma: true };

/**
 * The spec document of a resource, from the answer's text: an envelope's `targetSpec`, or of a plain resource the fields
 * that its update takes. Printed anew, with the order of keys and every number as the API wrote them.
 */
export function specText(responseText: string, item: SpecShape): string {
  const root = parseTree(responseText);
  if (!root) return responseText;
  if (item.isEnvelope) {
    const target = findNodeAtLocation(root, ['targetSpec']);
    return target ? `${print(responseText, target, '')}\n` : '{}\n';
  }
  const fields = item.updateFields.length > 0 ? new Set(item.updateFields) : undefined;
  return `${print(responseText, root, '', fields)}\n`;
}

/** An envelope's `currentState`, printed anew; the whole object when there is none. */
export function currentStateText(responseText: string): string {
  const root = parseTree(responseText);
  const state = root && findNodeAtLocation(root, ['currentState']);
  return state ? `${print(responseText, state, '')}\n` : prettyText(responseText);
}

/** JSON printed anew, with the order of keys and every number kept. Text that is no JSON stays as it is. */
export function prettyText(text: string): string {
  const root = parseTree(text);
  return root ? `${print(text, root, '')}\n` : text;
}

/** A spec's value. Comments and trailing commas are tolerated; numbers beyond 2^53 lose digits here, never in what is sent. */
export function specValue(text: string): unknown {
  return parse(text, [], OPTIONS);
}

/** The body that a save sends: `{checksum?, targetSpec}` for an envelope, the spec itself for a plain resource. */
export function requestBody(text: string, item: SpecShape, checksum: string | undefined): string {
  const root = parseTree(text, [], OPTIONS);
  const spec = root ? print(text, root, undefined) : 'null';
  if (!item.isEnvelope) return spec;
  const takesChecksum = checksum !== undefined && item.updateFields.includes('checksum');
  return takesChecksum
    ? `{"checksum":${JSON.stringify(checksum)},"targetSpec":${spec}}`
    : `{"targetSpec":${spec}}`;
}

/** Prints a node from its own text; `indent` undefined gives one line. `only` names the fields of the outermost object. */
function print(text: string, node: Node, indent: string | undefined, only?: ReadonlySet<string>): string {
  const children = (node.children ?? []).filter(
    (child) => !only || child.type !== 'property' || only.has(String(child.children?.[0]?.value)),
  );
  const inner = indent === undefined ? undefined : `${indent}  `;
  const wrap = (open: string, parts: readonly string[], close: string): string => {
    if (parts.length === 0) return `${open}${close}`;
    if (inner === undefined) return `${open}${parts.join(',')}${close}`;
    return `${open}\n${parts.map((part) => `${inner}${part}`).join(',\n')}\n${indent ?? ''}${close}`;
  };
  switch (node.type) {
    case 'object':
      return wrap(
        '{',
        children.map((child) => print(text, child, inner)),
        '}',
      );
    case 'array':
      return wrap(
        '[',
        children.map((child) => print(text, child, inner)),
        ']',
      );
    case 'property': {
      const [key, value] = node.children ?? [];
      const name = key ? text.slice(key.offset, key.offset + key.length) : '""';
      return `${name}:${indent === undefined ? '' : ' '}${value ? print(text, value, indent) : 'null'}`;
    }
    default:
      return text.slice(node.offset, node.offset + node.length);
  }
}
