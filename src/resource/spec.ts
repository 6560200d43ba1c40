import { findNodeAtLocation, type Node } from 'jsonc-parser';
import { isTooDeep } from '../api/nesting.js';
import type { Item } from '../schema/catalogue.js';
import type { FieldOrder } from '../schema/fieldOrder.js';
import type { WritableFields } from '../schema/writableFields.js';
import { numberValue } from './exactNumber.js';
import { indentInside } from './indentation.js';
import { beyondLimit, jsonTree, specTree } from './jsonTree.js';
import { reindent } from './reindent.js';

/** What of an item decides how its spec is read and sent. */
export type SpecShape = Pick<Item, 'answersTarget' | 'bodyForm' | 'takesChecksum' | 'writable'> &
  Partial<Pick<Item, 'fieldOrder' | 'around' | 'creatable'>>;

/** A literal that a double may not hold. Matches inside strings too, which only costs a slower reading. */
const MAY_BE_INEXACT = /\d[\d.]{15}|\d[eE][+-]?\d{3}/;

/**
 * The spec document of a resource, from the answer's text: of an envelope's `targetSpec`, or of a plain resource itself, what
 * its update takes, at any depth. Printed anew, in the order in which the API document names the fields, then as the API
 * wrote them, and with every number as the API wrote it. Throws `TooLargeForSpec`, as all that reads a spec from an answer.
 */
export function specText(responseText: string, item: SpecShape): string {
  return printSpec(responseText, item, undefined);
}

/**
 * As `specText`, with what exists at creation only: all that is needed to create the resource once more, in a manifest or
 * in another tool.
 */
export function wholeSpecText(responseText: string, item: SpecShape): string {
  return printSpec(responseText, item, item.creatable);
}

function printSpec(responseText: string, item: SpecShape, creatable: WritableFields | undefined): string {
  return printSpecOf(responseText, specTree(responseText), item, creatable);
}

function printSpecOf(
  responseText: string,
  root: Node | undefined,
  item: SpecShape,
  creatable: WritableFields | undefined,
): string {
  if (!root) return responseText;
  const { writable, fieldOrder: order } = item;
  const node = specNode(root, item);
  if (node === undefined) return '{}\n';
  // Of a whole object, names that nothing speaks of are the answer's own.
  const isNamed = node === root && writable.fields.size > 0;
  const shown = isNamed ? { ...writable, isOpen: false } : writable;
  return `${print(responseText, node, { indent: '', writable: shown, creatable, order })}\n`;
}

/** What of an answer holds the spec; `undefined` where it has none. */
function specNode(root: Node, { answersTarget, bodyForm }: SpecShape): Node | undefined {
  if (!answersTarget && bodyForm === 'spec') return root;
  const target = findNodeAtLocation(root, ['targetSpec']);
  return target?.type === 'null' ? undefined : target;
}

/** What an answer says of a spec, read from one tree: making it takes longer than all that is read from it. */
export interface SpecReading {
  /** As `specText` has it. */
  readonly text: string;
  /** The spec's value with all that its update does not take; `undefined` where there is none. */
  readonly whole: unknown;
  /** As `partsAroundSpec` has it. */
  readonly around: string | undefined;
}

/** Reads a spec from an answer's text. Throws `TooLargeForSpec`. */
export function readSpec(responseText: string, item: SpecShape): SpecReading {
  const root = specTree(responseText);
  const node = root && specNode(root, item);
  return {
    text: printSpecOf(responseText, root, item, undefined),
    whole: node && nodeValue(responseText, node),
    around: root && printAround(responseText, root, item),
  };
}

/**
 * An envelope's `currentState`, printed anew; the whole object when there is none. What it has in common with the spec is in
 * the spec's order, so that both can be compared line by line.
 */
export function currentStateText(responseText: string, item?: Partial<SpecShape>): string {
  const root = specTree(responseText);
  const state = root && findNodeAtLocation(root, ['currentState']);
  return state
    ? `${print(responseText, state, { indent: '', order: item?.fieldOrder })}\n`
    : prettyText(responseText);
}

/**
 * JSON printed anew, with the order of keys and every number kept. Text that is no JSON stays as it is, as does what is beyond
 * the limits of a spec.
 */
export function prettyText(text: string): string {
  if (beyondLimit(text) !== undefined) return text;
  const indented = reindent(text);
  if (indented !== undefined) return `${indented}\n`;
  const root = jsonTree(text);
  return root ? `${print(text, root, { indent: '' })}\n` : text;
}

/**
 * A spec's value. Comments and trailing commas are tolerated; a number that a double can't hold comes as an
 * `ExactNumber`. `undefined` when the text holds no value.
 */
export function specValue(text: string): unknown {
  if (!MAY_BE_INEXACT.test(text) && !isTooDeep(text)) {
    try {
      return JSON.parse(text);
    } catch {
      // Comments and trailing commas are read below.
    }
  }
  const root = jsonTree(text);
  return root && nodeValue(text, root);
}

/** A spec's JSON text without what its update does not take, printed anew. */
export function writableText(text: string, { writable }: Pick<SpecShape, 'writable'>): string {
  const root = specTree(text);
  return root ? `${print(text, root, { writable, indent: '' })}\n` : text;
}

/** What a body holds beside the spec. */
export interface BodyParts {
  /** The resource's checksum that the change was made on. */
  readonly checksum: string | undefined;
  /** What `partsAroundSpec` made of the reading. */
  readonly around?: string | undefined;
}

/**
 * The body that a save sends, made for the update's own model: `{checksum?, targetSpec}`, or the spec itself with the
 * checksum among its fields where it takes one. What the model does not name is left out at any depth, for the API refuses it.
 */
export function requestBody(text: string, item: SpecShape, { checksum, around }: BodyParts): string {
  const root = specTree(text);
  const spec = root ? print(text, root, { writable: item.writable }) : 'null';
  const lock = checksum !== undefined && item.takesChecksum ? [`"checksum":${JSON.stringify(checksum)}`] : [];
  if (item.bodyForm === 'spec') {
    const fields = spec.slice(1, -1);
    return spec.startsWith('{') ? `{${[...lock, ...(fields === '' ? [] : [fields])].join(',')}}` : spec;
  }
  const parts = [...lock, ...(around === undefined ? [] : [around]), `"targetSpec":${spec}`];
  return `{${parts.join(',')}}`;
}

/**
 * What of an answer goes into the update's body as it was read, beside the spec and its checksum: JSON text of the fields,
 * without braces; `undefined` where there is nothing.
 */
export function partsAroundSpec(responseText: string, { around }: SpecShape): string | undefined {
  const root = around && specTree(responseText);
  return root && printAround(responseText, root, { around });
}

function printAround(
  responseText: string,
  root: Node,
  { around }: Pick<SpecShape, 'around'>,
): string | undefined {
  const printed = around && print(responseText, root, { writable: around }).slice(1, -1);
  return printed === '' ? undefined : printed;
}

interface PrintOptions {
  /** What stands before the node's own lines; one line without it. */
  readonly indent?: string;
  /** What is printed; all without it. */
  readonly writable?: WritableFields | undefined;
  /** What is printed besides. */
  readonly creatable?: WritableFields | undefined;
  /** As it is written without it. */
  readonly order?: FieldOrder | undefined;
}

/** Prints a node from its own text, so that keys, strings and numbers keep their spelling. */
export function print(text: string, node: Node, { indent, ...options }: PrintOptions = {}): string {
  const printing: Printing = { text, pieces: [], lines: indent === undefined ? undefined : [`\n${indent}`] };
  write(printing, node, 0, options);
  // Joined once: joining each level would copy the text as often as it is nested.
  return printing.pieces.join('');
}

interface Printing {
  readonly text: string;
  readonly pieces: string[];
  /** What begins a line at each level, made once; one line is printed without it. */
  readonly lines: string[] | undefined;
}

type Printed = Omit<PrintOptions, 'indent'>;

function write(printing: Printing, node: Node, depth: number, options: Printed): void {
  const { text, pieces, lines } = printing;
  if (isPlain(options)) {
    writeAll(printing, node, depth);
    return;
  }
  const parts = partsOf(text, node, options);
  if (!parts) {
    pieces.push(text.slice(node.offset, node.offset + node.length));
    return;
  }
  const [open, close] = node.type === 'array' ? ['[', ']'] : ['{', '}'];
  pieces.push(open);
  if (lines) lines[depth + 1] ??= `\n${indentInside(lines[depth]?.slice(1) ?? '')}`;
  for (const [index, { name, value, options: below }] of parts.entries()) {
    if (index > 0) pieces.push(',');
    if (lines) pieces.push(lines[depth + 1] ?? '');
    if (name !== undefined) pieces.push(name, lines ? ': ' : ':');
    if (value) write(printing, value, depth + 1, below);
    else pieces.push('null');
  }
  if (parts.length > 0 && lines) pieces.push(lines[depth] ?? '');
  pieces.push(close);
}

/** Whether all of a value is printed, as it is written. */
function isPlain({ writable, creatable, order }: Printed): boolean {
  return !writable && !creatable && !order;
}

/** As `write`, of all that a node holds: most of what is printed, and nothing is made for it on the way. */
function writeAll(printing: Printing, node: Node, depth: number): void {
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
    if (value) writeAll(printing, value, depth + 1);
    else pieces.push('null');
  }
  if (!isFirst && lines) pieces.push(lines[depth] ?? '');
  pieces.push(type === 'array' ? ']' : '}');
}

/** A member of a list or a field of an object, with how it is printed. */
interface PrintPart {
  /** As it is spelt; a member has none. */
  readonly name?: string;
  readonly value: Node | undefined;
  readonly options: Printed;
}

/** The members of a list or the fields of an object; `undefined` for any other value. */
function partsOf(
  text: string,
  node: Node,
  { writable, creatable, order }: Printed,
): readonly PrintPart[] | undefined {
  const children = node.children ?? [];
  if (node.type === 'array') {
    const options = {
      writable: writable?.members,
      creatable: creatable?.members,
      order: order?.get('*'),
    };
    return children.map((value) => ({ value, options }));
  }
  if (node.type !== 'object') return undefined;
  const parts: PrintPart[] = [];
  for (const { children: [key, value] = [] } of inOrder(children, order)) {
    const name = String(key?.value);
    const isUpdated = !writable || mayWrite(writable, name);
    // Of what only the creation takes, its model alone says what is below.
    const isCreated = creatable?.fields.has(name) === true;
    if (!key || !(isUpdated || isCreated)) continue;
    const created = creatable?.fields.get(name) ?? creatable?.members;
    const below = isUpdated
      ? { writable: writable?.fields.get(name) ?? writable?.members, creatable: created }
      : { writable: created };
    parts.push({
      name: text.slice(key.offset, key.offset + key.length),
      value,
      options: { ...below, order: order?.get(name) ?? order?.get('*') },
    });
  }
  return parts;
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

/** Whether a model takes a field of this name. */
export function mayWrite({ fields, fixed, isOpen }: WritableFields, name: string): boolean {
  return fields.has(name) || (isOpen && !fixed.has(name));
}

/**
 * The value of a node of a text; a number that a double can't hold comes as an `ExactNumber`. `onList` is told of every list
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
