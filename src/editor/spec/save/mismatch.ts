import * as vscode from 'vscode';
import { askModal } from '../../shell/questions.js';
import { toApiPath } from '../../../resource/address.js';
import { mergeSpecTexts, type Conflict } from '../../../resource/merge.js';
import { Slices } from '../../../resource/slices.js';
import { saysTheSame, specValue } from '../../../resource/spec.js';
import { rebased, type SpecBase } from '../../../resource/specBase.js';
import { describePath, diffSpecs } from '../../../resource/specDiff.js';
import { queryFor } from '../../../resource/writeSpec.js';
import type { Connection } from '../../connections/connections.js';
import { stoppable } from '../../shell/stoppable.js';
import { hasMergeEditor, mergeInEditor, reviewMerge } from './mergeEditor.js';
import type { SpecFormat } from '../../shell/specFormat.js';
import { CLOUD_SCHEME, type SpecSnapshots } from '../document/specSnapshots.js';
import { listChanges } from '../../changes/saveConfirmation.js';

/**
 * What is to become of a save after the resource has changed since it was read. `taken`: nothing, for the cloud has just this
 * spec already, by an earlier save whose answer never came or by another client. `moved`: the spec is still the one that was
 * edited, only its checksum may differ; send it against this base. `merged`: send this text against this base. `look`: the user
 * looks at the cloud's newest beside the edit, so the next save is judged against that; `ownSave` is the document's text when
 * VS Code is about to save it of its own accord. `keep`: nothing.
 */
export type MismatchOutcome =
  | { readonly kind: 'taken'; readonly base: SpecBase }
  | { readonly kind: 'moved'; readonly base: SpecBase }
  | { readonly kind: 'merged'; readonly base: SpecBase; readonly text: string }
  | {
      readonly kind: 'look';
      readonly base: SpecBase;
      /** Whether the document shows the merge, and so what was changed in the cloud. */
      readonly isShown: boolean;
      /** Whether conflicts were shown where the document was left as it is. */
      readonly isDecided: boolean;
      readonly ownSave?: string | undefined;
    }
  | { readonly kind: 'keep' };

export interface Mismatch {
  /** The document's address. */
  readonly uri: vscode.Uri;
  readonly connection: Connection;
  readonly snapshots: SpecSnapshots;
  readonly base: SpecBase;
  /** The edit, as JSON. */
  readonly mine: string;
  /** The document's language. */
  readonly format: SpecFormat;
  /** What the API said when it refused the save, quoted. */
  readonly refusal?: string | undefined;
  /** Called before the cloud's changes are put into the document: the window may end at any time after that. */
  readonly onMerging?: (theirs: SpecBase) => void;
}

/**
 * Reads what the cloud has now and merges on field level. Disjoint changes can be sent on top, or looked at first; changes of
 * the same field are for the user to decide, in the merge editor where there is one, or in a comparison.
 */
export async function resolveMismatch(mismatch: Mismatch): Promise<MismatchOutcome> {
  const { connection, base } = mismatch;
  const title = vscode.l10n.t('Reading {0}…', base.displayName);
  const response = await stoppable(title, (signal) =>
    connection.api.request({
      method: 'GET',
      path: toApiPath(base.address),
      ...queryFor(base.item.read, base),
      schemaVersion: base.schemaVersion ?? 'default',
      priority: 'user',
      signal,
    }),
  );
  const slices = new Slices();
  const theirs = await slices.through(rebased(base, response));
  if (await saysTheSame(theirs.text, mismatch.mine, slices)) return { kind: 'taken', base: theirs };
  if (await saysTheSame(theirs.text, base.text, slices)) return { kind: 'moved', base: theirs };
  const { text, conflicts } = mergeSpecTexts(base.text, theirs.text, mismatch.mine, 'mine');
  const isTaken = conflicts.length === 0 && (await saysTheSame(theirs.text, text, slices));
  if (isTaken) return { kind: 'taken', base: theirs };
  return conflicts.length === 0
    ? resolveDisjoint(mismatch, theirs, text)
    : resolveConflicts(mismatch, theirs, conflicts);
}

async function resolveDisjoint(
  mismatch: Mismatch,
  theirs: SpecBase,
  merged: string,
): Promise<MismatchOutcome> {
  const { uri, snapshots, base, mine, format } = mismatch;
  const onTop = vscode.l10n.t('Save Merged Version');
  const show = vscode.l10n.t('Show');
  const detail = vscode.l10n.t(
    'Changed since you opened it:\n{0}\n\nYour changes, which don’t conflict:\n{1}',
    theirChanges(base, theirs),
    changesOf(base, mine),
  );
  switch (await ask(mismatch, detail, [onTop, show])) {
    case onTop:
      return { kind: 'merged', base: theirs, text: merged };
    case show:
      mismatch.onMerging?.(theirs);
      const isShown = await reviewMerge(snapshots, { uri, base, theirs, format });
      return { kind: 'look', base: theirs, isShown, isDecided: false };
    default:
      return { kind: 'keep' };
  }
}

async function resolveConflicts(
  mismatch: Mismatch,
  theirs: SpecBase,
  conflicts: readonly Conflict[],
): Promise<MismatchOutcome> {
  const { uri, snapshots, base, format } = mismatch;
  const merge = vscode.l10n.t('Merge…');
  const compare = vscode.l10n.t('Compare');
  const isMergeable = await hasMergeEditor();
  const fields = conflicts.map((conflict) => describePath(conflict.path)).join(', ');
  const detail = isMergeable
    ? vscode.l10n.t(
        'Changed since you opened it:\n{0}\n\nConflicting fields: {1}. Merge or compare, then save again.',
        theirChanges(base, theirs),
        fields,
      )
    : vscode.l10n.t(
        'Changed since you opened it:\n{0}\n\nConflicting fields: {1}. Compare, then save again.',
        theirChanges(base, theirs),
        fields,
      );
  switch (await ask(mismatch, detail, isMergeable ? [merge, compare] : [compare])) {
    case merge: {
      mismatch.onMerging?.(theirs);
      const ownSave = await mergeInEditor(snapshots, { uri, base, theirs, format });
      const isShown = ownSave !== undefined;
      return { kind: 'look', base: theirs, isShown, isDecided: false, ownSave };
    }
    case compare:
      await compareWithCloud(uri, base);
      return { kind: 'look', base: theirs, isShown: false, isDecided: true };
    default:
      return { kind: 'keep' };
  }
}

function theirChanges(base: SpecBase, theirs: SpecBase): string {
  return changesOf(base, theirs.text);
}

function changesOf({ text, item }: SpecBase, spec: string): string {
  return listChanges(diffSpecs(specValue(text), specValue(spec)), item);
}

function ask(
  { connection, base, refusal }: Mismatch,
  detail: string,
  buttons: readonly string[],
): Promise<string | undefined> {
  return askModal({
    account: connection.api.account,
    question: vscode.l10n.t('{0} has changed since you opened it', base.displayName),
    detail: refusal === undefined ? detail : `${detail}\n\n${refusal}`,
    buttons,
  });
}

/** Opens the spec as the cloud has it now beside the document. */
async function compareWithCloud(uri: vscode.Uri, { displayName }: SpecBase): Promise<void> {
  await vscode.commands.executeCommand(
    'vscode.diff',
    uri.with({ scheme: CLOUD_SCHEME, query: String(Date.now()) }),
    uri,
    vscode.l10n.t('{0}: cloud ↔ your edit', displayName),
  );
}
