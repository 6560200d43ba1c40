import { breakingChanges, brokenCalls, type BrokenCall } from './brokenCalls.js';
import type { Change } from '../schema/comparison/judge.js';
import { isJsonObject } from '../schema/openapi.js';
import type { ComparedSection, Comparison } from '../schema/comparison/comparison.js';
import { keysOfPointer } from '../resource/definition.js';
import type { UsedCall } from './usedCalls.js';

/** What of a file breaks. */
export type FileBreaks = (file: {
  readonly text: string;
  readonly calls: readonly UsedCall[];
}) => readonly BrokenCall[];

/** Tells what of files breaks in the later documents of a comparison, whose changes are sorted once for all files. */
export function fileBreaks({ sections }: Pick<Comparison, 'sections'>): FileBreaks {
  const sorted = sections.map((section) => ({ section, changes: breakingChanges(section.changes) }));
  return ({ text, calls }) =>
    sorted.flatMap(({ section, changes }) =>
      brokenCalls(text, calls, changes, (change) => valuesAfter(section, change)),
    );
}

/** The values that are left of an enum. */
function valuesAfter({ after }: ComparedSection, { pointers }: Change): readonly unknown[] {
  const keys = keysOfPointer(pointers.after ?? pointers.before ?? '');
  const end = keys.lastIndexOf('enum');
  const schema = (end < 0 ? keys : keys.slice(0, end)).reduce<unknown>(
    (value, key) => (isJsonObject(value) ? value[key] : undefined),
    after?.document.raw,
  );
  const values = isJsonObject(schema) ? schema.enum : undefined;
  return Array.isArray(values) ? values : [];
}
