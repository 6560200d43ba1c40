import * as vscode from 'vscode';

/** How a `resourceStatus` is shown: an icon for the eye and words for a screen reader. */
export interface StatusLook {
  readonly icon: vscode.ThemeIcon;
  readonly text: string | undefined;
}

/** Statuses are an open set: one that is not known here is shown as it came, with a neutral icon. */
export function statusLook(status: string | undefined): StatusLook {
  switch (status) {
    case undefined:
      return { icon: new vscode.ThemeIcon('symbol-object'), text: undefined };
    case 'READY':
      return { icon: icon('pass-filled', 'testing.iconPassed'), text: vscode.l10n.t('ready') };
    case 'CREATING':
      return { icon: icon('loading~spin', 'progressBar.background'), text: vscode.l10n.t('being created') };
    case 'UPDATING':
      return { icon: icon('loading~spin', 'progressBar.background'), text: vscode.l10n.t('being updated') };
    case 'DELETING':
      return { icon: icon('loading~spin', 'list.warningForeground'), text: vscode.l10n.t('being deleted') };
    case 'DELETED':
      return { icon: icon('trash', 'disabledForeground'), text: vscode.l10n.t('deleted') };
    case 'ERROR':
      return { icon: icon('error', 'list.errorForeground'), text: vscode.l10n.t('in error') };
    case 'SUSPENDED':
      return { icon: icon('debug-pause', 'list.warningForeground'), text: vscode.l10n.t('suspended') };
    case 'OUT_OF_SYNC':
      return { icon: icon('warning', 'list.warningForeground'), text: vscode.l10n.t('out of sync') };
    default:
      return { icon: new vscode.ThemeIcon('question'), text: status };
  }
}

function icon(id: string, color: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(id, new vscode.ThemeColor(color));
}
