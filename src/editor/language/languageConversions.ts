import * as vscode from 'vscode';
import {
  CompletionItemKind,
  InsertTextFormat,
  MarkupKind,
  TextEdit,
  type CompletionItem,
  type Diagnostic,
  type Hover,
  type MarkupContent,
  type Range,
} from 'vscode-json-languageservice';
import { ourDiagnostic } from './diagnostics.js';
import { problemSentence } from '../shell/problemSentences.js';
import { emptyMarkdown, madeMarkdown } from '../shell/markdown.js';

/**
 * The language service speaks LSP; VS Code's classes carry the same facts under other names. `range` is the diagnostic's
 * own in the document.
 */
export function toDiagnostic(
  { message, severity, code }: Diagnostic,
  range: vscode.Range,
): vscode.Diagnostic {
  const diagnostic = ourDiagnostic(
    range,
    sentenceOf({ message }),
    severity === 1 ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning,
  );
  if (code !== undefined) diagnostic.code = code;
  return diagnostic;
}

/** What a diagnostic of the language service says, in the user's language. */
export function sentenceOf({ message }: Pick<Diagnostic, 'message'>): string {
  return problemSentence(typeof message === 'string' ? message : message.value);
}

export function toCompletionItem(
  item: CompletionItem,
  range: (own: Range) => vscode.Range = toRange,
): vscode.CompletionItem {
  const made = new vscode.CompletionItem(item.label, completionKind(item.kind));
  const { textEdit } = item;
  const text = textEdit?.newText ?? item.insertText ?? item.label;
  made.insertText =
    item.insertTextFormat === InsertTextFormat.Snippet ? new vscode.SnippetString(text) : text;
  if (textEdit && TextEdit.is(textEdit)) made.range = range(textEdit.range);
  if (item.filterText !== undefined) made.filterText = item.filterText;
  if (item.sortText !== undefined) made.sortText = item.sortText;
  if (item.detail !== undefined) made.detail = item.detail;
  if (item.documentation !== undefined) made.documentation = toMarkdown(item.documentation);
  // A field whose values are listed asks for them at once.
  if (item.command) made.command = { command: item.command.command, title: item.command.title };
  return made;
}

/** The kinds that a JSON schema's completions have; any other is shown without an icon. */
function completionKind(kind: CompletionItemKind | undefined): vscode.CompletionItemKind | undefined {
  switch (kind) {
    case CompletionItemKind.Property:
      return vscode.CompletionItemKind.Property;
    case CompletionItemKind.Value:
      return vscode.CompletionItemKind.Value;
    case CompletionItemKind.Enum:
    case CompletionItemKind.EnumMember:
      return vscode.CompletionItemKind.EnumMember;
    case CompletionItemKind.Snippet:
      return vscode.CompletionItemKind.Snippet;
    case CompletionItemKind.Color:
      return vscode.CompletionItemKind.Color;
    default:
      return undefined;
  }
}

export function toHover(
  { contents, range }: Hover,
  toDocument: (own: Range) => vscode.Range = toRange,
): vscode.Hover | undefined {
  const parts = (Array.isArray(contents) ? contents : [contents]).filter((part) => part !== '');
  const texts = parts.map((part) => {
    // A hover's bare strings are Markdown already, in which the schema's maker escaped what would act.
    if (typeof part === 'string') return madeMarkdown(part);
    return 'language' in part ? emptyMarkdown().appendCodeblock(part.value, part.language) : toMarkdown(part);
  });
  return texts.length === 0 ? undefined : new vscode.Hover(texts, range && toDocument(range));
}

export function toRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** Texts come from the API document: Markdown without trust, so that no command link in it works. */
function toMarkdown(text: MarkupContent | string): vscode.MarkdownString {
  if (typeof text === 'string') return emptyMarkdown().appendText(text);
  if (text.kind === MarkupKind.PlainText) return emptyMarkdown().appendText(text.value);
  return madeMarkdown(text.value);
}
