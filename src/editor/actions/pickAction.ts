import * as vscode from 'vscode';
import { actionName } from '../../resource/actionRequest.js';
import type { ResourceAddress } from '../../resource/address.js';
import type { Operation } from '../../schema/catalogue.js';

interface ActionRow extends vscode.QuickPickItem {
  readonly action: Operation;
}

/** Lets one of a resource's actions be chosen; `undefined` when none was. */
export async function pickAction(
  actions: readonly Operation[],
  address: ResourceAddress,
  name: string,
): Promise<Operation | undefined> {
  const rows = actions.map((action) => actionRow(action, address));
  const picked = await vscode.window.showQuickPick(rows, {
    title: vscode.l10n.t('Run Action on {0}', name),
    placeHolder: vscode.l10n.t('Choose an action. Nothing is sent yet.'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.action;
}

/** One action's line: its name, its method, how far it can be relied on, and what it does. */
function actionRow(action: Operation, address: ResourceAddress): ActionRow {
  const { method, badges, isDeprecated, summary, description } = action;
  // Stable is what one expects; only the rest is worth a word in the line.
  const notable = badges.filter(({ color }) => color !== 'green').map(({ label }) => label);
  const isReported = notable.some((label) => /deprecated/i.test(label));
  const words = [method, ...notable, ...(isDeprecated && !isReported ? [vscode.l10n.t('deprecated')] : [])];
  const detail = summary ?? description;
  return {
    action,
    label: actionName(action, address),
    description: words.join(' · '),
    ...(detail === undefined ? {} : { detail: oneLine(detail) }),
  };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
