import { lineStart } from '../resource/indentation.js';
import { isStrictJson, jsonLocation } from '../resource/jsonTree.js';
import { JsonCursor } from './jsonCursor.js';
import type { Span } from './problem.js';

/** Where a value is in JSON: names of fields and indices of lists, from the outside in. Negative ones count from the end. */
export type JsonPath = readonly (string | number)[];

const STEP = /\.([\w-]+)|\[(-?\d{1,9})\]|\['([^']*)'\]|\["([^"]*)"\]/y;

/** Reads `$.a.b[0]['c']`, or the same without `$.`; `undefined` for what names no single value: wildcards, filters, slices. */
export function readPath(text: string): JsonPath | undefined {
  return pathSteps(text)?.map(({ step }) => step);
}

/** A step of a path, and where its name or index is in the text. */
export interface PathStep {
  readonly step: string | number;
  readonly span: Span;
}

/** As `readPath`, with the places of the steps in a text that begins at an offset. */
export function pathSteps(text: string, offset = 0): readonly PathStep[] | undefined {
  const isBare = !text.startsWith('$') && !text.startsWith('[');
  const steps = text.startsWith('$') ? text.slice(1) : isBare ? `.${text}` : text;
  const moved = offset + text.length - steps.length;
  const path: PathStep[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < steps.length) {
    const from = STEP.lastIndex;
    const [whole = '', name, index, single, double] = STEP.exec(steps) ?? [];
    const written = name ?? index ?? single ?? double;
    if (written === undefined) return undefined;
    const start = moved + from + whole.indexOf(written);
    const step = index === undefined ? written : Number(index);
    path.push({ step, span: { start, end: start + written.length } });
  }
  return path;
}

/** A path as `readPath` reads it and `# @expect` takes it: `$.a.b[0]['c d']`. */
export function writePath(path: JsonPath): string {
  const steps = path.map((step) => {
    if (typeof step === 'number') return `[${String(step)}]`;
    if (/^[\w-]+$/.test(step)) return `.${step}`;
    return step.includes("'") ? `["${step}"]` : `['${step}']`;
  });
  return `$${steps.join('')}`;
}

/** The value at a path of a JSON text; `undefined` where there is none. */
export function valueAt(json: string, path: JsonPath): unknown {
  const text = textAt(json, path);
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
}

/**
 * The JSON of the value at a path, as it is written there: numbers beyond 2^53 stay as they are. One pass without a tree, since a
 * file may refer to a large response many times. `undefined` where there is none, and in a text that is no JSON.
 */
export function textAt(json: string, path: JsonPath): string | undefined {
  const cursor = new JsonCursor(json);
  if (!path.every((step) => cursor.enter(step))) return undefined;
  const start = cursor.at;
  cursor.skipValue();
  const text = json.slice(start, cursor.at);
  return isStrictJson(text) ? text : undefined;
}

/**
 * The path of the value that a cursor means, by its offset in a JSON text: the one on its line, wherever on the line it is, so that behind
 * a comma it isn't the next member. `undefined` on a line without a value, and in a text that is too large to be looked through.
 */
export function pathAt(text: string, offset: number): JsonPath | undefined {
  const start = lineStart(text, offset);
  const end = text.indexOf('\n', offset);
  const line = text.slice(start, end < 0 ? text.length : end);
  const first = start + line.search(/\S/);
  if (first < start) return undefined;
  let last = line.length;
  while (last > 0 && ' \t\r,{['.includes(line.charAt(last - 1))) last -= 1;
  const at = Math.max(first, Math.min(offset, start + last));
  const location = jsonLocation(text, at);
  if (!location) return undefined;
  const { path, isAtPropertyKey, previousNode } = location;
  // Between members it is a member that is not written yet; an end that begins a line is that of the whole.
  const isBetween = isAtPropertyKey && !previousNode;
  const isEnd = at === first && '}]'.includes(text.charAt(at));
  return isBetween || isEnd ? path.slice(0, -1) : path;
}
