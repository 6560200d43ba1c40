import * as vscode from 'vscode';

/** Rows a page, as ours. */
const PAGE = 50;

/** A list of plain rows that grows by a page with each press of its last row: what VS Code's tree takes for it, and nothing else. */
export function activate({ subscriptions }: vscode.ExtensionContext): void {
  const changed = new vscode.EventEmitter<string | undefined>();
  let shown = PAGE;
  subscriptions.push(
    vscode.window.createTreeView('peerRows.rows', {
      treeDataProvider: {
        onDidChangeTreeData: changed.event,
        getChildren: (parent) =>
          parent === undefined
            ? ['list']
            : [...Array.from({ length: shown }, (_, at) => `row-${String(at)}`), 'more'],
        getParent: (row) => (row === 'list' ? undefined : 'list'),
        getTreeItem: (row) => itemOf(row, shown),
      },
    }),
    vscode.commands.registerCommand('peerRows.more', () => {
      shown += PAGE;
      changed.fire('list');
    }),
  );
}

function itemOf(row: string, shown: number): vscode.TreeItem {
  const { Expanded, Collapsed, None } = vscode.TreeItemCollapsibleState;
  if (row === 'more') {
    const item = new vscode.TreeItem(`Load more (${String(shown)} shown)`, None);
    return Object.assign(item, { id: row, command: { command: 'peerRows.more', title: '' } });
  }
  const item = new vscode.TreeItem(row, row === 'list' ? Expanded : Collapsed);
  return Object.assign(item, { id: row, description: 'plain' });
}
