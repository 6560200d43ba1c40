import * as vscode from 'vscode';
import type { Badge, Collection } from '../../schema/catalogue.js';
import type { Section } from '../../schema/sections.js';
import { documentUri } from '../shell/documentUri.js';
import { openedUri, type OpenDocuments } from '../spec/document/openedUri.js';
import type { SpecFormat } from '../shell/specFormat.js';
import { contextValue } from '../../resource/tree/contextValue.js';
import type { Member, MemberKind } from '../../resource/tree/member.js';
import {
  hasChildren,
  firstView,
  type ChooseNode,
  type CollectionNode,
  type FailureNode,
  type InternalNode,
  type IsShown,
  type ItemNode,
  type SpecNode,
  type TreeNode,
} from '../../resource/tree/nodes.js';
import { momentText } from '../shell/momentText.js';
import { retirementWord } from '../shell/retirementText.js';
import { memberLook } from './statusLook.js';

const { Collapsed, None } = vscode.TreeItemCollapsibleState;

export interface LookOptions {
  /** The sentence of a failure. */
  readonly describe: (failure: unknown) => string;
  readonly isShown: IsShown;
  readonly open: OpenDocuments;
  /** The language that the user's settings want specs in. */
  readonly specFormat: SpecFormat;
}

/** How one node looks. Tooltips that take work are made when the pointer rests on a row: `nodeTooltip`. */
export function treeItem(node: TreeNode, options: LookOptions): vscode.TreeItem {
  const item = look(node, options);
  item.id = node.id;
  item.contextValue = contextValue(node, options.isShown);
  return item;
}

function look(node: TreeNode, options: LookOptions): vscode.TreeItem {
  switch (node.kind) {
    case 'section':
      return sectionLook(node.section);
    case 'collection':
      return collectionLook(node);
    case 'folder': {
      const item = new vscode.TreeItem(node.name, Collapsed);
      item.iconPath = new vscode.ThemeIcon('list-tree');
      return item;
    }
    case 'references': {
      const item = new vscode.TreeItem(vscode.l10n.t('Reference lists'), Collapsed);
      item.iconPath = new vscode.ThemeIcon('library');
      return item;
    }
    case 'item':
      return itemLook(node, options);
    case 'spec':
      return specLook(node, options);
    case 'row':
      return rowLook(node.member);
    case 'more':
      return moreLook(node.shown, node.isLoading, node.parent);
    case 'choose':
      return chooseLook(node);
    case 'internal':
      return internalLook(node);
    case 'empty': {
      const item = new vscode.TreeItem(vscode.l10n.t('No items'), None);
      item.iconPath = new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('disabledForeground'));
      return item;
    }
    case 'failure':
      return failureLook(node, options.describe(node.failure));
  }
}

function sectionLook({ path, badges }: Section): vscode.TreeItem {
  // Braces are the icon of specs.
  return withBadge(path, badges, 'package');
}

/**
 * Stability that is worth knowing is an icon in place of the row's own, with its words in the tooltip and for screen readers: beside the
 * name they would push it out of sight.
 */
function withBadge(name: string, badges: readonly Badge[], icon: string, ending?: string): vscode.TreeItem {
  const item = new vscode.TreeItem(name, Collapsed);
  if (ending !== undefined) item.description = ending;
  const label = notableBadge(badges)?.label;
  item.iconPath = label === undefined ? new vscode.ThemeIcon(icon) : badgeIcon(label);
  if (label !== undefined) {
    item.accessibilityInformation = {
      label: [name, ending, label].filter((part) => part !== undefined).join(', '),
    };
  }
  return item;
}

function badgeIcon(label: string): vscode.ThemeIcon {
  if (/alpha|beta/i.test(label)) return new vscode.ThemeIcon('beaker');
  return /deprecated/i.test(label)
    ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
    : new vscode.ThemeIcon('info');
}

function failureLook(node: FailureNode, sentence: string): vscode.TreeItem {
  const item = new vscode.TreeItem(sentence, None);
  item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  item.tooltip = sentence;
  item.command = {
    command: 'ovhApi.resources.retry',
    title: vscode.l10n.t('Retry'),
    arguments: [node],
  };
  item.accessibilityInformation = { label: vscode.l10n.t('{0} Press Enter to retry.', sentence) };
  return item;
}

function collectionLook({ collection, members, shownName }: CollectionNode): vscode.TreeItem {
  const name = shownName ?? collectionName(collection, members);
  const icon = COLLECTION_ICONS[members] ?? (collection.item ? 'folder' : 'list-flat');
  return withBadge(name, collection.list.badges, icon, retirementWord(collection.list));
}

const COLLECTION_ICONS: Readonly<Partial<Record<MemberKind, string>>> = {
  task: 'checklist',
  event: 'history',
};

function collectionName({ name, path }: Collection, members: MemberKind): string {
  switch (members) {
    case 'task':
      return vscode.l10n.t('Tasks');
    case 'event':
      return vscode.l10n.t('Events');
    case 'resource':
      return name || path;
  }
}

function itemLook(node: ItemNode, { isShown, open, specFormat }: LookOptions): vscode.TreeItem {
  const { member, item: kind, address } = node;
  const item = new vscode.TreeItem(member.label, hasChildren(node, isShown) ? Collapsed : None);
  const { icon, text } = memberLook(member);
  item.iconPath = icon;
  const atRest = member.kind === 'resource' && member.status === 'READY' && member.condition?.kind === 'done';
  item.description = partsOf(atRest ? undefined : text, member).join(' · ');
  item.accessibilityInformation = { label: [member.label, ...partsOf(text, member)].join(', ') };
  const ending = kind.parameter === undefined && kind.read ? retirementWord(kind.read) : undefined;
  if (ending !== undefined) item.description = [item.description, ending].filter(Boolean).join(' · ');
  if (!kind.read) return item;
  const view = firstView(kind, isShown);
  // Decorations are requested by the row's address, in any language of the document.
  item.resourceUri = documentUri(address, view);
  const names = { nameOf: () => member.label };
  const format = view === 'spec' ? specFormat : undefined;
  item.command = openCommand(openedUri(names, address, view, format, open));
  return item;
}

function specLook({ address, name }: SpecNode, { open, specFormat }: LookOptions): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Spec'), None);
  item.iconPath = new vscode.ThemeIcon('json');
  item.command = openCommand(openedUri({ nameOf: () => name }, address, 'spec', specFormat, open));
  return item;
}

function openCommand(uri: vscode.Uri): vscode.Command {
  return { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [uri] };
}

function rowLook(member: Member): vscode.TreeItem {
  const item = new vscode.TreeItem(member.label, None);
  item.iconPath = member.kind === 'resource' ? new vscode.ThemeIcon('dash') : memberLook(member).icon;
  const parts = partsOf(member.status === undefined ? undefined : memberLook(member).text, member);
  // What an event is of kind says its message, too.
  item.description = (member.kind === 'event' ? parts.slice(-1) : parts).join(' · ');
  item.accessibilityInformation = { label: [member.label, ...parts].join(', ') };
  return item;
}

/** What is beside a label: what it says, the status in words, and when it happened. */
function partsOf(status: string | undefined, { kind, at, detail }: Member): readonly string[] {
  const parts = kind === 'resource' ? [status, momentText(at), detail] : [detail, status, momentText(at)];
  return parts.filter((part) => part !== undefined);
}

function moreLook(shown: number, isLoading: boolean, parent: CollectionNode): vscode.TreeItem {
  if (isLoading) {
    const item = new vscode.TreeItem(vscode.l10n.t('Loading more…'), None);
    item.iconPath = new vscode.ThemeIcon('loading~spin');
    return item;
  }
  const count = shown.toLocaleString(vscode.env.language);
  const item = new vscode.TreeItem(vscode.l10n.t('Load more ({0} shown)', count), None);
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = {
    command: 'ovhApi.resources.loadMore',
    title: vscode.l10n.t('Load more'),
    arguments: [parent],
  };
  item.accessibilityInformation = {
    label: vscode.l10n.t('{0} shown. Press Enter to load more.', count),
    role: 'button',
  };
  return item;
}

function chooseLook({ parent, names }: ChooseNode): vscode.TreeItem {
  const label = vscode.l10n.t('Choose {0}…', names.join(', '));
  const item = new vscode.TreeItem(label, None);
  item.iconPath = new vscode.ThemeIcon('list-selection');
  item.command = {
    command: 'ovhApi.resources.chooseQuery',
    title: vscode.l10n.t('Choose {0}…', names.join(', ')),
    arguments: [parent],
  };
  item.accessibilityInformation = {
    label: vscode.l10n.t('{0} Press Enter to choose. The API requires it for this list.', label),
    role: 'button',
  };
  return item;
}

function internalLook({ count, areShown }: InternalNode): vscode.TreeItem {
  const label = internalLabel(count, areShown);
  const item = new vscode.TreeItem(label, None);
  const title = areShown ? vscode.l10n.t('Hide') : vscode.l10n.t('Show');
  item.description = title;
  item.iconPath = new vscode.ThemeIcon(areShown ? 'eye' : 'eye-closed');
  item.command = { command: 'ovhApi.resources.toggleInternal', title };
  item.accessibilityInformation = { label: `${label}. ${title}`, role: 'button' };
  return item;
}

function internalLabel(count: number, areShown: boolean): string {
  if (count === 1) {
    return areShown
      ? vscode.l10n.t('1 internal operation shown')
      : vscode.l10n.t('1 internal operation hidden');
  }
  return areShown
    ? vscode.l10n.t('{0} internal operations shown', count)
    : vscode.l10n.t('{0} internal operations hidden', count);
}

/** Stable is what one expects; only the rest is worth a word in the line. */
function notableBadge(badges: readonly Badge[]): Badge | undefined {
  return badges.find((badge) => badge.color !== 'green');
}
