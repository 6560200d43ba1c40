import * as vscode from 'vscode';
import { keyFacts } from '../../resource/keyFacts.js';
import { toApiPath } from '../../resource/address.js';
import { requiredActions } from '../../schema/catalogue.js';
import type { ItemNode } from './nodes.js';
import { statusLook } from './statusLook.js';

/** What is worth knowing of an item at a glance: its status, its plainest fields, its path and the rights it takes. */
export function itemTooltip({ member, address, item }: ItemNode): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  const { text } = statusLook(member.status);
  // Everything from the network goes through `appendText` or a code block, which escape it.
  tooltip.appendMarkdown('**').appendText(member.label).appendMarkdown('**');
  if (text !== undefined) tooltip.appendText(` · ${text}`);
  tooltip.appendMarkdown('\n\n');
  for (const { name, value } of keyFacts(member.raw, item)) {
    tooltip.appendText(`${name}: ${value}`).appendMarkdown('  \n');
  }
  tooltip.appendMarkdown('\n\n').appendCodeblock(toApiPath(address), 'plaintext');
  const rights = [
    { label: vscode.l10n.t('Read'), actions: requiredActions(item.read) },
    { label: vscode.l10n.t('Change'), actions: requiredActions(item.update) },
    { label: vscode.l10n.t('Delete'), actions: requiredActions(item.remove) },
  ].filter(({ actions }) => actions.length > 0);
  if (rights.length > 0) {
    tooltip.appendMarkdown('---\n').appendText(vscode.l10n.t('IAM actions')).appendMarkdown('\n\n');
  }
  for (const { label, actions } of rights) {
    tooltip.appendText(`${label}: `).appendMarkdown(actions.map(codeSpan).join(', ')).appendMarkdown('  \n');
  }
  return tooltip;
}

/** A name as code; one with a backtick would end it and is shown without. */
function codeSpan(name: string): string {
  return `\`${name.replaceAll('`', '')}\``;
}
