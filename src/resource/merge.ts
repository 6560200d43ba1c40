import { applyEdits, modify, type JSONPath } from 'jsonc-parser';
import { specValue } from './spec.js';
import { diffSpecs, type FieldPath } from './specDiff.js';

/** A field that both sides changed, each to something else. */
export interface Conflict {
  readonly path: FieldPath;
  readonly base: unknown;
  readonly theirs: unknown;
  readonly mine: unknown;
}

export interface Merge {
  /** Their text with my changes in it; where both changed a field, theirs stays. */
  readonly text: string;
  readonly conflicts: readonly Conflict[];
}

/**
 * Puts my changes into their text, field by field. A list counts as one field: what its members' places mean is not for
 * us to guess. Their text keeps its numbers and its order.
 */
export function mergeSpecTexts(base: string, theirs: string, mine: string): Merge {
  const baseValue = specValue(base);
  const theirValue = specValue(theirs);
  const myValue = specValue(mine);
  const theirPaths = changedFields(baseValue, theirValue);
  const conflicts: Conflict[] = [];
  let text = theirs;
  for (const path of changedFields(baseValue, myValue)) {
    const [mineAt, theirsAt] = [at(myValue, path), at(theirValue, path)];
    if (diffSpecs(mineAt, theirsAt).length === 0) continue;
    if (theirPaths.some((other) => overlaps(path, other))) {
      conflicts.push({ path, base: at(baseValue, path), theirs: theirsAt, mine: mineAt });
      continue;
    }
    const edits = modify(text, path as JSONPath, mineAt, {
      formattingOptions: { insertSpaces: true, tabSize: 2 },
    });
    text = applyEdits(text, edits);
  }
  return { text, conflicts };
}

function changedFields(before: unknown, after: unknown): readonly FieldPath[] {
  const fields = new Map<string, FieldPath>();
  for (const { path } of diffSpecs(before, after)) {
    const list = path.findIndex((part) => typeof part === 'number');
    const field = list < 0 ? path : path.slice(0, list);
    fields.set(JSON.stringify(field), field);
  }
  return [...fields.values()];
}

function overlaps(a: FieldPath, b: FieldPath): boolean {
  const length = Math.min(a.length, b.length);
  return a.slice(0, length).every((part, index) => part === b[index]);
}

function at(value: unknown, path: FieldPath): unknown {
  let current = value;
  for (const part of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, part)) return undefined;
    current = Reflect.get(current, part);
  }
  return current;
}
