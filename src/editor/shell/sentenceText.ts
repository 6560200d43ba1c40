import * as vscode from 'vscode';

/**
 * A sentence in place of the text of a read-only document: a comment in its language, so that none of it is taken for a value. A
 * provider that throws would show VS Code's page of an unexpected error.
 */
export function sentenceText({ path }: Pick<vscode.Uri, 'path'>, sentence: string): string {
  return `${/\.ya?ml$/.test(path) ? '#' : '//'} ${sentence}\n`;
}

/** What a side of a comparison says that VS Code brought back from an earlier session, or whose subject was closed. */
export function goneSide(uri: Pick<vscode.Uri, 'path'>): string {
  return sentenceText(
    uri,
    vscode.l10n.t('This comparison is no longer available. Close it and compare again.'),
  );
}
