import * as vscode from 'vscode';
import { isNameFor, nameAt, nameUses, sameName, type NameUse } from '../../../scratchpad/help/nameUses.js';
import { LANGUAGE, rangeOf, type RequestDocuments } from '../requestDocuments.js';

/** Leads to where variables and requests get their names, finds their uses, and renames them. */
export function registerRequestNames(documents: RequestDocuments): vscode.Disposable {
  const usesAt = (
    document: vscode.TextDocument,
    position: vscode.Position,
  ): { readonly at: NameUse; readonly uses: readonly NameUse[] } | undefined => {
    const all = nameUses(documents.file(document));
    const at = nameAt(all, document.offsetAt(position));
    return at && (at.kind === 'variable' || at.kind === 'request')
      ? { at, uses: sameName(all, at) }
      : undefined;
  };
  const location = (document: vscode.TextDocument, { span }: NameUse): vscode.Location =>
    new vscode.Location(document.uri, rangeOf(document, span));
  return vscode.Disposable.from(
    vscode.languages.registerDefinitionProvider(LANGUAGE, {
      provideDefinition: (document, position) =>
        usesAt(document, position)
          ?.uses.filter(({ isDefinition }) => isDefinition)
          .map((use) => location(document, use)),
    }),
    vscode.languages.registerReferenceProvider(LANGUAGE, {
      provideReferences: (document, position, { includeDeclaration }) =>
        usesAt(document, position)
          ?.uses.filter(({ isDefinition }) => includeDeclaration || !isDefinition)
          .map((use) => location(document, use)),
    }),
    vscode.languages.registerRenameProvider(LANGUAGE, {
      prepareRename: (document, position) => {
        const found = usesAt(document, position);
        if (!found) throw new Error(vscode.l10n.t('Only variables and names of requests can be renamed.'));
        return { range: rangeOf(document, found.at.span), placeholder: found.at.name };
      },
      provideRenameEdits: (document, position, name) => {
        const found = usesAt(document, position);
        if (!found) return undefined;
        if (!isNameFor(found.at, name)) {
          throw new Error(
            vscode.l10n.t('A name is made of letters, digits, “_” and “-”, and begins with a letter.'),
          );
        }
        const edit = new vscode.WorkspaceEdit();
        for (const { span } of found.uses) edit.replace(document.uri, rangeOf(document, span), name);
        return edit;
      },
    }),
  );
}
