import { scanJson, type JsonSink } from './jsonScanner.js';
import { isLarge, jsonTree } from './jsonTree.js';
import { atOnce } from './slices.js';

export type ManifestFormat = 'json' | 'yaml';

/** The text of one manifest of a file, or of the place where one may be written. */
export interface ManifestPart {
  /** Which of the file's parts it is, from 0; what is before a leading `---` doesn't count. */
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
 * that is empty is a part too, where a manifest may start.
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

/** A text that is wrong somewhere is parted as far as a parser finds its way, but not where it is large. */
function jsonParts(text: string): readonly Span[] {
  const whole: readonly Span[] = [[0, text.length]];
  if (/^\s*\{/.test(text)) return whole;
  const members = new Members();
  if (atOnce(scanJson(text, members)) === undefined) return members.ofList ?? whole;
  const root = isLarge(text) ? undefined : jsonTree(text);
  if (root?.type !== 'array') return whole;
  return (root.children ?? []).map(({ offset, length }): Span => [offset, offset + length]);
}

/** Where the members of a list are; `undefined` for anything else. */
class Members implements JsonSink {
  ofList: Span[] | undefined;
  #depth = 0;
  #from = 0;

  open(offset: number, isList: boolean): void {
    this.#depth += 1;
    if (this.#depth === 1 && isList) this.ofList = [];
    if (this.#depth === 2) this.#from = offset;
  }

  close(end: number): void {
    this.#depth -= 1;
    if (this.#depth === 1) this.ofList?.push([this.#from, end]);
  }

  name(): void {
    // Names are inside of members.
  }

  value(offset: number, end: number): void {
    if (this.#depth === 1) this.ofList?.push([offset, end]);
  }
}

/** Whether a YAML text holds nothing but comments. */
function isEmpty(text: string): boolean {
  return /^(?:[ \t]*(?:#.*)?(?:\r?\n|$))*$/.test(text);
}
