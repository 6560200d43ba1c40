import * as vscode from 'vscode';
import { changePlace } from '../../resource/acceptCloud.js';
import { manifestFormat, type Manifest } from '../../resource/manifest.js';
import type { PlannedManifest } from '../../resource/manifestPlan.js';
import { describePath } from '../../resource/specDiff.js';
import { fixedSentence } from '../changes/fixedSentence.js';
import { ourDiagnostic, rangeAt } from '../language/diagnostics.js';
import { DRIFT } from './driftActions.js';

const NAMED_FIELDS = 5;

/** Says how the cloud differs from a manifest; `undefined` where it doesn't. */
export function driftDiagnostic(
  document: vscode.TextDocument,
  planned: PlannedManifest,
): vscode.Diagnostic | undefined {
  const sentence = driftSentence(planned);
  if (sentence === undefined) return undefined;
  const range = rangeAt(document, placeOf(document, planned));
  const diagnostic = ourDiagnostic(range, sentence, vscode.DiagnosticSeverity.Information);
  diagnostic.code = DRIFT;
  return diagnostic;
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
  const range = rangeAt(document, firstLine(document, manifest));
  const diagnostic = ourDiagnostic(range, sentence, vscode.DiagnosticSeverity.Information);
  diagnostic.code = DRIFT;
  return diagnostic;
}

/** A plan without the differences that are ignored, though they are sent along with others. */
export function drifted(planned: PlannedManifest): PlannedManifest {
  const ignored = new Set(planned.ignored);
  return { ...planned, changes: planned.changes.filter((change) => !ignored.has(change)) };
}

/** What is said of a manifest that the cloud does not follow; nothing of one that it does. */
function driftSentence({ action, changes, fixed, displayName }: PlannedManifest): string | undefined {
  if (action === 'gone') return vscode.l10n.t('{0} wasn’t found in the cloud.', displayName);
  if (changes.length === 0) return fixed.length === 0 ? undefined : `${displayName}: ${fixedSentence(fixed)}`;
  const fields = changes.slice(0, NAMED_FIELDS).map(({ path }) => describePath(path));
  const more = changes.length > NAMED_FIELDS ? ', …' : '';
  return vscode.l10n.t('{0} differs from the cloud: {1}', displayName, `${fields.join(', ')}${more}`);
}

/** The first field that differs, where the manifest names it; else the manifest's first line. */
function placeOf(
  document: vscode.TextDocument,
  { manifest, changes: [first] }: PlannedManifest,
): { readonly offset: number; readonly length: number } {
  const format = manifestFormat(document.uri.path);
  const text = document.getText();
  const place = first && changePlace({ text, format, index: manifest.index }, first);
  return place ?? firstLine(document, manifest);
}

function firstLine(document: vscode.TextDocument, { place }: Manifest): { offset: number; length: number } {
  const line = document.lineAt(document.positionAt(place.offset).line);
  return { offset: place.offset, length: Math.max(1, document.offsetAt(line.range.end) - place.offset) };
}
