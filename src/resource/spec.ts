import type { JsonObject } from '../api/jsonObject.js';
import type { Item } from '../schema/catalogue.js';
import type { WritableFields } from '../schema/writableFields.js';
import { jsonText } from './exactNumber.js';
import { nodeValue } from './jsonNodes.js';
import type { ScanOptions } from './jsonScanner.js';
import { beyondLimit, jsonTree, LONGEST_JSON, specTree } from './jsonTree.js';
import { fieldRanges, isExactlyParsed, jsonValue, type FieldRanges } from './jsonValues.js';
import { isSameSpec } from './sameSpec.js';
import { atOnce, Slices, type Work } from './slices.js';
import { printJson, type PrintOptions } from './specPrinter.js';

/** What of an item decides how its spec is read and sent. */
export type SpecShape = Pick<Item, 'answersTarget' | 'bodyForm' | 'takesChecksum' | 'writable'> &
  Partial<Pick<Item, 'fieldOrder' | 'around' | 'creatable'>>;

/**
 * The spec document of a resource, from the answer's text: of an envelope's `targetSpec`, or of a plain resource itself, what
 * its update takes, at any depth. Printed again, in the order in which the API document names the fields, then as the API
 * wrote them, and with every number as the API wrote it. Throws `TooLargeForSpec`, as all that reads a spec from an answer.
 */
export function specText(responseText: string, item: SpecShape): string {
  return atOnce(printingSpec(responseText, item));
}

/** As `specText`, in slices. */
export function* printingSpec(responseText: string, item: SpecShape): Work<string> {
  return yield* printSpec(responseText, item, undefined);
}

/**
 * As `specText`, with what exists at creation only: all that is needed to create the resource once more, in a manifest or
 * in another tool.
 */
export function wholeSpecText(responseText: string, item: SpecShape): string {
  return atOnce(printingWholeSpec(responseText, item));
}

/** As `wholeSpecText`, in slices. */
export function* printingWholeSpec(responseText: string, item: SpecShape): Work<string> {
  return yield* printSpec(responseText, item, item.creatable);
}

function* printSpec(
  responseText: string,
  item: SpecShape,
  creatable: WritableFields | undefined,
): Work<string> {
  const answer = yield* readParts(responseText);
  return answer ? yield* printedSpec(answer, item, creatable) : responseText;
}

/** A JSON text that is right, and where its own fields are. */
interface JsonParts {
  readonly text: string;
  readonly fields: FieldRanges;
}

/** `undefined` for what is no JSON at all; a text with a fault is read as its tree is, and rewritten. Throws `TooLargeForSpec`. */
function* readParts(text: string): Work<JsonParts | undefined> {
  const fields = text.length > LONGEST_JSON ? undefined : yield* fieldRanges(text);
  if (fields) return { text, fields };
  const mended = mendedText(text);
  const found = mended === undefined ? undefined : yield* fieldRanges(mended);
  return mended !== undefined && found ? { text: mended, fields: found } : undefined;
}

/** What a text with a fault says, as far as a parser finds its way, rewritten. Throws `TooLargeForSpec`. */
export function mendedText(text: string): string | undefined {
  const root = specTree(text);
  return root && jsonText(nodeValue(text, root));
}

/** As `printJson`; a text with a fault is printed as `readParts` reads it. */
function* printText(text: string, options: PrintOptions): Work<string | undefined> {
  const printed = text.length > LONGEST_JSON ? undefined : yield* printJson(text, options);
  if (printed) return printed.text;
  const mended = mendedText(text);
  return mended === undefined ? undefined : (yield* printJson(mended, options))?.text;
}

function* printedSpec(
  { text, fields }: JsonParts,
  item: SpecShape,
  creatable: WritableFields | undefined,
): Work<string> {
  const { writable, fieldOrder: order } = item;
  const range = specRange({ text, fields }, item);
  if (!range) return '{}\n';
  // Of a whole object, names that nothing speaks of are the answer's own.
  const isNamed = range === WHOLE && writable.fields.size > 0;
  const shown = isNamed ? { ...writable, isOpen: false } : writable;
  const printed = yield* printJson(text, { indent: '', writable: shown, creatable, order }, range);
  return `${printed?.text ?? ''}\n`;
}

const WHOLE: ScanOptions = {};

/** What of an answer holds the spec; `undefined` where it has none. */
function specRange(
  { text, fields }: JsonParts,
  { answersTarget, bodyForm }: SpecShape,
): ScanOptions | undefined {
  if (!answersTarget && bodyForm === 'spec') return WHOLE;
  const target = fields.get('targetSpec');
  return target && text.startsWith('null', target.from) ? undefined : target;
}

/** What an answer says of a spec. */
export interface SpecReading {
  /** As `specText` has it. */
  readonly text: string;
  /** The spec's value with all that its update does not take; `undefined` where there is none. */
  readonly whole: unknown;
  /** As `partsAroundSpec` has it. */
  readonly around: string | undefined;
}

/** Reads a spec from an answer's text and its values. Throws `TooLargeForSpec`. */
export function* readSpec(responseText: string, json: JsonObject, item: SpecShape): Work<SpecReading> {
  const answer = yield* readParts(responseText);
  if (!answer) return { text: responseText, whole: undefined, around: undefined };
  const range = specRange(answer, item) ?? { from: 0, to: 0 };
  const spec = answer.text.slice(range.from, range.to);
  return {
    text: yield* printedSpec(answer, item, undefined),
    // Reading it a second time would take as long as the answer did.
    whole: isExactlyParsed(spec) ? (range === WHOLE ? json : json.targetSpec) : yield* jsonValue(spec),
    around: yield* printedAround(answer.text, item),
  };
}

/**
 * An envelope's `currentState`, printed again; the whole object when there is none. What it has in common with the spec is in
 * the spec's order, so that both can be compared line by line.
 */
export function currentStateText(responseText: string, item?: Partial<SpecShape>): string {
  return atOnce(printingCurrentState(responseText, item));
}

/** As `currentStateText`, in slices. */
export function* printingCurrentState(responseText: string, item?: Partial<SpecShape>): Work<string> {
  const answer = yield* readParts(responseText);
  const state = answer?.fields.get('currentState');
  if (!answer || !state) return yield* printPretty(responseText);
  const printed = yield* printJson(answer.text, { indent: '', order: item?.fieldOrder }, state);
  return `${printed?.text ?? ''}\n`;
}

/**
 * JSON printed again, with the order of keys and every number kept. Text that is no JSON stays as it is, as does what is beyond
 * the limits of a spec.
 */
export function prettyText(text: string): string {
  return atOnce(printPretty(text));
}

/** As `prettyText`, in slices. */
export function* printPretty(text: string): Work<string> {
  if (beyondLimit(text) !== undefined) return text;
  const printed = yield* printText(text, { indent: '' });
  return printed === undefined ? text : `${printed}\n`;
}

/**
 * A spec's value. Comments and trailing commas are tolerated; a number that a double can't hold comes as an
 * `ExactNumber`. `undefined` when the text holds no value.
 */
export function specValue(text: string): unknown {
  return atOnce(readSpecValue(text));
}

/** As `specValue`, in slices. */
export function* readSpecValue(text: string): Work<unknown> {
  const value = yield* jsonValue(text);
  if (value !== undefined) return value;
  const root = jsonTree(text);
  return root && nodeValue(text, root);
}

/** Whether two specs, JSON texts, say the same. */
export async function saysTheSame(one: string, other: string, slices = new Slices()): Promise<boolean> {
  if (one === other) return true;
  const [own, theirs] = [
    await slices.through(readSpecValue(one)),
    await slices.through(readSpecValue(other)),
  ];
  await slices.rest();
  return isSameSpec(own, theirs);
}

/** A spec's JSON text without what its update does not take, printed again. */
export function writableText(text: string, item: Pick<SpecShape, 'writable'>): string {
  return atOnce(printWritable(text, item));
}

/** As `writableText`, in slices. */
export function* printWritable(text: string, { writable }: Pick<SpecShape, 'writable'>): Work<string> {
  const printed = yield* printText(text, { writable, indent: '' });
  return printed === undefined ? text : `${printed}\n`;
}

/** What a body holds beside the spec. */
export interface BodyParts {
  /** The resource's checksum that the change was made on. */
  readonly checksum: string | undefined;
  /** What `partsAroundSpec` made of the reading. */
  readonly around?: string | undefined;
}

/**
 * The body that a save sends, made for the update's own model: `{checksum?, targetSpec}`, or the spec itself with the
 * checksum among its fields where it takes one. What the model does not name is left out at any depth, for the API refuses it.
 */
export function* requestBody(text: string, item: SpecShape, { checksum, around }: BodyParts): Work<string> {
  const spec = (yield* printText(text, { writable: item.writable })) ?? 'null';
  const lock = checksum !== undefined && item.takesChecksum ? [`"checksum":${JSON.stringify(checksum)}`] : [];
  if (item.bodyForm === 'spec') {
    const fields = spec.slice(1, -1);
    return spec.startsWith('{') ? `{${[...lock, ...(fields === '' ? [] : [fields])].join(',')}}` : spec;
  }
  const parts = [...lock, ...(around === undefined ? [] : [around]), `"targetSpec":${spec}`];
  return `{${parts.join(',')}}`;
}

/**
 * What of an answer goes into the update's body as it was read, beside the spec and its checksum: JSON text of the fields,
 * without braces; `undefined` where there is nothing.
 */
export function partsAroundSpec(responseText: string, { around }: SpecShape): string | undefined {
  const answer = around && atOnce(readParts(responseText));
  return answer && atOnce(printedAround(answer.text, { around }));
}

function* printedAround(text: string, { around }: Pick<SpecShape, 'around'>): Work<string | undefined> {
  const printed = around && (yield* printJson(text, { writable: around }))?.text.slice(1, -1);
  return printed === '' ? undefined : printed;
}
