import * as vscode from 'vscode';

/** What the row of a resource shows in a plan or a bulk edit: what will be done, or how it went. */
export type ChangeLook = keyof typeof ICONS;

const ICONS = {
  create: ['diff-added', 'gitDecoration.addedResourceForeground'],
  update: ['diff-modified', 'gitDecoration.modifiedResourceForeground'],
  // Nothing is going to be removed: the resource isn't there.
  gone: ['question', 'list.warningForeground'],
  same: ['pass', 'charts.green'],
  impossible: ['circle-slash', 'disabledForeground'],
  warning: ['warning', 'list.warningForeground'],
  running: ['loading~spin', undefined],
  /** Accepted, and not done as far as is known. */
  open: ['watch', 'list.warningForeground'],
  done: ['pass-filled', 'charts.green'],
  failed: ['error', 'list.errorForeground'],
} as const;

/** The icon of such a row, in the colours that VS Code has for its own. */
export function changeIcon(look: ChangeLook): vscode.ThemeIcon {
  const [name, color] = ICONS[look];
  return new vscode.ThemeIcon(name, color === undefined ? undefined : new vscode.ThemeColor(color));
}
