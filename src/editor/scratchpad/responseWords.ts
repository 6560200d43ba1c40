import * as vscode from 'vscode';
import type { ResponseWords } from '../../scratchpad/renderResponse.js';

/** What is in a rendered answer besides the answer, in the editor's language. */
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
    page: (page, isLast) =>
      isLast ? vscode.l10n.t('page {0}, the last one', page) : vscode.l10n.t('page {0}; more follow', page),
    queryId: (id) => vscode.l10n.t('query ID {0}, for OVHcloud’s support', id),
    empty: (why) => {
      if (why === 'head') return vscode.l10n.t('HEAD requests headers only, so there is no body.');
      if (why === 'noContent') return vscode.l10n.t('The response has no body (204).');
      return vscode.l10n.t('The body is empty.');
    },
    binary: (type, bytes) =>
      type === ''
        ? vscode.l10n.t('The body is binary: {0} bytes.', bytes)
        : vscode.l10n.t('The body is binary: {0} bytes of {1}.', bytes, type),
    raw: vscode.l10n.t('The body is large, so it is shown without formatting.'),
  };
}
