import * as vscode from 'vscode';
import { toApiPath, toUriPath } from '../../resource/address.js';
import { mergeSpecTexts, type Conflict } from '../../resource/merge.js';
import { prettyText, specValue } from '../../resource/spec.js';
import { rebase, type SpecBase } from '../../resource/specBase.js';
import { describePath, diffSpecs } from '../../resource/specDiff.js';
import type { Connection } from '../connections.js';
import { documentUri } from './documentUri.js';
import { hasMergeEditor, mergeInEditor, reviewMerge } from './mergeEditor.js';
import type { SpecFormat } from './specFormat.js';
import { CLOUD_SCHEME, type SpecSnapshots } from './specSnapshots.js';
import { listChanges } from './saveConfirmation.js';

/**
 * What the user wants after somebody else changed the resource. `merged`: send this text against this base. `look`: the user
 * looks at the cloud's newest beside the edit, so the next save is judged against that; `ownSave` is the document's text when
 * VS Code is about to save it of its own accord. `keep`: nothing.
 */
export type MismatchOutcome =
  | { readonly kind: 'merged'; readonly base: SpecBase; readonly text: string }
  | { readonly kind: 'look'; readonly base: SpecBase; readonly ownSave?: string }
  | { readonly kind: 'keep' };

export interface Mismatch {
  readonly connection: Connection;
  readonly snapshots: SpecSnapshots;
  readonly base: SpecBase;
  /** The edit, as JSON. */
  readonly mine: string;
  /** The document's language. */
  readonly format: SpecFormat;
}

/**
 * Reads what the cloud has now and merges on field level. Disjoint changes can be sent on top, or looked at first; changes of
 * the same field are for the user to decide, in the merge editor where there is one, or in a comparison.
 */
export async function resolveMismatch(mismatch: Mismatch): Promise<MismatchOutcome> {
  const { connection, base } = mismatch;
  const response = await connection.api.request({
    method: 'GET',
    path: toApiPath(base.address),
    schemaVersion: base.schemaVersion ?? 'default',
    priority: 'user',
  });
  const theirs = rebase(base, response);
  const { text, conflicts } = mergeSpecTexts(base.text, theirs.text, mismatch.mine, 'mine');
  return conflicts.length === 0
    ? resolveDisjoint(mismatch, theirs, text)
    : resolveConflicts(mismatch, theirs, { text, conflicts });
}

async function resolveDisjoint(
  { snapshots, base, mine, format }: Mismatch,
  theirs: SpecBase,
  merged: string,
): Promise<MismatchOutcome> {
  const onTop = vscode.l10n.t('Save on Top');
  const show = vscode.l10n.t('Show');
  const detail = vscode.l10n.t(
    'Their changes:\n{0}\n\nYours touch other fields and can be saved on top.',
    theirChanges(base, theirs),
  );
  switch (await ask(base, detail, [onTop, show])) {
    case onTop:
      return { kind: 'merged', base: theirs, text: merged };
    case show:
      await reviewMerge(snapshots, { base, theirs, mine, merged, format });
      return { kind: 'look', base: theirs };
    default:
      return { kind: 'keep' };
  }
}

async function resolveConflicts(
  { snapshots, base, mine, format }: Mismatch,
  theirs: SpecBase,
  { text, conflicts }: { readonly text: string; readonly conflicts: readonly Conflict[] },
): Promise<MismatchOutcome> {
  const merge = vscode.l10n.t('Merge…');
  const compare = vscode.l10n.t('Compare');
  const isMergeable = await hasMergeEditor();
  const fields = conflicts.map((conflict) => describePath(conflict.path)).join(', ');
  const detail = isMergeable
    ? vscode.l10n.t(
        'Their changes:\n{0}\n\nYou both changed: {1}. Merge or compare, decide, and save again.',
        theirChanges(base, theirs),
        fields,
      )
    : vscode.l10n.t(
        'Their changes:\n{0}\n\nYou both changed: {1}. Compare, decide, and save again.',
        theirChanges(base, theirs),
        fields,
      );
  switch (await ask(base, detail, isMergeable ? [merge, compare] : [compare])) {
    case merge: {
      const sides = { base, theirs, mine: prettyText(mine), merged: text, format };
      return { kind: 'look', base: theirs, ownSave: await mergeInEditor(snapshots, sides) };
    }
    case compare:
      await compareWithCloud(base, format);
      return { kind: 'look', base: theirs };
    default:
      return { kind: 'keep' };
  }
}

function theirChanges(base: SpecBase, theirs: SpecBase): string {
  return listChanges(diffSpecs(specValue(base.text), specValue(theirs.text)), base.item);
}

function ask(base: SpecBase, detail: string, buttons: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(
    vscode.l10n.t('Somebody else changed {0} since you opened it', base.displayName),
    { modal: true, detail },
    ...buttons,
  );
}

/** Opens the spec as the cloud has it now beside the document. */
export async function compareWithCloud(
  { address, displayName }: SpecBase,
  format: SpecFormat,
): Promise<void> {
  const path = toUriPath(address, 'spec', format);
  await vscode.commands.executeCommand(
    'vscode.diff',
    vscode.Uri.from({ scheme: CLOUD_SCHEME, path, query: String(Date.now()) }),
    documentUri(address, 'spec', format),
    vscode.l10n.t('{0}: cloud ↔ your edit', displayName),
  );
}
