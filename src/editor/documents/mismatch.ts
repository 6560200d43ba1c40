import * as vscode from 'vscode';
import { toApiPath, toUriPath } from '../../resource/address.js';
import { mergeSpecTexts } from '../../resource/merge.js';
import { specValue } from '../../resource/spec.js';
import { describePath, diffSpecs } from '../../resource/specDiff.js';
import type { Connection } from '../connections.js';
import { documentUri } from './documentUri.js';
import { rebase, type SpecBase } from './openSpecs.js';
import type { SpecFormat } from './specFormat.js';
import { listChanges } from './saveConfirmation.js';

/** The scheme of the read-only side of a comparison: the spec as the cloud has it now. */
export const CLOUD_SCHEME = 'ovhapi-cloud';

/**
 * What the user wants after somebody else changed the resource. `merged`: send this text against this base. `compare`:
 * the user looks at the cloud's newest beside the edit, so the next save is judged against that. `keep`: nothing.
 */
export type MismatchOutcome =
  | { readonly kind: 'merged'; readonly base: SpecBase; readonly text: string }
  | { readonly kind: 'compare'; readonly base: SpecBase }
  | { readonly kind: 'keep' };

/**
 * Reads what the cloud has now and merges on field level. Disjoint changes can be sent on top after the user has seen
 * both; changes of the same field are for the user to decide, in a comparison.
 */
export async function resolveMismatch(options: {
  readonly connection: Connection;
  readonly base: SpecBase;
  /** The edit, as JSON. */
  readonly mine: string;
  /** The document's language. */
  readonly format: SpecFormat;
}): Promise<MismatchOutcome> {
  const { connection, base, mine, format } = options;
  const response = await connection.api.request({
    method: 'GET',
    path: toApiPath(base.address),
    schemaVersion: base.schemaVersion ?? 'default',
    priority: 'user',
  });
  const theirs = rebase(base, response);
  const { text, conflicts } = mergeSpecTexts(base.text, theirs.text, mine);
  const theirChanges = listChanges(diffSpecs(specValue(base.text), specValue(theirs.text)), base.item);
  const compare = vscode.l10n.t('Compare');
  const onTop = vscode.l10n.t('Save on Top');
  const detail =
    conflicts.length === 0
      ? vscode.l10n.t(
          'Their changes:\n{0}\n\nYours touch other fields and can be saved on top.',
          theirChanges,
        )
      : vscode.l10n.t(
          'Their changes:\n{0}\n\nYou both changed: {1}. Compare, decide, and save again.',
          theirChanges,
          conflicts.map((conflict) => describePath(conflict.path)).join(', '),
        );
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Somebody else changed {0} since you opened it', base.displayName),
    { modal: true, detail },
    ...(conflicts.length === 0 ? [onTop, compare] : [compare]),
  );
  if (answer === onTop) return { kind: 'merged', base: theirs, text };
  if (answer !== compare) return { kind: 'keep' };
  await compareWithCloud(base, format);
  return { kind: 'compare', base: theirs };
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
