import { applyEdits, findNodeAtOffset, getNodePath, modify, type JSONPath } from 'jsonc-parser';
import type { SpecEditing, SpecNode, TextChange } from '../schema/specFixes.js';
import { editingPlaces } from './editedPlaces.js';
import { jsonTree } from './jsonTree.js';
import type { Work } from './slices.js';
import type { FieldPath } from './specDiff.js';

/** Changes of a spec that is written in JSON, by edits that know its commas and braces. */
export function jsonEditing(text: string): SpecEditing {
  const tree = jsonTree(text);
  const pathOf = ({ offset }: SpecNode): JSONPath => {
    const node = tree && findNodeAtOffset(tree, offset);
    return node ? getNodePath(node) : [];
  };
  return {
    addFields: (object, fields) => {
      const path = pathOf(object);
      const added = fields.reduce((current, [name, value]) => changed(current, [...path, name], value), text);
      return difference(text, added);
    },
    removeField: (object, name) => difference(text, changed(text, [...pathOf(object), name], undefined)),
    name: (name) => JSON.stringify(name),
    value: (value) => JSON.stringify(value),
  };
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

/**
 * Characters that are read where places of a text are changed one by one, each in a text that is read again; where that takes more,
 * all of it is printed again, once.
 */
const MOST_READ = 1_000_000;

/** Whether so many places of a text may be changed one by one. */
export function isQuicklyEdited(text: string, places: number): boolean {
  return text.length * places <= MOST_READ;
}

/** A JSON text without the fields and members at the paths, which are in the order of the text. */
export function* takingOut(text: string, paths: readonly FieldPath[]): Work<string> {
  if (!isQuicklyEdited(text, paths.length)) {
    const edits = paths.map((path) => ({ path, value: undefined }));
    const written = yield* editingPlaces(text, edits);
    if (written !== undefined) return written;
  }
  const formattingOptions = { insertSpaces: true, tabSize: 2 };
  return paths.reduceRight(
    (left, path) => applyEdits(left, modify(left, [...path], undefined, { formattingOptions })),
    text,
  );
}
