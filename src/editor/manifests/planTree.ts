import * as vscode from 'vscode';
import { isDangerous, type SpecChange } from '../../resource/specDiff.js';
import { hideSecretChanges, secretFieldsOf } from '../../resource/secretFields.js';
import { describeChange } from '../documents/saveConfirmation.js';
import type { ManifestPlans, PlanEntry } from './manifestPlans.js';
import { planSideUri } from './planSides.js';

interface ChangeNode {
  readonly kind: 'change';
  readonly entry: PlanEntry;
  readonly change: SpecChange;
}

type PlanNode = PlanEntry | ChangeNode;

/** The plan as a tree: a row for each manifest, and below it a row for each field that would change. */
export class PlanTree implements vscode.TreeDataProvider<PlanNode>, vscode.Disposable {
  readonly #plans: ManifestPlans;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscription: vscode.Disposable;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(plans: ManifestPlans) {
    this.#plans = plans;
    this.#subscription = plans.onDidChange(() => {
      this.#changed.fire();
    });
  }

  getChildren(node?: PlanNode): PlanNode[] {
    if (!node) return [...this.#plans.entries];
    if (node.kind === 'change' || node.planned?.action !== 'update') return [];
    const { changes, item } = node.planned;
    return hideSecretChanges(changes, secretFieldsOf(item)).map((change) => ({
      kind: 'change',
      entry: node,
      change,
    }));
  }

  getTreeItem(node: PlanNode): vscode.TreeItem {
    return node.kind === 'entry' ? entryItem(node) : changeItem(node);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

function entryItem(entry: PlanEntry): vscode.TreeItem {
  const { planned, manifest, uri, state, problem } = entry;
  const hasChanges = planned?.action === 'update' && planned.changes.length > 0;
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const name = planned?.displayName ?? manifest.id ?? manifest.kind;
  const item = new vscode.TreeItem(name, hasChanges ? Collapsed : None);
  const file = vscode.workspace.asRelativePath(uri);
  const words = problem ?? stateWords(entry);
  item.description = words;
  item.id = `${uri.toString()} ${String(manifest.index)}`;
  item.iconPath = entryIcon(entry);
  item.contextValue = `planEntry ${state}`;
  item.tooltip = [words, manifest.kind, file].join('\n');
  item.accessibilityInformation = { label: `${name}, ${words}, ${file}` };
  item.command = openCommand(entry);
  return item;
}

/** A row opens its diff where there is one, else the manifest. */
function openCommand({ planned, manifest, uri }: PlanEntry): vscode.Command {
  if (planned?.action === 'update' || planned?.action === 'create') {
    return {
      command: 'vscode.diff',
      title: vscode.l10n.t('Show Diff'),
      arguments: [
        planSideUri(uri, manifest.index, 'live'),
        planSideUri(uri, manifest.index, 'wanted'),
        vscode.l10n.t('{0}: cloud ↔ manifest', planned.displayName),
      ],
    };
  }
  return { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [uri] };
}

function changeItem({ change }: ChangeNode): vscode.TreeItem {
  const words = describeChange(change);
  const item = new vscode.TreeItem(words);
  item.tooltip = words;
  const icon = { added: 'diff-added', removed: 'diff-removed', changed: 'diff-modified' }[change.kind];
  item.iconPath = isDangerous(change)
    ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
    : new vscode.ThemeIcon(icon);
  return item;
}

function stateWords({ planned, state }: PlanEntry): string {
  if (state === 'applying') return vscode.l10n.t('being applied…');
  if (state === 'applied') return vscode.l10n.t('applied');
  switch (planned?.action) {
    case 'create':
      return vscode.l10n.t('to create');
    case 'update':
      return planned.changes.length === 1
        ? vscode.l10n.t('1 field to change')
        : vscode.l10n.t('{0} fields to change', planned.changes.length);
    case 'none':
      return vscode.l10n.t('as the cloud has it');
    case 'gone':
      return vscode.l10n.t('gone from the cloud');
    case 'impossible':
    case undefined:
      return vscode.l10n.t('the API offers no way to do this');
  }
}

function entryIcon({ planned, state }: PlanEntry): vscode.ThemeIcon {
  const icon = (name: string, color?: string): vscode.ThemeIcon =>
    new vscode.ThemeIcon(name, color === undefined ? undefined : new vscode.ThemeColor(color));
  if (state === 'applying') return icon('loading~spin');
  if (state === 'applied') return icon('pass-filled', 'testing.iconPassed');
  if (state === 'failed') return icon('error', 'list.errorForeground');
  switch (planned?.action) {
    case 'create':
      return icon('diff-added', 'gitDecoration.addedResourceForeground');
    case 'update':
      return icon('diff-modified', 'gitDecoration.modifiedResourceForeground');
    case 'gone':
      return icon('diff-removed', 'gitDecoration.deletedResourceForeground');
    case 'none':
      return icon('pass', 'testing.iconPassed');
    case 'impossible':
    case undefined:
      return icon('circle-slash', 'disabledForeground');
  }
}
