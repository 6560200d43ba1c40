import * as vscode from 'vscode';

/** What of a plan a row stands for: what is going to be done, or how doing it went. */
export type PlanLook = keyof typeof ICONS;

const ICONS = {
  create: ['diff-added', 'gitDecoration.addedResourceForeground'],
  update: ['diff-modified', 'gitDecoration.modifiedResourceForeground'],
  // Nothing is going to be removed: the resource isn't there.
  gone: ['question', 'list.warningForeground'],
  same: ['pass', 'testing.iconPassed'],
  impossible: ['circle-slash', 'disabledForeground'],
  warning: ['warning', 'list.warningForeground'],
  running: ['loading~spin', undefined],
  /** Accepted, and not done as far as is known. */
  open: ['watch', 'list.warningForeground'],
  done: ['pass-filled', 'testing.iconPassed'],
  failed: ['error', 'list.errorForeground'],
} as const;

/** The icon of a row of a plan, in the colours that VS Code has for its own. */
export function planIcon(look: PlanLook): vscode.ThemeIcon {
  const [name, color] = ICONS[look];
  return new vscode.ThemeIcon(name, color === undefined ? undefined : new vscode.ThemeColor(color));
}
