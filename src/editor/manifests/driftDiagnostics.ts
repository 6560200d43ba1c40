import * as vscode from 'vscode';
import { changePlaces } from '../../resource/acceptCloud.js';
import type { TextPlace } from '../../resource/fieldPlace.js';
import { manifestFormat, type Manifest } from '../../resource/manifest.js';
import type { PlannedManifest } from '../../resource/manifestPlan.js';
import { describePath, type SpecChange } from '../../resource/specDiff.js';
import { fixedSentence } from '../changes/fixedSentence.js';
import { ourDiagnostic, rangeAt } from '../language/diagnostics.js';
import { labelText } from '../shell/labelText.js';

/** The code of the diagnostics that report a difference. */
export const DRIFT = 'drift';

const NAMED_FIELDS = 5;
/** So many fields of one manifest have a mark of their own; the last one names the rest. */
const MOST_MARKS = 20;

/** A place of a manifest at which the cloud has another value. */
export interface DriftMark {
  readonly diagnostic: vscode.Diagnostic;
  /** What differs there; nothing where it is the resource as a whole. */
  readonly changes: readonly SpecChange[];
}

/** The marks of a manifest that the cloud does not follow, each at its field; none of one that it does. */
export function driftMarks(document: vscode.TextDocument, planned: PlannedManifest): readonly DriftMark[] {
  const { action, changes, fixed, displayName, manifest } = planned;
  const whole = (sentence: string): readonly DriftMark[] => [
    { diagnostic: driftDiagnostic(document, firstLine(document, manifest), sentence), changes: [] },
  ];
  if (action === 'gone') return whole(vscode.l10n.t('{0} wasn’t found in the cloud.', displayName));
  if (changes.length === 0) {
    return fixed.length === 0 ? [] : whole(labelText(displayName, fixedSentence(fixed)));
  }
  return byPlace(document, planned).map(({ place, changes: some }) => {
    const fields = some.slice(0, NAMED_FIELDS).map(({ path }) => describePath(path));
    const named = `${fields.join(', ')}${some.length > NAMED_FIELDS ? ', …' : ''}`;
    const sentence = vscode.l10n.t('{0} differs from the cloud: {1}', displayName, named);
    return { diagnostic: driftDiagnostic(document, place, sentence), changes: some };
  });
}

/** Says where the manifests begin that were not compared; a plan of the file compares them all. */
export function leftDiagnostic(
  document: vscode.TextDocument,
  manifest: Manifest,
  { compared, count }: Readonly<Record<'compared' | 'count', number>>,
): vscode.Diagnostic {
  const sentence = vscode.l10n.t(
    'Only the first {0} of {1} resources in this file were compared with the cloud. Plan the file to compare them all.',
    compared,
    count,
  );
  return driftDiagnostic(document, firstLine(document, manifest), sentence);
}

/** A plan without the differences that are ignored, though they are sent along with others. */
export function drifted(planned: PlannedManifest): PlannedManifest {
  const ignored = new Set(planned.ignored);
  return { ...planned, changes: planned.changes.filter((change) => !ignored.has(change)) };
}

function driftDiagnostic(
  document: vscode.TextDocument,
  place: TextPlace,
  sentence: string,
): vscode.Diagnostic {
  const range = rangeAt(document, place);
  const diagnostic = ourDiagnostic(range, sentence, vscode.DiagnosticSeverity.Information);
  diagnostic.code = DRIFT;
  return diagnostic;
}

function firstLine(document: vscode.TextDocument, { place }: Pick<Manifest, 'place'>): TextPlace {
  const line = document.lineAt(document.positionAt(place.offset).line);
  return { offset: place.offset, length: Math.max(1, document.offsetAt(line.range.end) - place.offset) };
}

interface Marked {
  readonly place: TextPlace;
  readonly changes: SpecChange[];
}

/** The changes by where the manifest names their fields; those that it names nowhere are at its first line. */
function byPlace(
  document: vscode.TextDocument,
  { manifest, changes }: Pick<PlannedManifest, 'manifest' | 'changes'>,
): readonly Marked[] {
  const format = manifestFormat(document.uri.path);
  const places = changePlaces({ text: document.getText(), format, index: manifest.index }, changes);
  const marked = new Map<number, Marked>();
  let last: Marked | undefined;
  for (const [index, change] of changes.entries()) {
    const place = places[index] ?? firstLine(document, manifest);
    const known = marked.get(place.offset) ?? (marked.size < MOST_MARKS ? undefined : last);
    last = known ?? { place, changes: [] };
    last.changes.push(change);
    if (!known) marked.set(place.offset, last);
  }
  return [...marked.values()];
}
