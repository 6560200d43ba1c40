import * as vscode from 'vscode';

/** How a version is called in a sentence; `undefined` and `default` are the default. */
export function versionName(version: string | undefined): string {
  return isDefault(version) ? vscode.l10n.t('the default version') : `v${version}`;
}

/** How a version is called where there is little room. */
export function versionLabel(version: string | undefined): string {
  return isDefault(version) ? vscode.l10n.t('default') : `v${version}`;
}

function isDefault(version: string | undefined): version is undefined | 'default' {
  return version === undefined || version === 'default';
}
