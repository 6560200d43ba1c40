import * as vscode from 'vscode';
import type { ResponseWords } from '../../scratchpad/renderResponse.js';

/** What stands in a rendered answer besides the answer, in the editor's language. */
export function responseWords(): ResponseWords {
  return {
    schemaVersion: (version) =>
      version === undefined
        ? vscode.l10n.t('default schema version')
        : vscode.l10n.t('schema version {0}', version),
    pages: (count, items, isCut) =>
      isCut
        ? vscode.l10n.t('{0} items; more after page {1}', items, count)
        : vscode.l10n.t('{0} items, complete list', items),
    empty: vscode.l10n.t('The body is empty.'),
  };
}
