import * as vscode from 'vscode';
import { outlineOf } from '../../scratchpad/outline.js';
import { LANGUAGE, rangeOf, type RequestDocuments } from './requestDocuments.js';

/** The outline of request files. */
export function registerRequestLanguage(documents: RequestDocuments): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerDocumentSymbolProvider(LANGUAGE, {
      provideDocumentSymbols: (document) => symbols(documents, document),
    }),
  );
}

function symbols(documents: RequestDocuments, document: vscode.TextDocument): vscode.DocumentSymbol[] {
  return outlineOf(documents.file(document)).map(({ name, detail, span, own }) => {
    const ownRange = rangeOf(document, own);
    const whole = rangeOf(document, span).union(ownRange);
    return new vscode.DocumentSymbol(name, detail, vscode.SymbolKind.Method, whole, ownRange);
  });
}
