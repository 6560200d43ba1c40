import * as vscode from 'vscode';
import { jsonText } from '../../resource/exactNumber.js';
import { describePath, type SpecChange } from '../../resource/specDiff.js';
import { hideSecretChanges } from '../../resource/secretFields.js';
import type { FixedField } from '../../resource/fixedFields.js';
import type { PlannedManifest } from '../../resource/manifestPlan.js';
import { conditionText } from '../shell/conditionText.js';
import { displayLine } from '../../resource/displayText.js';
import { progressLook, progressWords } from '../changes/applyWords.js';
import { changeRow } from '../changes/changeRow.js';
import { fixedSentence } from '../changes/fixedSentence.js';
import { changeIcon } from '../changes/changeIcon.js';
import type { ManifestPlans, PlanEntry } from './manifestPlans.js';
import { planSideUri } from './planSides.js';

interface ChangeNode {
  readonly kind: 'change';
  readonly entry: PlanEntry;
  readonly change: SpecChange;
}

/** A field that the API made something else of when it took the manifest. */
interface NormalisedNode {
  readonly kind: 'normalised';
  readonly change: SpecChange;
}

/** A field of the manifest that an update can't change. */
interface FixedNode {
  readonly kind: 'fixed';
  readonly field: FixedField;
}

/** A difference that the user ignores, and that isn't sent as long as there is no other. */
interface IgnoredNode {
  readonly kind: 'ignored';
  readonly change: SpecChange;
}

type PlanNode = PlanEntry | ChangeNode | NormalisedNode | IgnoredNode | FixedNode;

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
    if (node.kind !== 'entry' || node.planned === undefined) return [];
    const { action, changes, normalised, ignored, fixed, isSecret } = node.planned;
    const changed = action === 'update' ? hideSecretChanges(changes, isSecret) : [];
    return [
      ...changed.map((change): ChangeNode => ({ kind: 'change', entry: node, change })),
      ...fixed.map((field): FixedNode => ({ kind: 'fixed', field })),
      ...normalised.map((change): NormalisedNode => ({ kind: 'normalised', change })),
      // What is sent is among the changes, ignored or not.
      ...(action === 'update' ? [] : hideSecretChanges(ignored, isSecret)).map((change): IgnoredNode => ({
        kind: 'ignored',
        change,
      })),
    ];
  }

  getTreeItem(node: PlanNode): vscode.TreeItem {
    if (node.kind === 'fixed') return fixedRow(node.field);
    if (node.kind === 'ignored') return ignoredRow(node.change);
    if (node.kind === 'normalised') return normalisedRow(node.change);
    return node.kind === 'entry' ? entryItem(node) : changeRow(node.change);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

function entryItem(entry: PlanEntry): vscode.TreeItem {
  const { planned, manifest, uri, problem } = entry;
  const hasChanges =
    planned !== undefined &&
    ((planned.action === 'update' && planned.changes.length > 0) ||
      planned.fixed.length + planned.normalised.length + planned.ignored.length > 0);
  const { Collapsed, None } = vscode.TreeItemCollapsibleState;
  const name = planned?.displayName ?? manifest.id ?? manifest.kind;
  const item = new vscode.TreeItem(name, hasChanges ? Collapsed : None);
  const file = vscode.workspace.asRelativePath(uri);
  // How it was when it was planned is no longer true once it was sent.
  const how = entry.state === 'planned' ? conditionWords(planned) : [];
  const words = [progressWords(entry) ?? problem ?? stateWords(entry), ...how.slice(0, 1)].join(' · ');
  item.description = words;
  item.id = `${uri.toString()} ${String(manifest.index)}`;
  item.iconPath = entryIcon(entry);
  item.contextValue = contextOf(entry);
  const errors = entry.errors.map(({ line, message }) => vscode.l10n.t('Line {0}: {1}', line, message));
  item.tooltip = [words, ...errors, ...how.slice(1), manifest.kind, file].join('\n');
  item.accessibilityInformation = { label: `${name}, ${words}, ${file}` };
  item.command = openCommand(entry);
  return item;
}

/** What the row's menu may offer, in words that the manifest's conditions ask for. */
function contextOf({ planned, state, address }: PlanEntry): string {
  return [
    'planEntry',
    state,
    planned?.action ?? '',
    address ? 'there' : '',
    address && planned?.item?.remove ? 'canDelete' : '',
  ]
    .filter((word) => word !== '')
    .join(' ');
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

/** How a resource does that isn't ready, in a few words, and why where it failed. */
function conditionWords(planned: PlannedManifest | undefined): readonly string[] {
  const condition = planned?.condition;
  if (!condition || condition.kind === 'done') return [];
  return [conditionText(condition), ...condition.reasons.map((reason) => displayLine(reason))];
}

function stateWords({ planned, errors }: PlanEntry): string {
  const [first] = errors;
  if (first)
    return errors.length === 1
      ? first.message.replace(/\.$/, '')
      : vscode.l10n.t('errors: {0}', errors.length);
  switch (planned?.action) {
    case 'create':
      return vscode.l10n.t('to create');
    case 'update':
      return planned.changes.length === 1
        ? vscode.l10n.t('1 field to change')
        : vscode.l10n.t('{0} fields to change', planned.changes.length);
    case 'none':
      if (planned.ignored.length > 0)
        return vscode.l10n.t('no changes · ignored differences: {0}', planned.ignored.length);
      return planned.normalised.length === 0
        ? vscode.l10n.t('no changes')
        : vscode.l10n.t('no changes · fields normalised by the API: {0}', planned.normalised.length);
    case 'gone':
      return vscode.l10n.t('not found');
    case 'impossible':
    case undefined:
      return planned !== undefined && planned.fixed.length > 0
        ? fixedSentence(planned.fixed)
        : vscode.l10n.t('the API has no operation for this');
  }
}

/** Nothing is to be done about it: the API took the field, and keeps it in its own form. */
function normalisedRow({ path, before }: SpecChange): vscode.TreeItem {
  const item = new vscode.TreeItem(displayLine(describePath(path)));
  item.description = vscode.l10n.t('normalised by the API');
  item.tooltip =
    before === undefined
      ? vscode.l10n.t('The API accepted this field and leaves it out of the spec.')
      : vscode.l10n.t('The API accepted this field and keeps it as {0}.', displayLine(jsonText(before)));
  item.iconPath = new vscode.ThemeIcon('check');
  return item;
}

function ignoredRow(change: SpecChange): vscode.TreeItem {
  const item = changeRow(change);
  item.description = vscode.l10n.t('ignored');
  item.iconPath = new vscode.ThemeIcon('eye-closed');
  item.contextValue = 'planIgnored';
  return item;
}

/** What is fixed at creation is never sent in an update: what is to be done is said instead. */
function fixedRow(field: FixedField): vscode.TreeItem {
  const sentence = fixedSentence([field]);
  const item = new vscode.TreeItem(sentence);
  item.tooltip = vscode.l10n.t(
    'An update doesn’t send this field. To change it, delete the resource and create it again.',
  );
  item.iconPath = new vscode.ThemeIcon('lock', new vscode.ThemeColor('list.warningForeground'));
  return item;
}

function entryIcon(entry: PlanEntry): vscode.ThemeIcon {
  const { planned, problem, errors } = entry;
  const look = progressLook(entry);
  if (look !== undefined) return changeIcon(look);
  if (problem !== undefined || errors.length > 0) return changeIcon('failed');
  switch (planned?.action) {
    case 'create':
      return changeIcon('create');
    case 'update':
      return changeIcon('update');
    case 'gone':
      return changeIcon('gone');
    case 'none':
      return changeIcon('same');
    case 'impossible':
    case undefined:
      return changeIcon('impossible');
  }
}
