import * as vscode from 'vscode';

/** How a version is called in a sentence; `undefined` is the default. */
export function versionName(version: string | undefined): string {
  return version === undefined ? vscode.l10n.t('the default version') : `v${version}`;
}

/** How a version is called where there is little room. */
export function versionLabel(version: string | undefined): string {
  return version === undefined ? vscode.l10n.t('default') : `v${version}`;
}
