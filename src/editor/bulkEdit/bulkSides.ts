import * as vscode from 'vscode';
import { encodeText } from '../../api/encodeText.js';
import { addressKey } from '../../resource/address.js';
import { hideSecretsInText, secretFieldsOf } from '../../resource/secretFields.js';
import { goneSide } from '../shell/sentenceText.js';
import type { BulkEdits, BulkRow } from './bulkEdits.js';

/** The read-only sides of a bulk edit's comparisons, and its report. */
export const BULK_SCHEME = 'ovhapi-bulk';

/** What a resource's spec is, and what it would be. */
export type BulkSide = 'now' | 'new';

/** VS Code shows the name of the path's last segment; the query says which resource it is. */
export function sideUri(row: BulkRow, side: BulkSide): vscode.Uri {
  return vscode.Uri.from({
    scheme: BULK_SCHEME,
    path: `/${encodeText(nameOf(row))}.json`,
    query: `${side} ${addressKey(row.address)}`,
  });
}

/** The text of a side, without its secrets; a sentence once the edit is left. */
export function sideText(edits: BulkEdits, uri: vscode.Uri): string {
  const [side, key] = uri.query.split(' ');
  const row = edits.prepared?.rows.find(({ address }) => addressKey(address) === key);
  if (!row?.read) return goneSide(uri);
  const now = row.read.base.text;
  const text = side === 'new' && row.verdict?.kind === 'change' ? row.verdict.wanted : now;
  return hideSecretsInText(text, secretFieldsOf(row.target.item));
}

/** Opens what an edit would change in one resource. */
export async function openRowDiff(row: BulkRow): Promise<void> {
  await vscode.commands.executeCommand(
    'vscode.diff',
    sideUri(row, 'now'),
    sideUri(row, 'new'),
    vscode.l10n.t('{0}: current ↔ new', nameOf(row)),
  );
}

/** Opens what an edit would change in all resources that are chosen, one below the other. */
export async function openAllDiffs(rows: readonly BulkRow[], title: string): Promise<void> {
  await vscode.commands.executeCommand(
    'vscode.changes',
    title,
    rows.map((row) => [sideUri(row, 'new'), sideUri(row, 'now'), sideUri(row, 'new')]),
  );
}

/** How a resource is called: as it was where it was chosen, even if an edit changes its name. */
export function nameOf({ target }: BulkRow): string {
  return target.label;
}
