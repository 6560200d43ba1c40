import type { OpenApiDocument } from '../openapi.js';
import type { Change } from './judge.js';

/** A document on one side of a comparison. */
export interface ComparedDocument {
  readonly document: Pick<OpenApiDocument, 'raw'>;
  /** Where results lead in an export: a URI, or a relative reference. */
  readonly uri: string;
  /** The line of a JSON pointer, where the document is a text that the user has. */
  readonly lineOf?: (pointer: string) => number;
}

/** What differs in one section, or between two files. */
export interface ComparedSection {
  readonly name: string;
  /** A sentence about it, such as that one side doesn't have it. */
  readonly note?: string;
  /** Absent where that side doesn't have it. */
  readonly before?: ComparedDocument;
  readonly after?: ComparedDocument;
  /** The worst first. */
  readonly changes: readonly Change[];
}

/** A sentence about a whole comparison. */
export interface ComparisonNote {
  readonly tone: 'neutral' | 'ok' | 'warning';
  readonly text: string;
}

/** Two sets of API documents, compared. */
export interface Comparison {
  readonly title: string;
  /** What both sides are called, such as `v1.0` and `default`. */
  readonly names: readonly [before: string, after: string];
  readonly sections: readonly ComparedSection[];
  readonly notes: readonly ComparisonNote[];
}

/** What of the user's a change concerns. */
export type UsersOf = (change: Change) => readonly string[];

/** Every change of a comparison with the section that it is in. A report names changes by their place in this list. */
export function changesOf(
  comparison: Comparison,
): readonly { readonly change: Change; readonly section: number }[] {
  return comparison.sections.flatMap(({ changes }, section) =>
    changes.map((change) => ({ change, section })),
  );
}
