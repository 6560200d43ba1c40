import { closest, distance } from 'fastest-levenshtein';
import { isFixedField } from './jsonSchema.js';
import { isJsonObject, type JsonObject } from './openapi.js';
import { allowedValues } from './slowKeywords.js';
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

/** A name or a value in a text, as `vscode-json-languageservice` has it, whatever the text's language. */
export interface SpecNode {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly value?: unknown;
  /** An object's fields. */
  readonly properties?: readonly {
    readonly offset: number;
    readonly length: number;
    readonly keyNode: { readonly value: string; readonly offset: number; readonly length: number };
  }[];
}

/** The part of a parsed text that a schema speaks of, as `vscode-json-languageservice` finds them. */
export interface SchemaMatch {
  readonly node: SpecNode;
  readonly schema: unknown;
}

/** How a language changes a spec's text and leaves all else in it as it is. `object` is a node of that text. */
export interface SpecEditing {
  addFields(object: SpecNode, fields: readonly (readonly [name: string, value: unknown])[]): TextChange;
  removeField(object: SpecNode, name: string): TextChange;
  name(name: string): string;
  value(value: unknown): string;
}

/** How different a word may be, as a share of its length, to be taken for a slip. */
const SLIP = 0.5;
const PROPOSED_VALUES = 3;
/** Letters of a word that are compared with those of others. */
const COMPARED_LETTERS = 200;
/** Allowed values that are compared with the given one. */
const COMPARED_VALUES = 2_000;
/** So many fixes are more than a menu shows; all of a text may be selected, and thousands be wrong with it. */
const MOST_FIXES = 50;

/**
 * What can be fixed between two offsets of a spec's text: fields that its schema requires and are missing, fields that
 * it does not know or that only the API sets, values that it does not allow; the first `MOST_FIXES` of them. `root` is the whole
 * schema, where references lead to.
 */
export function specFixes(
  editing: SpecEditing,
  root: JsonObject,
  matches: readonly SchemaMatch[],
  range: { readonly start: number; readonly end: number },
): readonly SpecFix[] {
  const fixes = new Map<string, SpecFix>();
  for (const { node, schema } of matches) {
    const isTouched = node.offset <= range.end && node.offset + node.length >= range.start;
    if (!isTouched || !isJsonObject(schema)) continue;
    const found =
      node.type === 'object'
        ? objectFixes(editing, root, { object: node, schema, range })
        : valueFixes(editing, node, schema);
    for (const fix of found) {
      fixes.set(`${fix.kind} ${String(fix.offset)} ${String(fix.length)} ${fix.text}`, fix);
      if (fixes.size >= MOST_FIXES) return [...fixes.values()];
    }
  }
  return [...fixes.values()];
}

interface ObjectPart {
  readonly object: SpecNode;
  readonly schema: JsonObject;
  readonly range: { readonly start: number; readonly end: number };
}

function objectFixes(editing: SpecEditing, root: JsonObject, part: ObjectPart): readonly SpecFix[] {
  const { object, schema } = part;
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  const present = new Set((object.properties ?? []).map(({ keyNode }) => keyNode.value));
  const required: readonly unknown[] = Array.isArray(schema.required) ? schema.required : [];
  const names = required.filter((name): name is string => typeof name === 'string' && !present.has(name));
  const unknown = unknownFixes(editing, part, { properties, present });
  if (names.length === 0) return unknown;
  const fields = names.map((name) => [name, valueOfProperty(root, properties[name])] as const);
  return [{ kind: 'addMissing', names, ...editing.addFields(object, fields) }, ...unknown];
}

function unknownFixes(
  editing: SpecEditing,
  { object, schema, range }: ObjectPart,
  { properties, present }: { readonly properties: JsonObject; readonly present: ReadonlySet<string> },
): readonly SpecFix[] {
  const isClosed = schema.additionalProperties === false;
  const fixes: SpecFix[] = [];
  const open = Object.keys(properties).filter((one) => !present.has(one) && !isFixedField(properties[one]));
  for (const { keyNode, offset, length } of object.properties ?? []) {
    const name = keyNode.value;
    const isTouched = offset <= range.end && offset + length >= range.start;
    const isKnown = Object.hasOwn(properties, name);
    const isRefused = isKnown ? isFixedField(properties[name]) : isClosed;
    if (!isTouched || !isRefused) continue;
    if (fixes.length >= MOST_FIXES) break;
    const meant = open.length > 0 && !isKnown ? closest(name.slice(0, COMPARED_LETTERS), open) : undefined;
    if (meant !== undefined && isSlip(name, meant)) {
      const place = { offset: keyNode.offset, length: keyNode.length };
      fixes.push({ kind: 'renameUnknown', name, newName: meant, ...place, text: editing.name(meant) });
    }
    fixes.push({ kind: 'removeUnknown', name, ...editing.removeField(object, name) });
  }
  return fixes;
}

function valueFixes(editing: SpecEditing, node: SpecNode, schema: JsonObject): readonly SpecFix[] {
  const allowed = allowedValues(schema);
  if (allowed.length === 0 || allowed.includes(node.value)) return [];
  const given = compared(JSON.stringify(node.value ?? null));
  return allowed
    .slice(0, COMPARED_VALUES)
    .map((value) => ({ value, distance: distance(given, compared(JSON.stringify(value))) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, PROPOSED_VALUES)
    .map(({ value }) => ({
      kind: 'replaceValue',
      value,
      offset: node.offset,
      length: node.length,
      text: editing.value(value),
    }));
}

function compared(word: string): string {
  return word.slice(0, COMPARED_LETTERS).toLowerCase();
}

function isSlip(word: string, meant: string): boolean {
  const apart = distance(compared(word), compared(meant));
  return apart <= Math.max(word.length, meant.length) * SLIP;
}
