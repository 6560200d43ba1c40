import { breakingChanges, brokenCalls, sidesOf, type BrokenCall } from './brokenCalls.js';
import type { Comparison } from '../../schema/comparison/comparison.js';
import type { UsedCall } from './usedCalls.js';

/** What of a file breaks. */
export type FileBreaks = (file: {
  readonly text: string;
  readonly calls: readonly UsedCall[];
}) => readonly BrokenCall[];

/** Says what of files breaks in the later documents of a comparison, whose changes are sorted once for all files. */
export function fileBreaks({ sections }: Pick<Comparison, 'sections'>): FileBreaks {
  const sorted = sections.map(({ before, after, changes }) => ({
    changes: breakingChanges(changes),
    sides: sidesOf(before?.document.raw, after?.document.raw),
  }));
  return ({ text, calls }) =>
    sorted.flatMap(({ changes, sides }) => brokenCalls(text, calls, changes, sides));
}
