import * as vscode from 'vscode';

/** What the problems view names as the source of what we say. */
export const OUR_SOURCE = 'OVHcloud API';

/** A diagnostic of ours: what the problems view names as its source is the same everywhere. */
export function ourDiagnostic(
  range: vscode.Range,
  message: string,
  severity: vscode.DiagnosticSeverity = vscode.DiagnosticSeverity.Error,
): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(range, message, severity);
  diagnostic.source = OUR_SOURCE;
  return diagnostic;
}

/** The part of a document from an offset on, in UTF-16 units. */
export function rangeAt(
  document: Pick<vscode.TextDocument, 'positionAt'>,
  { offset, length }: { readonly offset: number; readonly length: number },
): vscode.Range {
  return new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
}
