import * as vscode from 'vscode';
import { agoText } from '../../shell/agoText.js';
import { displayLine } from '../../../resource/displayText.js';
import type { HistoryEntry, RequestHistory } from './requestHistory.js';

const ICONS = {
  passed: ['pass', 'charts.green'],
  failed: ['error', 'testing.iconFailed'],
  stopped: ['circle-slash', 'disabledForeground'],
} as const;

/** The requests that were sent last, in a view that is there while there are any. */
export class HistoryView implements vscode.TreeDataProvider<HistoryEntry>, vscode.Disposable {
  readonly #history: RequestHistory;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly #subscription: vscode.Disposable;
  readonly onDidChangeTreeData = this.#changed.event;
  readonly view: vscode.TreeView<HistoryEntry>;

  constructor(history: RequestHistory) {
    this.#history = history;
    this.view = vscode.window.createTreeView('ovhApi.requestHistory', {
      treeDataProvider: this,
      canSelectMany: true,
    });
    const show = (): void => {
      const hasEntries = history.entries().length > 0;
      void vscode.commands.executeCommand('setContext', 'ovhApi.hasRequestHistory', hasEntries);
      this.#changed.fire(undefined);
    };
    this.#subscription = vscode.Disposable.from(history.onDidChange(show), this.view);
    show();
  }

  getChildren(parent?: HistoryEntry): HistoryEntry[] {
    return parent ? [] : [...this.#history.entries()];
  }

  getTreeItem(entry: HistoryEntry): vscode.TreeItem {
    const item = new vscode.TreeItem(displayLine(entry.title));
    const [icon, colour] = ICONS[entry.mark];
    const hasBody = this.#history.has(entry);
    item.id = entry.id;
    item.description = `${displayLine(entry.text)} · ${agoText(entry.at, Date.now(), vscode.env.language)}`;
    item.iconPath = new vscode.ThemeIcon(icon, new vscode.ThemeColor(colour));
    item.contextValue = hasBody ? 'sentRequest body' : 'sentRequest';
    item.tooltip = tooltipOf(entry, hasBody);
    item.command = {
      command: 'ovhApi.requestHistory.open',
      title: vscode.l10n.t('Open Response'),
      arguments: [entry],
    };
    return item;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

/** Plain text, so that nothing of it can be a link or a format. */
function tooltipOf(
  { title, text, at, schemaVersion, queryId, source }: HistoryEntry,
  hasBody: boolean,
): string {
  return [
    displayLine(title),
    displayLine(text),
    new Date(at).toLocaleString(vscode.env.language),
    ...(schemaVersion === undefined ? [] : [vscode.l10n.t('schema version {0}', schemaVersion)]),
    ...(queryId === undefined ? [] : [vscode.l10n.t('query ID {0}, for OVHcloud’s support', queryId)]),
    vscode.workspace.asRelativePath(vscode.Uri.parse(source)),
    ...(hasBody ? [] : [vscode.l10n.t('This response is no longer available.')]),
  ].join('\n');
}
