import * as vscode from 'vscode';
import { specFixes, type SpecFix } from '../../schema/specFixes.js';
import { rangeAt } from './diagnostics.js';
import { SPEC_SELECTOR } from './documentUri.js';
import type { SpecSchemas } from './specSchemas.js';

/** Offers what makes a spec agree with its schema, where it does not. */
export function registerSpecQuickFixes(schemas: SpecSchemas): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    SPEC_SELECTOR,
    {
      provideCodeActions: async (document, range, { diagnostics }) => {
        const judged = await schemas.judged(document);
        // Fields are added and taken out by edits that know JSON's commas and braces.
        if (judged?.format !== 'json') return [];
        const { text, json, service, schema } = judged;
        const matches = await service.getMatchingSchemas(text, json);
        const offsets = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
        return specFixes(text.getText(), schema, matches, offsets).map((fix) =>
          toAction(document, fix, diagnostics),
        );
      },
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}

function toAction(
  document: vscode.TextDocument,
  fix: SpecFix,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction {
  const range = rangeAt(document, fix);
  const action = new vscode.CodeAction(title(fix), vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  action.edit.replace(document.uri, range, fix.text);
  action.isPreferred = fix.kind === 'addMissing' || fix.kind === 'renameUnknown';
  action.diagnostics = diagnostics.filter((one) => one.range.intersection(range) !== undefined);
  return action;
}

function title(fix: SpecFix): string {
  switch (fix.kind) {
    case 'addMissing':
      return fix.names.length === 1
        ? vscode.l10n.t('Add the missing field {0}', fix.names[0] ?? '')
        : vscode.l10n.t('Add {0} missing fields: {1}', fix.names.length, fix.names.join(', '));
    case 'removeUnknown':
      return vscode.l10n.t('Remove the unknown field {0}', fix.name);
    case 'renameUnknown':
      return vscode.l10n.t('Rename {0} to {1}', fix.name, fix.newName);
    case 'replaceValue':
      return vscode.l10n.t('Use {0}', JSON.stringify(fix.value));
  }
}
