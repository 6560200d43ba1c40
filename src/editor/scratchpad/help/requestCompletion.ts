import * as vscode from 'vscode';
import { completionPlace } from '../../../scratchpad/help/completionPlace.js';
import { METHODS } from '../../../scratchpad/requestLine.js';
import { abortSignal } from '../../shell/abortSignal.js';
import { LANGUAGE, rangeOf, type RequestDocuments } from '../requestDocuments.js';
import { completeIdentifier, completePath, type PathCompletionOptions } from './pathCompletion.js';

export interface RequestCompletionOptions extends PathCompletionOptions {
  readonly documents: RequestDocuments;
}

type Completer = (
  document: vscode.TextDocument,
  position: vscode.Position,
  signal: AbortSignal,
) => Promise<vscode.CompletionItem[]>;

/**
 * Completes what stands outside of bodies. The place is looked at first: what must be asked of the API is asked only where it can
 * stand. Members of lists come from a provider of their own, so that a slow list keeps nothing else back.
 */
export function registerRequestCompletion(options: RequestCompletionOptions): vscode.Disposable {
  const register = (complete: Completer, ...triggers: readonly string[]): vscode.Disposable =>
    vscode.languages.registerCompletionItemProvider(
      LANGUAGE,
      {
        provideCompletionItems: (document, position, token) =>
          complete(document, position, abortSignal(token)),
      },
      ...triggers,
    );
  return vscode.Disposable.from(
    register((...at) => complete(options, ...at), '/', ' ', '?', '&', '=', '@', '{'),
    register((...at) => identifiers(options, ...at), '/'),
  );
}

async function complete(
  options: RequestCompletionOptions,
  document: vscode.TextDocument,
  position: vscode.Position,
  signal: AbortSignal,
): Promise<vscode.CompletionItem[]> {
  const place = completionPlace(options.documents.file(document), document.offsetAt(position));
  switch (place?.kind) {
    case 'method':
      return METHODS.map((method) => methodItem(method, rangeOf(document, place.span)));
    case 'path':
      return completePath(options, document, place, position, signal);
    default:
      return [];
  }
}

async function identifiers(
  options: RequestCompletionOptions,
  document: vscode.TextDocument,
  position: vscode.Position,
  signal: AbortSignal,
): Promise<vscode.CompletionItem[]> {
  const place = completionPlace(options.documents.file(document), document.offsetAt(position));
  return place?.kind === 'path' ? completeIdentifier(options, document, place, position, signal) : [];
}

function methodItem(method: string, range: vscode.Range): vscode.CompletionItem {
  const item = new vscode.CompletionItem(method, vscode.CompletionItemKind.Method);
  item.range = range;
  return item;
}
