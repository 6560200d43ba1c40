import * as vscode from 'vscode';
import { requiredActions, type Badge, type Operation } from '../../schema/catalogue.js';
import type { Section } from '../../schema/sections.js';
import { documentUri } from '../documents/documentUri.js';
import { contextValue } from './contextValue.js';
import { hasChildren, type CollectionNode, type ItemNode, type TreeNode } from './nodes.js';
import { statusLook } from './statusLook.js';

const { Collapsed, None } = vscode.TreeItemCollapsibleState;

/** How one node looks. `describe` makes the sentence of a failure. */
export function treeItem(node: TreeNode, describe: (failure: unknown) => string): vscode.TreeItem {
  const item = look(node, describe);
  item.id = node.id;
  item.contextValue = contextValue(node);
  return item;
}

function look(node: TreeNode, describe: (failure: unknown) => string): vscode.TreeItem {
  switch (node.kind) {
    case 'section': {
      const item = new vscode.TreeItem(node.section.path, Collapsed);
      item.iconPath = new vscode.ThemeIcon('symbol-namespace');
      const badge = notableBadge(node.section.badges);
      if (badge) item.description = badge.label;
      item.tooltip = sectionTooltip(node.section);
      return item;
    }
    case 'collection':
      return collectionLook(node);
    case 'references': {
      const item = new vscode.TreeItem(vscode.l10n.t('Reference lists'), Collapsed);
      item.iconPath = new vscode.ThemeIcon('library');
      return item;
    }
    case 'item':
      return itemLook(node);
    case 'row': {
      const item = new vscode.TreeItem(node.member.label, None);
      item.iconPath = new vscode.ThemeIcon('dash');
      item.tooltip = codeBlock(node.member.raw);
      return item;
    }
    case 'more':
      return moreLook(node.shown, node.isLoading, node.parent);
    case 'empty': {
      const item = new vscode.TreeItem(vscode.l10n.t('Nothing here'), None);
      item.iconPath = new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('disabledForeground'));
      return item;
    }
    case 'failure': {
      const sentence = describe(node.failure);
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
  }
}

function collectionLook({ collection }: CollectionNode): vscode.TreeItem {
  const item = new vscode.TreeItem(collection.name || collection.path, Collapsed);
  item.iconPath = new vscode.ThemeIcon(collection.item ? 'folder' : 'list-flat');
  const badge = notableBadge(collection.list.badges);
  if (badge) item.description = badge.label;
  item.tooltip = operationTooltip(collection.list);
  return item;
}

function itemLook(node: ItemNode): vscode.TreeItem {
  const { member, item: kind, address } = node;
  const item = new vscode.TreeItem(member.label, hasChildren(kind) ? Collapsed : None);
  const status = statusLook(member.status);
  item.iconPath = status.icon;
  if (member.status !== 'READY') item.description = status.text ?? '';
  item.accessibilityInformation = {
    label: status.text ? vscode.l10n.t('{0}, {1}', member.label, status.text) : member.label,
  };
  const view = kind.update ? 'spec' : 'full';
  item.resourceUri = documentUri(address, view);
  item.command = {
    command: 'vscode.open',
    title: vscode.l10n.t('Open'),
    arguments: [item.resourceUri],
  };
  return item;
}

function moreLook(shown: number, isLoading: boolean, parent: CollectionNode): vscode.TreeItem {
  if (isLoading) {
    const item = new vscode.TreeItem(vscode.l10n.t('Loading more…'), None);
    item.iconPath = new vscode.ThemeIcon('loading~spin');
    return item;
  }
  const item = new vscode.TreeItem(vscode.l10n.t('Load more… ({0} shown)', shown), None);
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = {
    command: 'ovhApi.resources.loadMore',
    title: vscode.l10n.t('Load more'),
    arguments: [parent],
  };
  item.accessibilityInformation = {
    label: vscode.l10n.t('{0} shown. Press Enter to load more.', shown),
    role: 'button',
  };
  return item;
}

function sectionTooltip({ path, description, badges }: Section): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  if (description) tooltip.appendText(description).appendMarkdown('\n\n');
  tooltip.appendCodeblock(path, 'plaintext');
  for (const badge of badges) tooltip.appendText(badge.label).appendMarkdown('\n\n');
  return tooltip;
}

function operationTooltip(operation: Operation): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  tooltip.appendText(operation.description ?? operation.summary ?? '').appendMarkdown('\n\n');
  tooltip.appendCodeblock(`${operation.method} ${operation.path}`, 'plaintext');
  for (const badge of operation.badges) tooltip.appendText(badge.label).appendMarkdown('\n\n');
  const rights = requiredActions(operation);
  if (rights.length > 0) {
    tooltip.appendText(vscode.l10n.t('Needs the IAM action {0}.', rights.join(', ')));
  }
  return tooltip;
}

/** Stable is what one expects; only the rest is worth a word in the line. */
function notableBadge(badges: readonly Badge[]): Badge | undefined {
  return badges.find((badge) => badge.color !== 'green');
}

function codeBlock(raw: unknown): vscode.MarkdownString {
  const text = JSON.stringify(raw, null, 2);
  return new vscode.MarkdownString().appendCodeblock(text.slice(0, 4_000), 'json');
}
