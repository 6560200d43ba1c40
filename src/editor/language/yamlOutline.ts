import * as vscode from 'vscode';
import { SymbolKind, type ASTNode } from 'vscode-json-languageservice';
import { rangeAt } from './diagnostics.js';
import { rangeOfPart, type JudgedPart } from './judgedPart.js';

/** What the language service calls the values of a spec. */
const SYMBOL_KINDS: Readonly<Record<number, vscode.SymbolKind>> = {
  [SymbolKind.Module]: vscode.SymbolKind.Module,
  [SymbolKind.Array]: vscode.SymbolKind.Array,
  [SymbolKind.String]: vscode.SymbolKind.String,
  [SymbolKind.Number]: vscode.SymbolKind.Number,
  [SymbolKind.Boolean]: vscode.SymbolKind.Boolean,
};

type Symbols = ReturnType<JudgedPart['service']['findDocumentSymbols2']>;

/** A part's fields as an outline; below the part's own name where it has one. */
export function symbolsOf(
  part: JudgedPart,
  document: vscode.TextDocument,
  name: string | undefined,
): readonly vscode.DocumentSymbol[] {
  const { root } = part.json as { readonly root?: ASTNode };
  if (!root) return [];
  const fields = part.service
    .findDocumentSymbols2(part.text, part.json)
    .map((symbol) => toSymbol(symbol, (range) => rangeOfPart(part, document, range)));
  if (name === undefined) return fields;
  const range = rangeAt(document, { offset: part.offset + root.offset, length: root.length });
  const symbol = new vscode.DocumentSymbol(name, '', vscode.SymbolKind.Object, range, range);
  symbol.children = fields;
  return [symbol];
}

function toSymbol(
  { name, detail, kind, range, selectionRange, children }: Symbols[number],
  toDocument: (range: Symbols[number]['range']) => vscode.Range,
): vscode.DocumentSymbol {
  const symbol = new vscode.DocumentSymbol(
    name === '' ? '""' : name,
    detail ?? '',
    SYMBOL_KINDS[kind] ?? vscode.SymbolKind.Variable,
    toDocument(range),
    toDocument(selectionRange),
  );
  symbol.children = (children ?? []).map((child) => toSymbol(child, toDocument));
  return symbol;
}

/** What can be folded: the part as a whole, each object and list of several lines, and the text of several lines. */
export function foldsOf(part: JudgedPart, document: vscode.TextDocument): readonly vscode.FoldingRange[] {
  const { root } = part.json as { readonly root?: ASTNode };
  const folds = new Map<number, number>();
  const add = ({ offset, length }: ASTNode): void => {
    const written = part.text
      .getText()
      .slice(offset, offset + length)
      .trimEnd();
    const start = document.positionAt(part.offset + offset).line;
    const end = document.positionAt(part.offset + offset + written.length).line;
    if (end > start) folds.set(start, Math.max(end, folds.get(start) ?? end));
  };
  const visit = (node: ASTNode): void => {
    if (node.type === 'property') add(node);
    for (const child of node.children ?? []) visit(child);
    if (node.parent?.type === 'array' || !node.parent) add(node);
  };
  if (root) visit(root);
  return [...folds].map(([start, end]) => new vscode.FoldingRange(start, end));
}
