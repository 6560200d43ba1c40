import { jsonTree } from './jsonTree.js';

export type ManifestFormat = 'json' | 'yaml';

/** The text of one manifest of a file, or of the place where one may be written. */
export interface ManifestPart {
  /** Which of the file's parts it is, from 0; what is before a leading `---` is none. */
  readonly index: number;
  /** Where it begins in the file's text, in UTF-16 units. */
  readonly offset: number;
  readonly text: string;
}

/** A line that parts documents. YAML 1.2, 9.1.2: no content may look like one, not even inside a block of text. */
const MARKER = /^(?:---|\.\.\.)(?=\s|$)/gm;

/** What is said of a document before its `---`. */
const ONLY_DIRECTIVES = /^(?:[ \t]*(?:#.*)?\r?\n)*(?:%.*(?:\r?\n|$)(?:[ \t]*(?:#.*)?(?:\r?\n|$))*)+$/;

/**
 * The parts of a manifest file: YAML documents, or the members of a JSON list; else all of it is one part. A document
 * that is empty is a part too, where a manifest may be begun.
 */
export function manifestParts(text: string, format: ManifestFormat): readonly ManifestPart[] {
  const parts = format === 'yaml' ? yamlParts(text) : jsonParts(text);
  return parts.map(([start, end], index) => ({ index, offset: start, text: text.slice(start, end) }));
}

type Span = readonly [start: number, end: number];

function yamlParts(text: string): readonly Span[] {
  const parts: Span[] = [];
  let start = 0;
  for (const marker of text.matchAll(MARKER)) {
    const before = text.slice(start, marker.index);
    // A directive speaks of the document that comes after its marker.
    if (marker[0] === '---' && ONLY_DIRECTIVES.test(before)) continue;
    if (parts.length > 0 || !isEmpty(before)) parts.push([start, marker.index]);
    start = marker.index + marker[0].length;
  }
  return [...parts, [start, text.length]];
}

function jsonParts(text: string): readonly Span[] {
  const root = jsonTree(text);
  if (root?.type !== 'array') return [[0, text.length]];
  return (root.children ?? []).map(({ offset, length }): Span => [offset, offset + length]);
}

/** Whether a YAML text holds nothing but comments. */
function isEmpty(text: string): boolean {
  return /^(?:[ \t]*(?:#.*)?(?:\r?\n|$))*$/.test(text);
}
