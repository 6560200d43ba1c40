import * as vscode from 'vscode';
import type { SpecBase } from '../../resource/specBase.js';
import type { ApplyOptions } from '../changes/applyAll.js';
import type { Connections } from '../connections/connections.js';
import type { ListFilters } from '../../resource/listFilters.js';
import { onRows, reportingCommands } from '../shell/reportingCommands.js';
import type { Reporting } from '../shell/reporting.js';
import type { TreeNode } from '../../resource/tree/nodes.js';
import type { ResourceTree } from '../explorer/resourceTree.js';
import { applyBulkEdit, readAgain } from './applyBulkEdit.js';
import { BulkEdits, type BulkRow } from './bulkEdits.js';
import { BulkReports, summaryText } from './bulkReport.js';
import { scopeOf } from './bulkScope.js';
import { BULK_SCHEME, openAllDiffs, openRowDiff, sideText } from './bulkSides.js';
import { BulkTree, type BulkNode } from './bulkTree.js';
import { startBulkEdit } from './startBulkEdit.js';
import { registerTextsInMemory } from '../shell/textsInMemory.js';

export interface BulkEditOptions extends Pick<Reporting, 'note' | 'reportFailure'> {
  readonly connections: Connections;
  readonly filters: ListFilters;
  readonly tree: ResourceTree;
  /** The view of the tree, whose selection is meant when a command has no row. */
  readonly view: vscode.TreeView<TreeNode>;
  readonly watcher: ApplyOptions['watcher'];
  readonly unfinished: ApplyOptions['unfinished'];
  /** Called with what a resource was read at. */
  readonly onRead: (base: SpecBase) => void;
}

/** One field changed in many resources: entered, shown for each of them, and sent one after the other. */
export function registerBulkEdit(options: BulkEditOptions): vscode.Disposable {
  const { connections, view, reportFailure } = options;
  const edits = new BulkEdits(options);
  const tree = new BulkTree(edits);
  const matrix = vscode.window.createTreeView('ovhApi.bulkEdit', {
    treeDataProvider: tree,
    showCollapseAll: true,
    manageCheckboxStateManually: true,
  });
  const register = reportingCommands(reportFailure);
  const reports = new BulkReports();
  const showReport = async (): Promise<void> => {
    if (edits.prepared) await vscode.commands.executeCommand('vscode.open', reports.add(edits.prepared));
  };

  return vscode.Disposable.from(
    edits,
    tree,
    matrix,
    comparisons(edits, reports),
    edits.onDidChange(() => {
      matrix.message = edits.prepared ? summaryText(edits.prepared) : '';
      matrix.description = edits.prepared?.scope.title ?? '';
    }),
    matrix.onDidChangeCheckboxState(({ items }) => {
      for (const [node, state] of items) choose(edits, node, state);
    }),
    onRows(register, 'ovhApi.bulkEdit.start', async (rows: readonly (TreeNode | undefined)[]) => {
      const chosen = rows.filter((row) => row !== undefined);
      const scope = await scopeOf(options, chosen.length > 0 ? chosen : view.selection);
      if (scope) await startBulkEdit(edits, scope);
    }),
    register('ovhApi.bulkEdit.again', async () => {
      if (edits.prepared && !edits.isSending) await startBulkEdit(edits, edits.prepared.scope);
    }),
    register('ovhApi.bulkEdit.apply', () => applyBulkEdit(edits, showReport)),
    register('ovhApi.bulkEdit.openRow', (row: BulkRow) => openRowDiff(row)),
    register('ovhApi.bulkEdit.openAll', async () => {
      const { prepared } = edits;
      const rows = prepared?.rows.filter(({ verdict }) => verdict?.kind === 'change') ?? [];
      if (prepared) await openAllDiffs(rows, prepared.scope.title);
    }),
    register('ovhApi.bulkEdit.readAgain', async (row?: BulkRow) => {
      const rows = row ? [row] : (edits.prepared?.rows.filter(({ state }) => state !== 'done') ?? []);
      if (!edits.isSending) await readAgain(edits, rows);
    }),
    register('ovhApi.bulkEdit.report', showReport),
    register('ovhApi.bulkEdit.clear', () => {
      if (!edits.isSending) edits.clear();
    }),
    connections.onDidChangeReading(() => {
      // An edit belongs to the account and the schema version that it was read with. Only the user ends one that is under way.
      if (!edits.isSending) edits.clear();
    }),
  );
}

function choose(edits: BulkEdits, node: BulkNode, state: vscode.TreeItemCheckboxState): void {
  const isChosen = state === vscode.TreeItemCheckboxState.Checked;
  if (node.kind === 'group') edits.choose(node.rows, isChosen);
  else if (node.kind === 'row') edits.choose([node], isChosen);
}

/** Serves both sides of each comparison and the reports, and says when an edit has other sides. */
function comparisons(edits: BulkEdits, reports: BulkReports): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  return vscode.Disposable.from(
    changed,
    edits.onDidChange(() => {
      for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === BULK_SCHEME) changed.fire(uri);
    }),
    registerTextsInMemory(BULK_SCHEME, {
      onDidChange: changed.event,
      provideTextDocumentContent: (uri) => reports.text(uri) ?? sideText(edits, uri),
    }),
  );
}
