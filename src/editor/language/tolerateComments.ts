import * as vscode from 'vscode';
import { fromUriPath } from '../../resource/address.js';
import { isSpecScheme } from '../shell/documentUri.js';

/** Makes JSON specs such with comments: people explain a change where they make it; what is sent holds none. */
export function tolerateComments(): vscode.Disposable {
  for (const document of vscode.workspace.textDocuments) tolerateIn(document);
  return vscode.workspace.onDidOpenTextDocument(tolerateIn);
}

function tolerateIn(document: vscode.TextDocument): void {
  if (!isSpecScheme(document.uri) || document.languageId !== 'json') return;
  if (fromUriPath(document.uri.path)?.view !== 'spec') return;
  void vscode.languages.setTextDocumentLanguage(document, 'jsonc');
}
