import * as vscode from 'vscode';
import { acceptCloud, acceptedPart } from '../../resource/acceptCloud.js';
import { displayLine } from '../../resource/displayText.js';
import { jsonText } from '../../resource/exactNumber.js';
import { manifestFormat } from '../../resource/manifest.js';
import type { PlannedManifest } from '../../resource/manifestPlan.js';
import { holdsSecret } from '../../resource/secretFields.js';
import { specValue } from '../../resource/spec.js';
import { describePath, type SpecChange } from '../../resource/specDiff.js';
import { DRIFT, type DriftMark } from './driftDiagnostics.js';

/** So many fields are offered one by one. */
const MOST_FIELDS = 5;
/** So much of a value is shown. */
const SHOWN_CHARACTERS = 60;

/** A manifest that differs from the cloud. */
export interface Drifted {
  /** One for each field that differs, where the manifest names it. */
  readonly marks: readonly DriftMark[];
  readonly planned: PlannedManifest;
}

/** What can be done where a manifest differs: look at how, or take into the file what the cloud has. */
export function driftActions(
  document: vscode.TextDocument,
  diagnostics: readonly vscode.Diagnostic[],
  drifted: readonly Drifted[],
): vscode.CodeAction[] {
  const meant = diagnostics.filter(({ code }) => code === DRIFT);
  if (meant.length === 0) return [];
  const title = vscode.l10n.t('Plan this file: show what differs from the cloud');
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { command: 'ovhApi.manifests.plan', title, arguments: [document.uri] };
  action.diagnostics = [...meant];
  const isMeant = ({ diagnostic }: DriftMark): boolean =>
    meant.some(({ range }) => range.isEqual(diagnostic.range));
  return [
    action,
    ...drifted.flatMap((one) => {
      const here = one.marks.filter(isMeant);
      return here.length === 0 ? [] : acceptActions(document, one.planned, here);
    }),
  ];
}

/** The fields that are marked here, each and all of the manifest. A secret is shown nowhere, so it is not written into a file either. */
function acceptActions(
  document: vscode.TextDocument,
  planned: PlannedManifest,
  here: readonly DriftMark[],
): readonly vscode.CodeAction[] {
  const cloud = specValue(planned.live);
  const isOpen = (change: SpecChange): boolean => {
    const { isSecret } = planned;
    if (holdsSecret(change.after, isSecret, change.path)) return false;
    const { path, value } = acceptedPart(change, cloud);
    return !isSecret(path, value) && !holdsSecret(value, isSecret, path);
  };
  const accept = (title: string, some: readonly SpecChange[]): vscode.CodeAction => {
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.diagnostics = here.map(({ diagnostic }) => diagnostic);
    action.edit = editOf(document, planned, some);
    return action;
  };
  // Of a list that members came to or went from, all is taken, once.
  const taken = new Map<string, vscode.CodeAction>();
  for (const change of here.flatMap(({ changes }) => changes).filter(isOpen)) {
    const { path, value } = acceptedPart(change, cloud);
    const field = describePath(path);
    if (!taken.has(field)) taken.set(field, accept(acceptTitle(field, value), [change]));
  }
  const each = [...taken.values()].slice(0, MOST_FIELDS);
  const open = planned.changes.filter(isOpen);
  const count = new Set(open.map((change) => describePath(acceptedPart(change, cloud).path))).size;
  if (count < 2) return each;
  return [...each, accept(vscode.l10n.t('Accept the cloud’s values of all {0} fields', count), open)];
}

/** Says which value it is: the person may never have seen it. */
function acceptTitle(field: string, value: unknown): string {
  return value === undefined
    ? vscode.l10n.t('Remove {0}, which the cloud doesn’t have', field)
    : vscode.l10n.t(
        'Accept the cloud’s value of {0}: {1}',
        field,
        displayLine(jsonText(value), { limit: SHOWN_CHARACTERS }),
      );
}

function editOf(
  document: vscode.TextDocument,
  { manifest, live }: PlannedManifest,
  changes: readonly SpecChange[],
): vscode.WorkspaceEdit {
  const text = document.getText();
  const format = manifestFormat(document.uri.path);
  const edit = new vscode.WorkspaceEdit();
  const all = new vscode.Range(document.positionAt(0), document.positionAt(text.length));
  edit.replace(document.uri, all, acceptCloud({ text, format, index: manifest.index }, changes, live));
  return edit;
}
