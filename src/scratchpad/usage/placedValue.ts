import type { Node } from 'jsonc-parser';
import type { ASTNode } from 'vscode-json-languageservice';
import { jsonTree } from '../../resource/jsonTree.js';
import { yamlTree } from '../../resource/yamlTree.js';
import { holdsVariable, type MaskedBody } from '../help/maskedBody.js';
import type { PathStep } from '../jsonPath.js';
import type { Span } from '../problem.js';

/** A value that a file sends or reads, with the places of its parts in the file. */
export interface PlacedValue {
  readonly span: Span;
  /** A text, number, boolean or `null`; `undefined` for objects, lists, and what isn't known before it is sent. */
  readonly scalar?: unknown;
  /** Of an object. */
  readonly fields?: readonly PlacedField[];
  /** Of a list. */
  readonly items?: readonly PlacedValue[];
  /** Whether numbers and such are written as text: in a path, a query or a header. */
  readonly isText?: boolean;
  /** Whether an object may lack fields because they are filled in elsewhere. */
  readonly isPartial?: boolean;
}

/** A field of an object. */
interface PlacedField {
  readonly name: string;
  /** The name, without quotes. */
  readonly span: Span;
  readonly value: PlacedValue;
}

type Tree = Node | ASTNode;

/** The value of a JSON or YAML text that begins at an offset of the file; `undefined` where it can't be read. */
export function placedValue(
  text: string,
  form: MaskedBody['form'],
  offset = 0,
  isPartial = false,
): PlacedValue | undefined {
  const root: Tree | undefined = form === 'yaml' ? yamlTree(text) : jsonTree(text);
  return root && placed(root, { text, offset, isPartial });
}

interface Reading {
  readonly text: string;
  readonly offset: number;
  readonly isPartial: boolean;
}

function placed(node: Tree, reading: Reading): PlacedValue {
  const span = placeOf(node, reading);
  if (node.type === 'object') {
    const fields = (node.children ?? []).flatMap((property) => field(property, reading));
    return { span, fields, ...(reading.isPartial && { isPartial: true }) };
  }
  if (node.type === 'array') {
    // A list is sent as it is written.
    const inside = { ...reading, isPartial: false };
    return { span, items: (node.children ?? []).map((item) => placed(item, inside)) };
  }
  const value: unknown = node.value;
  return typeof value === 'string' && holdsVariable(value) ? { span } : { span, scalar: value };
}

function field({ children }: Tree, reading: Reading): readonly PlacedField[] {
  const [key, value] = children ?? [];
  if (key?.type !== 'string' || !value) return [];
  return [{ name: String(key.value), span: placeOf(key, reading), value: placed(value, reading) }];
}

/** Without the quotes of a text, so that another text can take its place. */
function placeOf({ type, offset: own, length }: Tree, { text, offset }: Reading): Span {
  const isQuoted = type === 'string' && length > 1 && /["']/.test(text.charAt(own));
  const [start, end] = isQuoted ? [own + 1, own + length - 1] : [own, own + length];
  return { start: start + offset, end: end + offset };
}

/** What is read of a response: a value that has nothing but what the path leads through. */
export function valueOfPath(steps: readonly PathStep[]): PlacedValue | undefined {
  return steps.reduceRight<PlacedValue | undefined>((value, { step, span }) => {
    const inside = value ?? { span };
    return typeof step === 'number'
      ? { span, items: [inside] }
      : { span, fields: [{ name: step, span, value: inside }], isPartial: true };
  }, undefined);
}
