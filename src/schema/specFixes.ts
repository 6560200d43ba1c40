import { closest, distance } from 'fastest-levenshtein';
import {
  applyEdits,
  findNodeAtOffset,
  getNodePath,
  modify,
  parseTree,
  type JSONPath,
  type Node,
} from 'jsonc-parser';
import { isJsonObject, type JsonObject } from './openapi.js';
import { valueOfProperty } from './template.js';

/** A part of a text and what takes its place. Offsets and lengths in UTF-16 units, as VS Code counts. */
export interface TextChange {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** A way to make a spec agree with its schema. */
export type SpecFix = TextChange &
  (
    | { readonly kind: 'addMissing'; readonly names: readonly string[] }
    | { readonly kind: 'removeUnknown'; readonly name: string }
    | { readonly kind: 'renameUnknown'; readonly name: string; readonly newName: string }
    | { readonly kind: 'replaceValue'; readonly value: unknown }
  );

/** The part of a parsed text that a schema speaks of, as `vscode-json-languageservice` finds them. */
export interface SchemaMatch {
  readonly node: {
    readonly type: string;
    readonly offset: number;
    readonly length: number;
    readonly value?: unknown;
  };
  readonly schema: unknown;
}

/** How different a word may be, as a share of its length, to be taken for a slip. */
const SLIP = 0.5;
const PROPOSED_VALUES = 3;

/**
 * What can be mended between two offsets of a spec's text: fields that its schema requires and are missing, fields that
 * it does not know, values that it does not allow. `root` is the whole schema, where references lead to.
 */
export function specFixes(
  text: string,
  root: JsonObject,
  matches: readonly SchemaMatch[],
  range: { readonly start: number; readonly end: number },
): readonly SpecFix[] {
  const touched = matches.filter(
    ({ node }) => node.offset <= range.end && node.offset + node.length >= range.start,
  );
  const tree = parseTree(text);
  const fixes = touched.flatMap(({ node, schema }) => {
    if (!isJsonObject(schema)) return [];
    if (node.type !== 'object') return valueFixes(text, node, schema);
    const object = tree && findNodeAtOffset(tree, node.offset);
    return object?.type === 'object' ? objectFixes(text, root, { object, schema, range }) : [];
  });
  const seen = new Set<string>();
  return fixes.filter((fix) => {
    const key = `${fix.kind} ${String(fix.offset)} ${String(fix.length)} ${fix.text}`;
    return !seen.has(key) && seen.add(key);
  });
}

interface ObjectPart {
  readonly object: Node;
  readonly schema: JsonObject;
  readonly range: { readonly start: number; readonly end: number };
}

function objectFixes(text: string, root: JsonObject, part: ObjectPart): readonly SpecFix[] {
  const path = getNodePath(part.object);
  const properties = isJsonObject(part.schema.properties) ? part.schema.properties : {};
  const fields = (part.object.children ?? []).flatMap(({ children, offset, length }) => {
    const [name, value] = children ?? [];
    return typeof name?.value === 'string' ? [{ name, value, text: name.value, offset, length }] : [];
  });
  const present = new Set(fields.map((field) => field.text));
  const fixes: SpecFix[] = [];

  const required: readonly unknown[] = Array.isArray(part.schema.required) ? part.schema.required : [];
  const missing = required.filter((name): name is string => typeof name === 'string' && !present.has(name));
  if (missing.length > 0) {
    const added = missing.reduce(
      (current, name) => changed(current, [...path, name], valueOfProperty(root, properties[name])),
      text,
    );
    fixes.push({ kind: 'addMissing', names: missing, ...difference(text, added) });
  }

  if (part.schema.additionalProperties !== false) return fixes;
  for (const field of fields) {
    const isTouched = field.offset <= part.range.end && field.offset + field.length >= part.range.start;
    if (!isTouched || Object.hasOwn(properties, field.text)) continue;
    const open = Object.keys(properties).filter((name) => !present.has(name));
    const meant = open.length > 0 ? closest(field.text, open) : undefined;
    if (meant !== undefined && isSlip(field.text, meant)) {
      const { offset, length } = field.name;
      fixes.push({
        kind: 'renameUnknown',
        name: field.text,
        newName: meant,
        offset,
        length,
        text: JSON.stringify(meant),
      });
    }
    const removed = changed(text, [...path, field.text], undefined);
    fixes.push({ kind: 'removeUnknown', name: field.text, ...difference(text, removed) });
  }
  return fixes;
}

function valueFixes(text: string, node: SchemaMatch['node'], schema: JsonObject): readonly SpecFix[] {
  const allowed: readonly unknown[] = Array.isArray(schema.enum) ? schema.enum : [];
  if (allowed.length === 0 || allowed.includes(node.value)) return [];
  const given = text.slice(node.offset, node.offset + node.length);
  return [...allowed]
    .map((value) => ({ value, distance: distance(given.toLowerCase(), written(value).toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, PROPOSED_VALUES)
    .map(({ value }) => ({
      kind: 'replaceValue',
      value,
      offset: node.offset,
      length: node.length,
      text: written(value),
    }));
}

function isSlip(word: string, meant: string): boolean {
  const apart = distance(word.toLowerCase(), meant.toLowerCase());
  return apart <= Math.max(word.length, meant.length) * SLIP;
}

function written(value: unknown): string {
  return JSON.stringify(value);
}

/** The text with one field set, or taken out when `value` is `undefined`; all else stays byte for byte. */
function changed(text: string, path: JSONPath, value: unknown): string {
  return applyEdits(
    text,
    modify(text, path, value, { formattingOptions: { insertSpaces: true, tabSize: 2 } }),
  );
}

/** The one change that makes `after` of `before`. */
function difference(before: string, after: string): TextChange {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end += 1;
  return {
    offset: start,
    length: before.length - start - end,
    text: after.slice(start, after.length - end),
  };
}
