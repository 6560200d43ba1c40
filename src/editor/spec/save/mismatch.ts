import * as vscode from 'vscode';
import type { ApiResponse } from '../../../api/api.js';
import { askModal } from '../../shell/questions.js';
import { toApiPath } from '../../../resource/address.js';
import { mergingSpecTexts, type TextMerge } from '../../../resource/merge.js';
import { isSameSpec } from '../../../resource/sameSpec.js';
import { Slices, type Work } from '../../../resource/slices.js';
import { readSpecValue } from '../../../resource/spec.js';
import { rebased, type SpecBase } from '../../../resource/specBase.js';
import { describePath, diffSpecs } from '../../../resource/specDiff.js';
import { queryFor } from '../../../resource/writeSpec.js';
import type { Connection } from '../../connections/connections.js';
import { stoppable } from '../../shell/stoppable.js';
import { compareWithCloud, hasMergeEditor, mergeInEditor, reviewMerge } from './mergeEditor.js';
import type { SpecFormat } from '../../shell/specFormat.js';
import type { SpecSnapshots } from '../document/specSnapshots.js';
import { listChanges } from '../../changes/saveConfirmation.js';

/**
 * What is to become of a save after the resource has changed since it was read. `taken`: nothing, for the cloud has just this
 * spec already, by an earlier save whose answer never came or by another client. `moved`: the spec is still the one that was
 * edited, only its checksum may differ; send it against this base. `merged`: send this text against this base. `look`: the user
 * looks at the cloud's newest beside the edit, so the next save is judged against that; `ownSave` is the document's text when
 * VS Code is about to save it automatically. `keep`: nothing.
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
  const found = await stoppable(title, async (signal) => {
    const response = await connection.api.request({
      method: 'GET',
      path: toApiPath(base.address),
      ...queryFor(base.item.read, base),
      schemaVersion: base.schemaVersion ?? 'default',
      priority: 'user',
      signal,
    });
    return new Slices().through(compared(mismatch, response), signal);
  });
  if ('kind' in found) return found;
  return found.conflicts.length === 0 ? resolveDisjoint(mismatch, found) : resolveConflicts(mismatch, found);
}

/** What the cloud has now, and the edit merged into it. */
interface Compared extends TextMerge {
  readonly theirs: SpecBase;
  /** What was changed in the cloud, and by the edit, each as lines of a message. */
  readonly changes: Readonly<Record<'theirs' | 'mine', string>>;
}

function* compared({ base, mine }: Mismatch, response: ApiResponse): Work<Compared | MismatchOutcome> {
  const theirs = yield* rebased(base, response);
  const [was, is, own] = [
    yield* readSpecValue(base.text),
    yield* readSpecValue(theirs.text),
    yield* readSpecValue(mine),
  ];
  yield;
  if (isSameSpec(is, own)) return { kind: 'taken', base: theirs };
  yield;
  if (isSameSpec(is, was)) return { kind: 'moved', base: theirs };
  const merge = yield* mergingSpecTexts({ base: base.text, theirs: theirs.text, mine, wins: 'mine' });
  const merged = yield* readSpecValue(merge.text);
  yield;
  if (merge.conflicts.length === 0 && isSameSpec(is, merged)) return { kind: 'taken', base: theirs };
  yield;
  const theirChanges = listChanges(diffSpecs(was, is), base.item);
  yield;
  const myChanges = listChanges(diffSpecs(was, own), base.item);
  return { ...merge, theirs, changes: { theirs: theirChanges, mine: myChanges } };
}

async function resolveDisjoint(
  mismatch: Mismatch,
  { theirs, text: merged, changes }: Compared,
): Promise<MismatchOutcome> {
  const { uri, snapshots, base, format } = mismatch;
  const onTop = vscode.l10n.t('Save Merged Version');
  const show = vscode.l10n.t('Show');
  const detail = vscode.l10n.t(
    'Changed since you opened it:\n{0}\n\nYour changes, which don’t conflict:\n{1}',
    changes.theirs,
    changes.mine,
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
  { theirs, conflicts, changes }: Compared,
): Promise<MismatchOutcome> {
  const { uri, snapshots, base, format } = mismatch;
  const merge = vscode.l10n.t('Merge…');
  const compare = vscode.l10n.t('Compare');
  const isMergeable = await hasMergeEditor();
  const fields = conflicts.map((conflict) => describePath(conflict.path)).join(', ');
  const detail = isMergeable
    ? vscode.l10n.t(
        'Changed since you opened it:\n{0}\n\nConflicting fields: {1}. Merge or compare, then save again.',
        changes.theirs,
        fields,
      )
    : vscode.l10n.t(
        'Changed since you opened it:\n{0}\n\nConflicting fields: {1}. Compare, then save again.',
        changes.theirs,
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
      await compareWithCloud(snapshots, { uri, base, theirs, format });
      return { kind: 'look', base: theirs, isShown: false, isDecided: true };
    default:
      return { kind: 'keep' };
  }
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
