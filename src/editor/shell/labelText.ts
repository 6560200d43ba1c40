import * as vscode from 'vscode';

/** A label with what it is the label of, as the user's language joins them: French has a space before the colon. */
export function labelText(label: string, text: string): string {
  return vscode.l10n.t('{0}: {1}', label, text);
}
