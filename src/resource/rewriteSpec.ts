import { applyEdits, modify } from 'jsonc-parser';
import { isNode, type Node } from 'yaml';
import { jsonText } from './exactNumber.js';
import { editingPlaces } from './editedPlaces.js';
import { isQuicklyEdited } from './jsonEditing.js';
import { isSameSpec } from './sameSpec.js';
import { atOnce, type Work } from './slices.js';
import { prettyText, printPretty, readSpecValue, specValue } from './spec.js';
import { diffSpecs, valueAt, type FieldPath, type SpecChange } from './specDiff.js';
import { jsonOfYaml, yamlOfJson } from './yamlSpec.js';
import { parseYaml } from './yamlText.js';

/**
 * A spec's text in its language that says what `wanted` says, JSON text: only what differs is rewritten, so that comments
 * and layout stay. Where that can't be done, all of it is rewritten.
 */
export function rewriteSpec(text: string, format: 'json' | 'yaml', wanted: string): string {
  return atOnce(rewritingSpec(text, format, wanted));
}

/** As `rewriteSpec`, in slices. */
export function* rewritingSpec(text: string, format: 'json' | 'yaml', wanted: string): Work<string> {
  const value = yield* readSpecValue(wanted);
  return format === 'yaml' ? rewriteYaml(text, value, wanted) : yield* rewritingJson(text, value, wanted);
}

function* rewritingJson(text: string, wanted: unknown, wantedText: string): Work<string> {
  const before = yield* readSpecValue(text);
  yield;
  const places = placesOf(diffSpecs(before, wanted));
  yield;
  const written = isQuicklyEdited(text, places.length)
    ? editedOneByOne(text, places, wanted)
    : yield* editingPlaces(
        text,
        places.map((path) => ({ path, value: valueAt(wanted, path) })),
      );
  const after = written === undefined ? undefined : yield* readSpecValue(written);
  yield;
  const isRight = written !== undefined && isSameSpec(after, wanted);
  return isRight ? written : yield* printPretty(wantedText);
}

function editedOneByOne(text: string, places: readonly FieldPath[], wanted: unknown): string {
  return places.reduce((current, path) => {
    const value = valueAt(wanted, path);
    if (value === undefined) return withValue(current, path, undefined);
    // The editor knows no numbers but JavaScript's: a stand-in is put where the exact text belongs.
    const standIn = standInFor(current);
    return withValue(current, path, standIn).replace(JSON.stringify(standIn), () => indented(value));
  }, text);
}

function rewriteYaml(text: string, wanted: unknown, wantedText: string): string {
  const { json } = jsonOfYaml(text);
  const document = parseYaml(text);
  if (json === undefined || document.errors.length > 0) return yamlOfJson(wantedText);
  for (const path of placesOf(diffSpecs(specValue(json), wanted))) {
    const value = valueAt(wanted, path);
    if (value === undefined) document.deleteIn(path);
    else
      document.setIn(
        path,
        withCommentsOf(document.getIn(path, true), parseYaml(yamlOfJson(jsonText(value))).contents),
      );
  }
  // As the text has it, as far as it is of one mind.
  const flowCollectionPadding = /[{[] /.test(text) || !/[{[][^\s}\]]/.test(text);
  const written = document.toString({ lineWidth: 0, flowCollectionPadding });
  const after = jsonOfYaml(written).json;
  const isRight = after !== undefined && isSameSpec(specValue(after), wanted);
  return isRight ? written : yamlOfJson(wantedText);
}

/** A value with what was said beside the one whose place it takes. */
function withCommentsOf(before: unknown, value: Node | null): Node | null {
  if (isNode(before) && value) {
    const { comment, commentBefore, spaceBefore } = before;
    Object.assign(value, { comment, commentBefore, spaceBefore });
  }
  return value;
}

/** The places to write. A list that members come to or go from is written as a whole: places behind them would move. */
function placesOf(changes: readonly SpecChange[]): readonly FieldPath[] {
  const places = new Map<string, FieldPath>();
  for (const { kind, path } of changes) {
    const member = kind === 'changed' ? -1 : path.findIndex((step) => typeof step === 'number');
    const place = member === -1 ? path : path.slice(0, member);
    places.set(JSON.stringify(place), place);
  }
  return [...places.values()];
}

function withValue(text: string, path: FieldPath, value: unknown): string {
  const formattingOptions = { insertSpaces: true, tabSize: 2 };
  return applyEdits(text, modify(text, [...path], value, { formattingOptions }));
}

function standInFor(text: string): string {
  let standIn = 'value';
  while (text.includes(standIn)) standIn += '_';
  return standIn;
}

function indented(value: unknown): string {
  return prettyText(jsonText(value)).trimEnd();
}
