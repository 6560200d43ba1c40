import * as vscode from 'vscode';
import type { Operation } from '../../schema/catalogue.js';
import { fitsTemplate, segmentsOf } from '../../schema/pathTemplate.js';
import { outlineOf } from '../../scratchpad/outline.js';
import { requestAt } from '../../scratchpad/requestFile.js';
import { METHODS } from '../../scratchpad/requestLine.js';
import { abortSignal } from '../shell/abortSignal.js';
import { retirementSentences } from '../shell/retirementText.js';
import { LANGUAGE, rangeOf, type RequestDocuments } from './requestDocuments.js';
import { emptyMarkdown } from '../shell/markdown.js';

/** The API's operations at the picked schema version. */
export type Operations = (signal: AbortSignal) => Promise<readonly Operation[]>;

/** Outline, completion and hover of request files. */
export function registerRequestLanguage(
  documents: RequestDocuments,
  operations: Operations,
): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerDocumentSymbolProvider(LANGUAGE, {
      provideDocumentSymbols: (document) => symbols(documents, document),
    }),
    vscode.languages.registerCompletionItemProvider(
      LANGUAGE,
      {
        provideCompletionItems: async (document, position, token) =>
          completions(document, position, await operations(abortSignal(token))),
      },
      '/',
      ' ',
    ),
    vscode.languages.registerHoverProvider(LANGUAGE, {
      provideHover: async (document, position, token) =>
        hover(documents, document, position, await operations(abortSignal(token))),
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

function completions(
  document: vscode.TextDocument,
  position: vscode.Position,
  operations: readonly Operation[],
): vscode.CompletionItem[] {
  const before = document.lineAt(position).text.slice(0, position.character);
  if (/^\s*[A-Za-z]*$/.test(before)) {
    return METHODS.map((method) => new vscode.CompletionItem(method, vscode.CompletionItemKind.Method));
  }
  const [, method, path = ''] = /^\s*([A-Za-z]+)\s+(?:\/v2)?(\/[^\s?]*)?$/.exec(before) ?? [];
  if (method === undefined) return [];
  const range = new vscode.Range(position.translate(0, -path.length), position);
  return operations
    .filter((operation) => operation.method === method.toUpperCase())
    .map((operation) => {
      const item = new vscode.CompletionItem(operation.path, vscode.CompletionItemKind.Value);
      item.range = range;
      item.filterText = operation.path;
      item.insertText = pathSnippet(operation.path);
      item.detail = operation.badges.map(({ label }) => label).join(', ');
      item.documentation = operation.description ?? operation.summary ?? '';
      if (operation.isDeprecated) item.tags = [vscode.CompletionItemTag.Deprecated];
      return item;
    });
}

/** Each `{identifier}` becomes a place to fill in. */
function pathSnippet(path: string): vscode.SnippetString {
  const snippet = new vscode.SnippetString();
  for (const part of path.split(/(\{\w+\})/)) {
    if (/^\{\w+\}$/.test(part)) snippet.appendPlaceholder(part);
    else snippet.appendText(part);
  }
  return snippet;
}

function hover(
  documents: RequestDocuments,
  document: vscode.TextDocument,
  position: vscode.Position,
  operations: readonly Operation[],
): vscode.Hover | undefined {
  const request = requestAt(documents.file(document), document.offsetAt(position));
  if (!request) return undefined;
  const range = rangeOf(document, { start: request.method.span.start, end: request.target.span.end });
  if (!range.contains(position)) return undefined;
  const path = (request.target.text.split('?')[0] ?? '').replace(/^\/v2(?=\/)/, '');
  const segments = segmentsOf(path);
  const operation = operations.find(
    (one) => one.method === request.method.method && fitsTemplate(one.path, segments),
  );
  if (!operation) return undefined;
  const text = emptyMarkdown();
  text.appendText(operation.description ?? operation.summary ?? '').appendMarkdown('\n\n');
  for (const { label } of operation.badges) text.appendText(label).appendMarkdown('\n\n');
  for (const sentence of retirementSentences(operation)) text.appendText(sentence).appendMarkdown('\n\n');
  const replacement = operation.retirement?.replacement;
  if (replacement !== undefined) {
    text.appendText(vscode.l10n.t('Replaced by')).appendText(` ${replacement}`).appendMarkdown('\n\n');
  }
  const rights = operation.iamActions.map(({ name }) => name).join(', ');
  if (rights !== '') text.appendText(vscode.l10n.t('Needs the IAM action {0}.', rights));
  return new vscode.Hover(text, range);
}
