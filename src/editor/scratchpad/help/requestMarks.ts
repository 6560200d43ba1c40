import * as vscode from 'vscode';
import { foldsOf, type Fold } from '../../../scratchpad/help/folds.js';
import { semanticTokens, TOKEN_MODIFIERS, TOKEN_TYPES } from '../../../scratchpad/help/semanticTokens.js';
import { valueHints } from '../../../scratchpad/help/valueHints.js';
import { outlineOf } from '../../../scratchpad/outline.js';
import { LANGUAGE, rangeOf, type RequestDocuments } from '../requestDocuments.js';
import type { RequestRoutes } from './requestRoutes.js';

export interface RequestMarksOptions {
  readonly documents: RequestDocuments;
  readonly routes: RequestRoutes;
  /** Fired when variables may have other values. */
  readonly onDidChangeValues: vscode.Event<void>;
}

/** The outline, folds and colours of request files, and the values of their variables beside them. */
export function registerRequestMarks({
  documents,
  routes,
  onDidChangeValues,
}: RequestMarksOptions): vscode.Disposable {
  const legend = new vscode.SemanticTokensLegend([...TOKEN_TYPES], [...TOKEN_MODIFIERS]);
  return vscode.Disposable.from(
    vscode.languages.registerDocumentSymbolProvider(LANGUAGE, {
      provideDocumentSymbols: (document) => symbols(documents, document),
    }),
    vscode.languages.registerFoldingRangeProvider(LANGUAGE, {
      provideFoldingRanges: (document) =>
        foldsOf(documents.file(document)).map((fold) => toFoldingRange(document, fold)),
    }),
    vscode.languages.registerDocumentSemanticTokensProvider(
      LANGUAGE,
      { provideDocumentSemanticTokens: (document) => tokens(documents, document, legend) },
      legend,
    ),
    vscode.languages.registerInlayHintsProvider(LANGUAGE, {
      onDidChangeInlayHints: onDidChangeValues,
      provideInlayHints: (document, range) => hints(documents, routes, document, range),
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

function toFoldingRange(document: vscode.TextDocument, { kind, span }: Fold): vscode.FoldingRange {
  const [start, end] = [document.positionAt(span.start).line, document.positionAt(span.end).line];
  return new vscode.FoldingRange(
    start,
    end,
    kind === 'comment' ? vscode.FoldingRangeKind.Comment : undefined,
  );
}

function tokens(
  documents: RequestDocuments,
  document: vscode.TextDocument,
  legend: vscode.SemanticTokensLegend,
): vscode.SemanticTokens {
  const builder = new vscode.SemanticTokensBuilder(legend);
  for (const { span, type, modifiers } of semanticTokens(documents.file(document))) {
    builder.push(rangeOf(document, span), type, [...modifiers]);
  }
  return builder.build();
}

function hints(
  documents: RequestDocuments,
  routes: RequestRoutes,
  document: vscode.TextDocument,
  range: vscode.Range,
): vscode.InlayHint[] {
  const span = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
  return valueHints(documents.file(document), routes.variables(document), span).map(({ offset, value }) => {
    const hint = new vscode.InlayHint(
      document.positionAt(offset),
      `= ${value}`,
      vscode.InlayHintKind.Parameter,
    );
    hint.paddingLeft = true;
    return hint;
  });
}
