import * as vscode from 'vscode';

/** How a `resourceStatus` is shown: an icon and a colour for the eye, words for a screen reader. */
export interface StatusLook {
  readonly icon: vscode.ThemeIcon;
  readonly text: string | undefined;
  /** One letter, for what is not at rest. */
  readonly letter?: string;
  readonly color?: vscode.ThemeColor;
}

/** Statuses are an open set: one that is not known here is shown as it came, with a neutral icon. */
export function statusLook(status: string | undefined): StatusLook {
  switch (status) {
    case undefined:
      return { icon: new vscode.ThemeIcon('symbol-object'), text: undefined };
    case 'READY':
      return { icon: icon('pass-filled', 'testing.iconPassed'), text: vscode.l10n.t('ready') };
    case 'CREATING':
      return marked('C', 'loading~spin', 'progressBar.background', vscode.l10n.t('being created'));
    case 'UPDATING':
      return marked('U', 'loading~spin', 'progressBar.background', vscode.l10n.t('being updated'));
    case 'DELETING':
      return marked('D', 'loading~spin', 'list.warningForeground', vscode.l10n.t('being deleted'));
    case 'DELETED':
      return marked('×', 'trash', 'disabledForeground', vscode.l10n.t('deleted'));
    case 'ERROR':
      return marked('E', 'error', 'list.errorForeground', vscode.l10n.t('in error'));
    case 'SUSPENDED':
      return marked('S', 'debug-pause', 'list.warningForeground', vscode.l10n.t('suspended'));
    case 'OUT_OF_SYNC':
      return marked('!', 'warning', 'list.warningForeground', vscode.l10n.t('out of sync'));
    default:
      return { icon: new vscode.ThemeIcon('question'), text: status };
  }
}

function marked(letter: string, id: string, color: string, text: string): StatusLook {
  return { icon: icon(id, color), text, letter, color: new vscode.ThemeColor(color) };
}

function icon(id: string, color: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(id, new vscode.ThemeColor(color));
}
