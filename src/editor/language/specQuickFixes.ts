import * as vscode from 'vscode';
import { jsonEditing } from '../../resource/jsonEditing.js';
import { yamlEditing } from '../../resource/yamlEditing.js';
import { specFixes, type SpecFix } from '../../schema/specFixes.js';
import { OUR_SOURCE, rangeAt } from './diagnostics.js';
import { partsIn, type DocumentJudge, type JudgedPart } from './judgedPart.js';

/** Offers what makes a document agree with its schema, where it does not. */
export function registerSpecQuickFixes(judge: DocumentJudge): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    judge.selector,
    {
      provideCodeActions: async (document, range, { diagnostics }) => {
        // Asked wherever the cursor goes: a text in which nothing is wrong needs no reading.
        if (!diagnostics.some(({ source }) => source === OUR_SOURCE)) return [];
        const parts = await partsIn(judge, document, range);
        const found = await Promise.all(parts.map((part) => fixesOf(part, document, range)));
        return found.flat().map(({ fix, part }) => toAction(document, { fix, part }, diagnostics));
      },
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}

type Fix = SpecFix | { readonly kind: 'replaceFault'; offset: number; length: number; text: string };

interface PartFix {
  readonly part: JudgedPart;
  /** Its place is one of the part's text. */
  readonly fix: Fix;
}

async function fixesOf(
  part: JudgedPart,
  document: vscode.TextDocument,
  range: vscode.Range,
): Promise<readonly PartFix[]> {
  const start = document.offsetAt(range.start) - part.offset;
  const end = document.offsetAt(range.end) - part.offset;
  const text = part.text.getText();
  if (end < 0 || start > text.length) return [];
  const { service, schema, json } = part;
  const matches = await service.getMatchingSchemas(part.text, json);
  const editing = part.format === 'yaml' ? yamlEditing(text) : jsonEditing(text);
  const replacements = part.faults.flatMap(({ offset, length, replacement }): readonly Fix[] =>
    replacement === undefined || offset > end || offset + length < start
      ? []
      : [{ kind: 'replaceFault', offset, length, text: editing.value(replacement) }],
  );
  return [...replacements, ...specFixes(editing, schema, matches, { start, end })].map((fix) => ({
    part,
    fix,
  }));
}

function toAction(
  document: vscode.TextDocument,
  { fix, part }: PartFix,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction {
  const range = rangeAt(document, { offset: part.offset + fix.offset, length: fix.length });
  const action = new vscode.CodeAction(title(fix), vscode.CodeActionKind.QuickFix);
  action.edit = new vscode.WorkspaceEdit();
  action.edit.replace(document.uri, range, fix.text);
  action.isPreferred = ['addMissing', 'renameUnknown', 'replaceFault'].includes(fix.kind);
  action.diagnostics = diagnostics.filter((one) => one.range.intersection(range) !== undefined);
  return action;
}

function title(fix: Fix): string {
  switch (fix.kind) {
    case 'addMissing':
      return fix.names.length === 1
        ? vscode.l10n.t('Add the missing field {0}', fix.names[0] ?? '')
        : vscode.l10n.t('Add {0} missing fields: {1}', fix.names.length, fix.names.join(', '));
    case 'removeUnknown':
      return vscode.l10n.t('Remove the field {0}', fix.name);
    case 'renameUnknown':
      return vscode.l10n.t('Rename {0} to {1}', fix.name, fix.newName);
    case 'replaceValue':
      return vscode.l10n.t('Use {0}', JSON.stringify(fix.value));
    case 'replaceFault':
      return vscode.l10n.t('Use {0}', fix.text);
  }
}
