import { brokenCalls, changesByCall, concerningChanges, type BrokenCall } from './brokenCalls.js';
import { sidesOf } from './callUse.js';
import type { ComparedSection } from '../../schema/comparison/comparison.js';
import type { Change } from '../../schema/comparison/judge.js';
import type { UsedCall } from './usedCalls.js';

/** A text of the user's, and the calls that it makes. */
export interface CallingText {
  readonly text: string;
  readonly calls: readonly UsedCall[];
}

/** What of a file breaks. */
export type FileBreaks = (file: CallingText) => readonly BrokenCall[];

/** Documents that were compared, and what differs. */
interface Sections {
  readonly sections: readonly Pick<ComparedSection, 'before' | 'after' | 'changes'>[];
}

/** Says what of files breaks in the later documents of a comparison, whose changes are sorted once for all files. */
export function fileBreaks({ sections }: Sections): FileBreaks {
  const sorted = sections.map(({ before, after, changes }) => ({
    changes: changesByCall(changes.filter(({ severity }) => severity === 'breaking')),
    sides: sidesOf(before?.document.raw, after?.document.raw),
  }));
  return ({ text, calls }) =>
    sorted.flatMap(({ changes, sides }) => brokenCalls(text, calls, changes, sides));
}

/** Says which changes of a comparison concern files by what they send and read. The changes are sorted once for all files. */
export function fileConcerns({ sections }: Sections): (file: CallingText) => readonly Change[] {
  const sorted = sections.map(({ before, after, changes }) => ({
    changes: changesByCall(changes),
    sides: sidesOf(before?.document.raw, after?.document.raw),
  }));
  return ({ text, calls }) =>
    sorted.flatMap(({ changes, sides }) => [...concerningChanges(text, calls, changes, sides)]);
}
