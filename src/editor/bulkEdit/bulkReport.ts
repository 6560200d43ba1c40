import * as vscode from 'vscode';
import { toApiPath } from '../../resource/address.js';
import { secretFieldsOf } from '../../resource/secretFields.js';
import type { PreparedEdit, BulkRow } from './bulkEdits.js';
import { BULK_SCHEME, nameOf } from './bulkSides.js';
import { editText } from './editWords.js';
import { rowWords } from './rowWords.js';

/** How many of a bulk edit's resources came to what. */
interface BulkCounts {
  readonly done: number;
  /** Whose request or whose task failed. */
  readonly failed: number;
  /** Accepted, and not done as far as is known. */
  readonly unfinished: number;
  /** Chosen and not sent yet. */
  readonly open: number;
  /** Could be sent and are left out. */
  readonly leftOut: number;
  readonly same: number;
  readonly cannot: number;
}

function countRows(rows: readonly BulkRow[]): BulkCounts {
  const count = (test: (row: BulkRow) => boolean): number => rows.filter(test).length;
  const isPlannedChange = ({ state, verdict }: BulkRow): boolean =>
    (state === 'planned' || state === 'sending') && verdict?.kind === 'change';
  return {
    done: count(({ state }) => state === 'done'),
    failed: count(({ state }) => state === 'requestFailed' || state === 'taskFailed'),
    unfinished: count(({ state }) => state === 'applying' || state === 'open'),
    open: count((row) => isPlannedChange(row) && row.isChosen),
    leftOut: count((row) => isPlannedChange(row) && !row.isChosen),
    same: count(({ verdict }) => verdict?.kind === 'same'),
    cannot: count(({ verdict }) => verdict === undefined || verdict.kind === 'cannot'),
  };
}

/** One line over the matrix: what would be done, or what came of it. */
export function summaryText({ scope, edit, rows }: PreparedEdit): string {
  const { done, failed, unfinished, open, leftOut, same, cannot } = countRows(rows);
  const parts = [
    done > 0 ? vscode.l10n.t('{0} done', done) : undefined,
    failed > 0 ? vscode.l10n.t('{0} failed', failed) : undefined,
    unfinished > 0 ? vscode.l10n.t('{0} accepted, not done yet', unfinished) : undefined,
    done + failed + unfinished > 0
      ? open > 0
        ? vscode.l10n.t('{0} not sent yet', open)
        : undefined
      : vscode.l10n.t('{0} to change', open),
    leftOut > 0 ? vscode.l10n.t('{0} skipped', leftOut) : undefined,
    cannot > 0 ? vscode.l10n.t('{0} can’t be changed', cannot) : undefined,
    same > 0 ? vscode.l10n.t('{0} need no change', same) : undefined,
  ].filter((part) => part !== undefined);
  return `${editText(edit, secretFieldsOf(scope.item))} · ${parts.join(', ')}`;
}

const KEPT_REPORTS = 10;

/** Reports as they were when they were opened, in memory. */
export class BulkReports {
  readonly #texts = new Map<string, string>();

  /** Writes a report of an edit as it is now. */
  add(prepared: PreparedEdit): vscode.Uri {
    const at = new Date();
    const path = `/${vscode.l10n.t('Bulk edit report')}.txt`;
    const uri = vscode.Uri.from({ scheme: BULK_SCHEME, path, query: at.toISOString() });
    this.#texts.set(uri.toString(), reportText(prepared, at));
    const [oldest] = this.#texts.keys();
    if (oldest !== undefined && this.#texts.size > KEPT_REPORTS) this.#texts.delete(oldest);
    return uri;
  }

  /** The text of a report; `undefined` for a URI that isn't one, or isn't any more. */
  text(uri: vscode.Uri): string | undefined {
    return this.#texts.get(uri.toString());
  }
}

/** The whole of a bulk edit as a text that can be kept: each resource with its path and what came of it. */
export function reportText(prepared: PreparedEdit, at: Date): string {
  const { scope, edit, rows } = prepared;
  const sections = [
    [vscode.l10n.t('Done'), rows.filter(({ state }) => state === 'done')],
    [vscode.l10n.t('Request failed'), rows.filter(({ state }) => state === 'requestFailed')],
    [vscode.l10n.t('Accepted, then failed'), rows.filter(({ state }) => state === 'taskFailed')],
    [
      vscode.l10n.t('Accepted, not done yet'),
      rows.filter(({ state }) => state === 'applying' || state === 'open'),
    ],
    [
      vscode.l10n.t('Not sent'),
      rows.filter(
        ({ state, verdict }) => (state === 'planned' || state === 'sending') && verdict?.kind === 'change',
      ),
    ],
    [
      vscode.l10n.t('Can’t be changed'),
      rows.filter(({ verdict }) => verdict === undefined || verdict.kind === 'cannot'),
    ],
    [vscode.l10n.t('No Change Needed'), rows.filter(({ verdict }) => verdict?.kind === 'same')],
  ] as const;
  return [
    vscode.l10n.t('Bulk edit of {0}', scope.title),
    editText(edit, secretFieldsOf(scope.item)),
    at.toISOString(),
    ...sections.flatMap(([title, own]) =>
      own.length === 0
        ? []
        : [
            '',
            `${title} (${own.length})`,
            ...own.map((row) => `  ${nameOf(row)}  ${pathOf(row)}\n    ${rowWords(row)}`),
          ],
    ),
    '',
  ].join('\n');
}

function pathOf({ address }: BulkRow): string {
  return toApiPath(address);
}
