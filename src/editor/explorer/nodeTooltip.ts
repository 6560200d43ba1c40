import * as vscode from 'vscode';
import { keyFacts } from '../../resource/keyFacts.js';
import { secretFieldsOf } from '../../resource/secretFields.js';
import { toApiPath, type ResourceAddress } from '../../resource/address.js';
import { requiredActions, type Badge, type Operation } from '../../schema/catalogue.js';
import { markdownCode } from '../../schema/markdown.js';
import type { Section } from '../../schema/sections.js';
import { displayLine } from '../../resource/displayText.js';
import type { Member } from '../../resource/tree/member.js';
import { momentText } from '../shell/momentText.js';
import type { CollectionNode, ItemNode, TreeNode } from '../../resource/tree/nodes.js';
import { retirementSentences } from '../shell/retirementText.js';
import { memberLook } from './statusLook.js';
import { appendCommandLink, emptyMarkdown } from '../shell/markdown.js';
import { labelText } from '../shell/labelText.js';

/** What a link in a tooltip may run. */
const OPEN_REPLACEMENT = 'ovhApi.resources.openReplacement';

/** A row's whole value, as far as anybody reads it in a tooltip. */
const SHOWN_CHARACTERS = 4_000;

/** What is worth knowing of a node at a glance; `undefined` for one whose row says it all. */
export function nodeTooltip(node: TreeNode): vscode.MarkdownString | undefined {
  switch (node.kind) {
    case 'section':
      return sectionTooltip(node.section);
    case 'collection':
      return collectionTooltip(node);
    case 'item':
      return itemTooltip(node);
    case 'spec':
      return emptyMarkdown().appendText(vscode.l10n.t('The requested configuration. Edit it and save.'));
    case 'row':
      return emptyMarkdown().appendCodeblock(
        JSON.stringify(node.member.raw, null, 2).slice(0, SHOWN_CHARACTERS),
        'json',
      );
    default:
      return undefined;
  }
}

// Everything from the network goes through `appendText` or a code block, which escape it.

function sectionTooltip({ path, description, badges }: Section): vscode.MarkdownString {
  const tooltip = emptyMarkdown();
  if (description !== undefined) tooltip.appendText(description).appendMarkdown('\n\n');
  tooltip.appendCodeblock(path, 'plaintext');
  return appendBadges(tooltip, badges);
}

function collectionTooltip({ collection: { list, create }, address }: CollectionNode): vscode.MarkdownString {
  const tooltip = emptyMarkdown();
  const words = list.description ?? list.summary;
  if (words !== undefined) tooltip.appendText(words).appendMarkdown('\n\n');
  tooltip.appendCodeblock(toApiPath(address), 'plaintext');
  appendBadges(tooltip, list.badges);
  appendRetirement(tooltip, address, list);
  return appendRights(tooltip, [
    { label: vscode.l10n.t('Read'), operation: list },
    { label: vscode.l10n.t('Create'), operation: create },
  ]);
}

/** Its status, its plainest fields, its path and the rights it takes. */
function itemTooltip({ member, address, item }: ItemNode): vscode.MarkdownString {
  const tooltip = emptyMarkdown();
  const { text } = memberLook(member);
  tooltip.appendMarkdown('**').appendText(member.label).appendMarkdown('**');
  if (text !== undefined) tooltip.appendText(` · ${text}`);
  tooltip.appendMarkdown('\n\n');
  for (const sentence of conditionSentences(member)) tooltip.appendText(sentence).appendMarkdown('\n\n');
  for (const { name, value } of keyFacts(member.raw, secretFieldsOf(item))) {
    tooltip.appendText(labelText(name, momentText(value) ?? value)).appendMarkdown('  \n');
  }
  tooltip.appendMarkdown('\n\n').appendCodeblock(toApiPath(address), 'plaintext');
  if (item.read) {
    appendBadges(tooltip, item.read.badges.filter(isNotable));
    appendRetirement(tooltip, address, item.read);
  }
  return appendRights(tooltip, [
    { label: vscode.l10n.t('Read'), operation: item.read },
    { label: vscode.l10n.t('Change'), operation: item.update },
    { label: vscode.l10n.t('Delete'), operation: item.remove },
  ]);
}

/** Why it failed, or what it waits for, in the API's words. */
function conditionSentences({ condition }: Member): readonly string[] {
  if (!condition) return [];
  const { kind, task, reasons } = condition;
  const name = displayLine(task?.type ?? task?.id ?? '');
  if (kind === 'waitingForYou' && task) {
    const message = task.message === undefined || task.message === '' ? [] : [displayLine(task.message)];
    return [vscode.l10n.t('{0} continues after you answer it.', name), ...message];
  }
  return reasons.map((reason) => vscode.l10n.t('Failed: {0}', displayLine(reason)));
}

function appendBadges(tooltip: vscode.MarkdownString, badges: readonly Badge[]): vscode.MarkdownString {
  for (const { label } of badges) tooltip.appendText(label).appendMarkdown('\n\n');
  return tooltip;
}

/** Since when an operation is deprecated, when it is removed, and a link to what replaces it. */
function appendRetirement(
  tooltip: vscode.MarkdownString,
  address: ResourceAddress,
  operation: Operation,
): void {
  const sentences = retirementSentences(operation);
  if (sentences.length > 0) tooltip.appendText(sentences.join(' ')).appendMarkdown('\n\n');
  const replacement = operation.retirement?.replacement;
  if (replacement === undefined) return;
  tooltip.appendText(vscode.l10n.t('Replaced by')).appendMarkdown(' ');
  appendCommandLink(tooltip, replacement, { command: OPEN_REPLACEMENT, argument: { address, replacement } });
  tooltip.appendMarkdown('\n\n');
}

function appendRights(
  tooltip: vscode.MarkdownString,
  uses: readonly { readonly label: string; readonly operation: Operation | undefined }[],
): vscode.MarkdownString {
  const rights = uses
    .map(({ label, operation }) => ({ label, actions: requiredActions(operation) }))
    .filter(({ actions }) => actions.length > 0);
  if (rights.length === 0) return tooltip;
  tooltip.appendMarkdown('---\n').appendText(vscode.l10n.t('IAM actions')).appendMarkdown('\n\n');
  for (const { label, actions } of rights) {
    tooltip.appendText(labelText(label, ''));
    for (const [index, action] of actions.entries())
      tooltip.appendText(index === 0 ? '' : ', ').appendMarkdown(markdownCode(action));
    tooltip.appendMarkdown('  \n');
  }
  return tooltip;
}

/** Stable is what one expects. */
function isNotable({ color }: Badge): boolean {
  return color !== 'green';
}
