import * as vscode from 'vscode';
import { addressKey } from '../../resource/address.js';
import type { SpecChange } from '../../resource/specDiff.js';
import { changeRow } from '../changes/changeRow.js';
import { changeIcon } from '../changes/changeIcon.js';
import { isChoosable, type BulkEdits, type BulkRow } from './bulkEdits.js';
import { nameOf } from './bulkSides.js';
import { groupOf, rowChanges, rowLook, rowWords, type RowGroup } from './rowWords.js';

/** Resources that an edit would change, those that it can't, or those that have it already. */
export interface GroupNode {
  readonly kind: 'group';
  readonly group: RowGroup;
  readonly rows: readonly BulkRow[];
}

interface ChangeNode {
  readonly kind: 'change';
  readonly change: SpecChange;
}

export type BulkNode = GroupNode | BulkRow | ChangeNode;

const GROUPS: readonly RowGroup[] = ['change', 'cannot', 'same'];

/**
 * The matrix of a bulk edit as a tree: a row for each resource with what is there now and what would be, ticked when it is
 * sent with the others.
 */
export class BulkTree implements vscode.TreeDataProvider<BulkNode>, vscode.Disposable {
  readonly #edits: BulkEdits;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(edits: BulkEdits) {
    this.#edits = edits;
    this.#subscription = edits.onDidChange(() => {
      this.#changed.fire();
    });
  }

  getChildren(node?: BulkNode): BulkNode[] {
    if (!node) return this.#groups();
    if (node.kind === 'group') return [...node.rows];
    if (node.kind === 'change') return [];
    const changes = rowChanges(node);
    return changes.length > 1 ? changes.map((change) => ({ kind: 'change', change })) : [];
  }

  getTreeItem(node: BulkNode): vscode.TreeItem {
    switch (node.kind) {
      case 'group':
        return this.#groupItem(node);
      case 'row':
        return this.#rowItem(node);
      case 'change':
        return changeRow(node.change);
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }

  #groups(): BulkNode[] {
    const rows = this.#edits.prepared?.rows ?? [];
    return GROUPS.map((group) => ({
      kind: 'group' as const,
      group,
      rows: rows.filter((row) => groupOf(row) === group),
    })).filter((group) => group.rows.length > 0);
  }

  #groupItem({ group, rows }: GroupNode): vscode.TreeItem {
    const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
    const label = {
      change: vscode.l10n.t('To change'),
      cannot: vscode.l10n.t('Can’t be changed'),
      same: vscode.l10n.t('No Change Needed'),
    }[group];
    const item = new vscode.TreeItem(label, group === 'same' ? Collapsed : Expanded);
    const choosable = rows.filter(isChoosable);
    const chosen = choosable.filter(({ isChosen }) => isChosen);
    item.id = group;
    item.contextValue = `bulkGroup ${group}`;
    item.description =
      group === 'change' && choosable.length > 0
        ? vscode.l10n.t('{0} of {1}', chosen.length, rows.length)
        : String(rows.length);
    if (choosable.length > 0 && !this.#edits.isSending) {
      item.checkboxState = checkbox(chosen.length === choosable.length, label);
    }
    item.accessibilityInformation = { label: `${label}, ${item.description}` };
    return item;
  }

  #rowItem(row: BulkRow): vscode.TreeItem {
    const { Collapsed, None } = vscode.TreeItemCollapsibleState;
    const name = nameOf(row);
    const words = rowWords(row);
    const item = new vscode.TreeItem(name, rowChanges(row).length > 1 ? Collapsed : None);
    item.id = addressKey(row.address);
    item.description = words;
    item.iconPath = changeIcon(rowLook(row));
    item.tooltip = [name, row.address.segments.join('/'), words].join('\n');
    item.contextValue = contextOf(row);
    item.accessibilityInformation = { label: `${name}, ${words}` };
    if (isChoosable(row) && !this.#edits.isSending) item.checkboxState = checkbox(row.isChosen, name);
    item.command = {
      command: 'ovhApi.bulkEdit.openRow',
      title: vscode.l10n.t('Show Diff'),
      arguments: [row],
    };
    return item;
  }
}

const MAY_HELP: ReadonlySet<BulkRow['state']> = new Set(['requestFailed', 'taskFailed', 'open']);

/** `bulkRow`, and `canReadAgain` where a new look may help. */
function contextOf({ state, read, verdict }: BulkRow): string {
  const mayHelp = MAY_HELP.has(state) || (state === 'planned' && (!read || verdict?.kind === 'cannot'));
  return mayHelp ? 'bulkRow canReadAgain' : 'bulkRow';
}

function checkbox(isChosen: boolean, name: string): NonNullable<vscode.TreeItem['checkboxState']> {
  const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
  return {
    state: isChosen ? Checked : Unchecked,
    tooltip: isChosen ? vscode.l10n.t('Is sent') : vscode.l10n.t('Skipped'),
    accessibilityInformation: { label: name },
  };
}
